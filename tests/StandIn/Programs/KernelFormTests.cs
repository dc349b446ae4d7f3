using ILGPU;
using ILGPU.Runtime;
#if !ILGPU
using ILGPU.StandIn;
#endif

namespace CompiledNets.Tests;

/// <summary>Kernels of every form that emitted code takes, with barriers where they hurt.</summary>
public class KernelFormTests
{
    private interface IOperation
    {
        static abstract float Identity { get; }
        static abstract float Apply(float a, float b);
    }

    private readonly struct Sum : IOperation
    {
        public static float Identity => 0;
        public static float Apply(float a, float b) => a + b;
    }

    private readonly struct Maximum : IOperation
    {
        public static float Identity => float.NegativeInfinity;
        public static float Apply(float a, float b) => IntrinsicMath.Max(a, b);
    }

    private struct Accumulator
    {
        public float A, B, C, D;

        public void Add(float a, float b, float c, float d)
        {
            A += a;
            B += b;
            C += c;
            D += d;
        }
    }

    private struct F4
    {
        public float X, Y, Z, W;
    }

    private static readonly float factor = 2;

    // Waits inside a helper, with a reference to the caller's variable alive across the barrier.
    private static void Step(ref Accumulator total, ArrayView<float> shared, float value)
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
        var next = shared[(Group.IdxX + 1) % Group.DimX];
        total.Add(value, next, factor * value, 1);
        Group.Barrier();
        total.D += 0.5f;
    }

    private static void ReferencesAcrossBarriers(ArrayView<float> x, ArrayView<float> y, int turns)
    {
        var shared = SharedMemory.Allocate<float>(64);
        var total = new Accumulator { A = 1 };
        for (var turn = 0; turn < turns; turn++)
            Step(ref total, shared, x[Group.IdxX] + turn);
        y[Group.IdxX] = total.A + 10 * total.B + 100 * total.C + 1000 * total.D;
    }

    private static void Fold<TOperation>(ArrayView<float> x, ArrayView<float> y) where TOperation : struct, IOperation
    {
        var shared = SharedMemory.Allocate<float>(128);
        shared[Group.IdxX] = Group.IdxX < x.IntLength ? x[Group.IdxX] : TOperation.Identity;
        Group.Barrier();
        for (var half = 64; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
                shared[Group.IdxX] = TOperation.Apply(shared[Group.IdxX], shared[Group.IdxX + half]);
            Group.Barrier();
        }
        if (Group.IdxX == 0)
            y[0] = shared[0];
    }

    // A value on the stack while the warp meets, a broadcast after, a scalar of shared memory by reference.
    private static void Exchanges(ArrayView<float> x, ArrayView<float> y)
    {
        ref var scalar = ref SharedMemory.Allocate<float>();
        var value = x[Group.IdxX];
        for (var offset = Warp.WarpSize / 2; offset > 0; offset /= 2)
            value += Warp.ShuffleXor(value, offset);
        var down = x[Group.IdxX] * 10 + Warp.ShuffleDown(x[Group.IdxX], 1) * 100;
        if (Group.IsFirstThread)
            scalar = value;
        Group.Barrier();
        var voted = Group.BarrierPopCount(x[Group.IdxX] > 3);
        y[Group.IdxX] = scalar + down + Group.Broadcast(value, 40) + voted * 0.5f;
    }

    private static void FourAtOnce(Index1D i, ArrayView<float> x, ArrayView<float> y)
    {
        var (from, to) = (x.Cast<F4>(), y.SubView(0, 64).AsAligned(16).Cast<F4>());
        var four = from[i];
        four.X += 1;
        four.Z += 0;
        four.W *= 2;
        to[i] = four;
        to[i].Y += four.Z;
    }

    private static void LocalArray(Index1D i, ArrayView<float> x)
    {
        var local = LocalMemory.Allocate<float>(4);
        for (var j = 0; j < 4; j++)
            local[j] = x[4 * i + j];
        for (var j = 0; j < 4; j++)
            x[4 * i + j] = local[3 - j];
    }

    private static void Transpose(Index2D index, ArrayView<float> x, ArrayView<float> y, SpecializedValue<int> rows) =>
        y[index.X * rows + index.Y] = x[index.Y * 5 + index.X];

    private static void Histogram(Index1D i, ArrayView<int> values, ArrayView<int> counts) => Atomic.Add(ref counts[values[i]], 1);

    [Theory]
    [InlineData(true, RunOrder.Ascending)]
    [InlineData(false, RunOrder.Ascending)]
    [InlineData(true, RunOrder.Descending)]
    [InlineData(true, RunOrder.Shuffled)]
    public void References_StayValidAcrossBarriers(bool races, RunOrder order)
    {
        using var device = new TestDevice(races, order);
        using var x = device.Floats(50, i => i * 0.25f);
        using var y = device.Floats(50, _ => 0);
        device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, int>(ReferencesAcrossBarriers)((1, 50), x.View, y.View, 3);
        device.Accelerator.Synchronize();
        Assert.Equal(Enumerable.Range(0, 50).Select(i =>
        {
            var (own, next) = (3 * i * 0.25f + 3, 3 * ((i + 1) % 50) * 0.25f + 3);
            return 1 + own + 10 * next + 100 * 2 * own + 1000 * 4.5f;
        }), y.GetAsArray1D());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StaticAbstracts_AreResolved(bool races)
    {
        using var device = new TestDevice(races);
        using var x = device.Floats(100, i => i % 17);
        using var y = device.Floats(1, _ => 0);
        device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(Fold<Sum>)((1, 128), x.View, y.View);
        Assert.Equal(Enumerable.Range(0, 100).Sum(i => i % 17), y.GetAsArray1D()[0]);
        device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(Fold<Maximum>)((1, 128), x.View, y.View);
        Assert.Equal(16, y.GetAsArray1D()[0]);
    }

    [Theory]
    [InlineData(true, RunOrder.Ascending)]
    [InlineData(false, RunOrder.Shuffled)]
    public void Exchanges_GiveWhatTheOthersHold(bool races, RunOrder order)
    {
        using var device = new TestDevice(races, order);
        using var x = device.Floats(64, i => i % 7);
        using var y = device.Floats(64, _ => 0);
        device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(Exchanges)((1, 64), x.View, y.View);
        var (first, second) = (Enumerable.Range(0, 32).Sum(i => i % 7), Enumerable.Range(32, 32).Sum(i => i % 7));
        var voted = Enumerable.Range(0, 64).Count(i => i % 7 > 3);
        Assert.Equal(
            Enumerable.Range(0, 64).Select(i => first + i % 7 * 10f + (i % 32 == 31 ? i % 7 : (i + 1) % 7) * 100 + second + voted * 0.5f),
            y.GetAsArray1D());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Structs_AreLoadedWhole(bool races)
    {
        using var device = new TestDevice(races);
        using var x = device.Floats(64, i => i);
        using var y = device.Floats(128, _ => 0);
        device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>>(FourAtOnce)(16, x.View, y.View);
        Assert.Equal(
            Enumerable.Range(0, 64).Select(i => (i % 4) switch { 0 => i + 1f, 1 => i + i + 1, 2 => i, _ => 2 * i }),
            y.GetAsArray1D()[..64]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LocalMemory_IsTheThreadsOwn(bool races)
    {
        using var device = new TestDevice(races);
        using var x = device.Floats(400, i => i);
        device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(LocalArray)(100, x.View);
        Assert.Equal(Enumerable.Range(0, 400).Select(i => (float)(i / 4 * 4 + 3 - i % 4)), x.GetAsArray1D());
    }

    [Fact]
    public void AnIndexOfTwoAxes_CountsTheFirstFastest()
    {
        using var device = new TestDevice();
        using var x = device.Floats(15, i => i);
        using var y = device.Floats(15, _ => 0);
        device.Accelerator.LoadAutoGroupedStreamKernel<Index2D, ArrayView<float>, ArrayView<float>, SpecializedValue<int>>(Transpose)(
            new Index2D(5, 3), x.View, y.View, SpecializedValue.New(3));
        Assert.Equal(Enumerable.Range(0, 15).Select(i => (float)(i % 3 * 5 + i / 3)), y.GetAsArray1D());
    }

    [Fact]
    public void AtomicUpdates_AreNoRace()
    {
        using var device = new TestDevice();
        using var values = device.Accelerator.Allocate1D(Enumerable.Range(0, 1000).Select(i => i * i % 10).ToArray());
        using var counts = device.Accelerator.Allocate1D<int>(10);
        counts.MemSetToZero();
        device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, ArrayView<int>>(Histogram)(1000, values.View, counts.View);
        Assert.Equal([100, 200, 0, 0, 200, 100, 200, 0, 0, 200], counts.GetAsArray1D());
    }

    [Fact]
    public void ALambdaThatCapturesNothing_IsAKernel()
    {
        using var device = new TestDevice();
        using var x = device.Floats(10, i => i);
        device.Accelerator.LoadAutoGroupedStreamKernel((Index1D i, ArrayView<float> view) => view[i] += 1)(10, x.View);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (float)i), x.GetAsArray1D());
    }
}
