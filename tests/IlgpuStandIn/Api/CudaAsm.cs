namespace ILGPU.Runtime.Cuda;

/// <summary>PTX within a kernel. Nothing here runs it: kernels that use it are refused, as ILGPU's own host refuses them.</summary>
public static class CudaAsm
{
    public static bool IsSupported => false;

    public static void EmitRef<T0, T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        string asm, ref T0 arg0, ref T1 arg1, ref T2 arg2, ref T3 arg3, ref T4 arg4, ref T5 arg5, ref T6 arg6, ref T7 arg7, ref T8 arg8, ref T9 arg9)
        where T0 : struct, ICudaAsmEmitParameter
        where T1 : struct, ICudaAsmEmitParameter
        where T2 : struct, ICudaAsmEmitParameter
        where T3 : struct, ICudaAsmEmitParameter
        where T4 : struct, ICudaAsmEmitParameter
        where T5 : struct, ICudaAsmEmitParameter
        where T6 : struct, ICudaAsmEmitParameter
        where T7 : struct, ICudaAsmEmitParameter
        where T8 : struct, ICudaAsmEmitParameter
        where T9 : struct, ICudaAsmEmitParameter => throw NotHere();

    private static NotSupportedException NotHere() => new("PTX runs on CUDA devices.");
}

public interface ICudaAsmEmitParameter;

/// <summary>A register that the instructions read.</summary>
public struct Input<T> : ICudaAsmEmitParameter where T : struct
{
    public T Value;

    public static implicit operator Input<T>(T value) => new() { Value = value };
}

/// <summary>A register that they write.</summary>
public struct Output<T> : ICudaAsmEmitParameter where T : struct
{
    public T Value;
}

/// <summary>A register that they read and write.</summary>
public struct Ref<T> : ICudaAsmEmitParameter where T : struct
{
    public T Value;

    public static implicit operator Ref<T>(T value) => new() { Value = value };
}

/// <summary>A compute capability.</summary>
public readonly struct CudaArchitecture(int major, int minor)
{
    public int Major { get; } = major;
    public int Minor { get; } = minor;
}
