using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.StandIn;

namespace CompiledNets.Tests;

/// <summary>One small bad kernel for each thing that ILGPU was seen not to compile.</summary>
public class RefusalTests
{
    private static readonly float[] table = [1, 2, 3];
    private static readonly float scale = 2;
    private static int mutable;

    private record struct WithFlag(float Value, bool Flag);

    private record struct Hidden(float Value);

    [InlineArray(4)]
    private struct Inline
    {
        public float First;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Union
    {
        [FieldOffset(0)] public float Float;
        [FieldOffset(0)] public int Int;
    }

    private struct Base : IComparable<float>
    {
        public readonly int CompareTo(float other) => 0;
    }

    private class Animal
    {
        public virtual float Legs => 4;
    }

    private static void Throws(Index1D i, ArrayView<float> x)
    {
        if (x[i] < 0)
            throw new InvalidOperationException();
    }

    private static void Clamps(Index1D i, ArrayView<float> x) => x[i] = Math.Clamp(x[i], 0f, 1f);
    private static void FusedMultiplyAdd(Index1D i, ArrayView<float> x) => x[i] = MathF.FusedMultiplyAdd(x[i], 2, 1);
    private static void Log2(Index1D i, ArrayView<float> x) => x[i] = MathF.Log2(x[i]);
    private static void Cbrt(Index1D i, ArrayView<float> x) => x[i] = MathF.Cbrt(x[i]);
    private static void Exp(Index1D i, ArrayView<float> x) => x[i] = MathF.Exp(x[i]);
    private static void ExpOfIlgpu(Index1D i, ArrayView<float> x) => x[i] = IntrinsicMath.CPUOnly.Exp(x[i]);
    private static void ReadsMutable(Index1D i, ArrayView<float> x) => x[i] = mutable;
    private static void WritesMutable(Index1D i, ArrayView<float> x) => mutable = i;
    private static void StaticArray(Index1D i, ArrayView<float> x) => x[i] = table[i];

    private static void NewArray(Index1D i, ArrayView<float> x)
    {
        var values = new float[3];
        x[i] = values[0];
    }

    private static void Spans(Index1D i, ArrayView<float> x)
    {
        Span<float> values = default;
        x[i] = values.Length;
    }

    private static unsafe void StackAllocates(Index1D i, ArrayView<float> x)
    {
        var values = stackalloc float[4];
        x[i] = values[0];
    }

    private static void InlineArrays(Index1D i, ArrayView<float> x)
    {
        Inline values = default;
        values.First = x[i];
        x[i] = values.First;
    }

    private static void Explicit(Index1D i, ArrayView<float> x)
    {
        Union value = default;
        value.Float = x[i];
        x[i] = value.Int;
    }

    private static void Vectors(Index1D i, ArrayView<float> x)
    {
        var vector = new Vector4(x[i]);
        x[i] = vector.X;
    }

    private static void Halves(Index1D i, ArrayView<float> x) => x[i] = (float)(System.Half)x[i];
    private static void BoolInStruct(Index1D i, ArrayView<float> x, WithFlag flag) => x[i] = flag.Flag ? flag.Value : 0;
    private static void Bool(Index1D i, ArrayView<float> x, bool flag) => x[i] = flag ? 1 : 0;
    private static void Virtual(Index1D i, ArrayView<float> x) => x[i] = Legs(null!);
    private static float Legs(Animal animal) => animal.Legs;

    private static void MakesObjects(Index1D i, ArrayView<float> x)
    {
        _ = new Animal();
        x[i] = 0;
    }

    private static void Boxes(Index1D i, ArrayView<float> x) => x[i] = Compare(new Base());
    private static float Compare(IComparable<float> boxed) => boxed.CompareTo(1);

    private static void Catches(Index1D i, ArrayView<float> x)
    {
        try
        {
            x[i] = 1;
        }
        finally
        {
            x[i] = 2;
        }
    }

    private static void Strings(Index1D i, ArrayView<float> x) => x[i] = "text".Length;

    private static void Delegates(Index1D i, ArrayView<float> x) => x[i] = Apply(Inner, x[i]);
    private static float Apply(Func<float, float> function, float x) => function(x);

    private static void Recursive(Index1D i, ArrayView<float> x) => x[i] = Factorial((int)x[i]);
    private static int Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    private static void BarrierOverIndex(Index1D i, ArrayView<float> x) => Group.Barrier();

    private static void SharedOverIndex(Index1D i, ArrayView<float> x)
    {
        var shared = SharedMemory.Allocate<float>(4);
        x[i] = shared.IntLength;
    }

    private static void Deep(Index1D i, ArrayView<float> x) => x[i] = Outer(x[i]);
    private static float Outer(float x) => Inner(x) + scale;
    private static float Inner(float x) => MathF.Exp(x);

    [Theory]
    [InlineData(nameof(Throws), "it throws")]
    [InlineData(nameof(Clamps), "use IntrinsicMath.Clamp")]
    [InlineData(nameof(FusedMultiplyAdd), "write a * b + c")]
    [InlineData(nameof(Log2), "ILGPU does not know MathF.Log2")]
    [InlineData(nameof(Cbrt), "ILGPU does not know MathF.Cbrt")]
    [InlineData(nameof(Exp), "MathF.Exp needs EnableAlgorithms")]
    [InlineData(nameof(ExpOfIlgpu), "CPUOnly.Exp needs EnableAlgorithms")]
    [InlineData(nameof(ReadsMutable), "a static field that may change")]
    [InlineData(nameof(WritesMutable), "it writes a static field")]
    [InlineData(nameof(StaticArray), "the static field is an array")]
    [InlineData(nameof(NewArray), "an array")]
    [InlineData(nameof(Spans), "a Span<Single>: use ArrayView")]
    [InlineData(nameof(StackAllocates), "stackalloc")]
    [InlineData(nameof(InlineArrays), "the inline array Inline")]
    [InlineData(nameof(Explicit), "explicit layout")]
    [InlineData(nameof(Vectors), "Vector4")]
    [InlineData(nameof(Halves), "Half")]
    [InlineData(nameof(BoolInStruct), "its parameter flag holds a Boolean")]
    [InlineData(nameof(Bool), "its parameter flag holds a Boolean")]
    [InlineData(nameof(Virtual), "it uses an object")]
    [InlineData(nameof(MakesObjects), "it makes an object of the class Animal")]
    [InlineData(nameof(Boxes), "it boxes a value")]
    [InlineData(nameof(Catches), "a try block")]
    [InlineData(nameof(Strings), "a string")]
    [InlineData(nameof(Delegates), "a static field that may change")]
    [InlineData(nameof(Recursive), "calls itself")]
    [InlineData(nameof(BarrierOverIndex), "explicitly grouped")]
    [InlineData(nameof(SharedOverIndex), "explicitly grouped")]
    [InlineData(nameof(Deep), "in RefusalTests.Inner, IL_0001 call MathF.Exp: MathF.Exp needs EnableAlgorithms")]
    public void WhatIlgpuCannotCompile_IsRefusedAtLoading(string kernel, string expected)
    {
        using var device = new TestDevice();
        var method = typeof(RefusalTests).GetMethod(kernel, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        var refusal = Assert.Throws<RefusedKernelException>(() => method.GetParameters().Length == 2
            ? (object)device.Accelerator.LoadAutoGroupedStreamKernel(method.CreateDelegate<Action<Index1D, ArrayView<float>>>())
            : method.GetParameters()[2].ParameterType == typeof(bool)
                ? device.Accelerator.LoadAutoGroupedStreamKernel(method.CreateDelegate<Action<Index1D, ArrayView<float>, bool>>())
                : device.Accelerator.LoadAutoGroupedStreamKernel(method.CreateDelegate<Action<Index1D, ArrayView<float>, WithFlag>>()));
        Assert.StartsWith($"ILGPU cannot compile RefusalTests.{kernel}: ", refusal.Message);
        Assert.Contains(expected, refusal.Message);
    }

    [Fact]
    public void ACapturingLambda_IsRefused()
    {
        using var device = new TestDevice();
        var captured = (float)device.Accelerator.WarpSize;
        var refusal = Assert.Throws<RefusedKernelException>(
            () => device.Accelerator.LoadAutoGroupedStreamKernel((Index1D i, ArrayView<float> x) => x[i] = captured));
        Assert.Contains("captures something", refusal.Message);
    }

    private static void TakesHidden(ArrayView<float> x, Hidden hidden) => x[0] = hidden.Value;

    private static void TakesViewOfHidden(ArrayView<float> x, ArrayView<Hidden> hidden) => x[0] = hidden[0].Value;

    [Fact]
    public void AParameterWhoseTypeIlgpuCannotSee_IsRefused()
    {
        using TestDevice one = new(), other = new();
        Assert.Contains("its parameter hidden needs Hidden, which the assembly", Assert.Throws<RefusedKernelException>(
            () => one.Accelerator.LoadStreamKernel<ArrayView<float>, Hidden>(TakesHidden)).Message);
        Assert.Contains("InternalsVisibleTo(\"ILGPURuntime\")", Assert.Throws<RefusedKernelException>(
            () => other.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<Hidden>>(TakesViewOfHidden)).Message);
    }

    [Fact]
    public void ARefusal_PoisonsTheContext()
    {
        using var device = new TestDevice();
        Assert.Throws<RefusedKernelException>(() => device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(Throws));
        var after = Assert.Throws<InternalCompilerException>(() => device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(Fine));
        Assert.Contains("refused a kernel before", after.Message);
    }

    private static void Fine(Index1D i, ArrayView<float> x) => x[i] = MathF.Sqrt(MathF.Abs(x[i]) * scale);

    [Fact]
    public void Algorithms_AllowExponentials()
    {
        using var device = new TestDevice(algorithms: true);
        using var x = device.Floats(1, _ => 0);
        device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(Deep)(1, x.View);
        Assert.Equal([3f], x.GetAsArray1D());
    }

    private static void SizeFromAParameter(ArrayView<float> x, int size)
    {
        var shared = SharedMemory.Allocate<float>(size);
        x[0] = shared.IntLength;
    }

    [Fact]
    public void ASharedSizeThatVaries_IsRefused()
    {
        using var device = new TestDevice();
        Assert.Contains("must be known when the kernel is compiled", Assert.Throws<RefusedKernelException>(
            () => device.Accelerator.LoadStreamKernel<ArrayView<float>, int>(SizeFromAParameter)).Message);
    }

    private static void VaryingIndex(Index1D i, ArrayView<float> x)
    {
        var local = LocalMemory.Allocate<float>(2);
        local[0] = x[i];
        local[1] = 2 * x[i];
        x[i] = local[(int)i % 2];
    }

    [Fact]
    public void AnIndexOfLocalMemoryThatVaries_IsCounted()
    {
        using var device = new TestDevice();
        device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(VaryingIndex);
        Assert.Contains("no constant", Assert.Single(device.Accelerator.Warnings));
    }
}
