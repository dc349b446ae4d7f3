using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompiledNets.Kernels;

/// <summary>The instruction sets that the product kernels are compiled for.</summary>
internal enum SimdLevel
{
    /// <summary><see cref="PortableSimd"/>.</summary>
    Portable,

    /// <summary><see cref="Avx2Simd"/>.</summary>
    Avx2,

    /// <summary><see cref="Avx512Simd"/>.</summary>
    Avx512,
}

/// <summary>A computation that is written once for all instruction sets.</summary>
internal interface ISimdAction
{
    void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>Chooses among the instruction sets: product code takes the best, tests try all.</summary>
internal static class SimdLevels
{
    /// <summary>The fastest that this machine has: a constant once compiled.</summary>
    public static SimdLevel Best =>
        Avx512Simd.IsSupported ? SimdLevel.Avx512 : Avx2Simd.IsSupported ? SimdLevel.Avx2 : SimdLevel.Portable;

    /// <summary>Runs an action with the given instruction set, or with a lesser one that this machine has.</summary>
    /// <remarks>Inlined, so that of <see cref="Best"/> one call is left, and code compiled ahead of time has no other instruction set's.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TAction>(SimdLevel level, in TAction action)
        where TAction : struct, ISimdAction
    {
        if (Avx512Simd.IsSupported && level >= SimdLevel.Avx512)
        {
            action.Run<Avx512Simd, Vector512<float>>();
        }
        else if (Avx2Simd.IsSupported && level >= SimdLevel.Avx2)
        {
            action.Run<Avx2Simd, Vector256<float>>();
        }
        else
        {
            action.Run<PortableSimd, Vector128<float>>();
        }
    }
}
