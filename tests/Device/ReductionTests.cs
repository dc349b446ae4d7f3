using CompiledNets.Accelerated;
using CompiledNets.Kernels;
using ILGPU;

namespace CompiledNets.Device.Tests;

public sealed class ReductionTests : IDisposable
{
    private readonly TestDevice device = new();

    public static TheoryData<int, int, int> Sizes => new() { { 1, 1, 1 }, { 7, 33, 1 }, { 3, 5, 7 }, { 1, 300, 2 }, { 2, 150, 1 } };

    // Sum, mean, maximum and where it stands, one after another, of run (o, i).
    private static void Reduce<TScope>(ArrayView<float> x, ArrayView<float> y, int count, int inner)
        where TScope : struct, IScope
    {
        int run = Grid.IdxX, start = run / inner * count * inner + run % inner;
        float sum = DeviceReduction.Sum<TScope>(x, start, count, inner), mean = DeviceReduction.Mean<TScope>(x, start, count, inner);
        float max = DeviceReduction.Max<TScope>(x, start, count, inner);
        int place = DeviceSelection.ArgMax<TScope>(x, start, count, inner);
        if (TScope.First == 0)
        {
            y[run] = sum;
            y[Grid.DimX + run] = mean;
            y[2 * Grid.DimX + run] = max;
            y[3 * Grid.DimX + run] = place;
        }
    }

    private static void MaxGradient<TScope>(ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dx, int count, int inner)
        where TScope : struct, IScope
    {
        int run = Grid.IdxX, start = run / inner * count * inner + run % inner;
        DeviceReduction.MaxShare share = DeviceReduction.MaxGradientOf<TScope>(x, start, count, inner, dy[run]);
        for (int index = TScope.First; index < count; index += TScope.Stride)
        {
            dx[start + index * inner] = DeviceReduction.MaxGradient(share, x[start + index * inner]);
        }
    }

    private static void CumulativeSums(ArrayView<float> x, ArrayView<float> y, int size, int inner) =>
        DeviceReduction.CumulativeSum(Grid.IdxX, x, y, size, inner, fromEnd: false);

    private static void CumulativeSumsFromEnd(ArrayView<float> x, ArrayView<float> y, int size, int inner) =>
        DeviceReduction.CumulativeSum(Grid.IdxX, x, y, size, inner, fromEnd: true);

    private static void TopK(ArrayView<float> x, ArrayView<int> indices, int width, int count) =>
        DeviceSelection.TopK(Threads.Element, x, indices, width, count);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Reductions_OfTies_AreTheHosts(int outer, int count, int inner) => CheckReductions(outer, count, inner, Values.Ties(outer * count * inner, 1));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Reductions_OfNumbersAndNaN_AreTheHosts(int outer, int count, int inner)
    {
        float[] x = Values.Random(outer * count * inner, 2, 1e3f);
        x[^1] = float.NaN;
        x[0] = float.NegativeInfinity;
        CheckReductions(outer, count, inner, x);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void CumulativeSum_FromEitherEnd_IsTheHosts(int outer, int size, int inner)
    {
        float[] x = Values.Random(outer * size * inner, 3), forward = new float[x.Length], backward = new float[x.Length];
        CumulativeSum.Forward(outer, size, inner, x, forward);
        CumulativeSum.Backward(outer, size, inner, x, backward);
        ArrayView<float> view = device.View(x), y = device.Room(x.Length);
        device.Run(CumulativeSums, new KernelConfig(outer * inner, 1), view, y, size, inner);
        Assert.Equal(forward, device.Read(y));
        device.Run(CumulativeSumsFromEnd, new KernelConfig(outer * inner, 1), view, y, size, inner);
        Assert.Equal(backward, device.Read(y));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 9, 4)]
    [InlineData(3, 70, 70)]
    public void TopK_RanksTiesAndNaN_AsTheHostDoes(int rows, int width, int count)
    {
        float[] x = Values.Ties(rows * width, 4);
        x[rows * width / 2] = float.NaN;
        var expected = new int[rows * count];
        Selection.TopK(rows, width, count, x, expected);
        ArrayView<int> indices = device.View(new int[expected.Length]);
        device.Run(TopK, new KernelConfig(rows, width), device.View(x), indices, width, count);
        Assert.Equal(expected, device.Read(indices));
    }

    public void Dispose() => device.Dispose();

    private void CheckReductions(int outer, int count, int inner, float[] x)
    {
        int runs = outer * inner;
        float[] sum = new float[runs], mean = new float[runs], max = new float[runs], dx = new float[x.Length], dy = Values.Random(runs, 5);
        var places = new int[runs];
        Reduction.Sum(outer, count, inner, x, sum);
        Reduction.Mean(outer, count, inner, x, mean);
        Reduction.Max(outer, count, inner, x, max);
        Reduction.MaxGradient(outer, count, inner, x, dy, dx);
        Selection.ArgMax(outer, count, inner, x, places);
        foreach (bool group in (bool[])[true, false])
        {
            ArrayView<float> y = device.Room(4 * runs), gradients = device.Room(dx.Length);
            device.Run(group ? Reduce<WholeGroup> : Reduce<OneThread>, TestDevice.Rows(runs, group), device.View(x), y, count, inner);
            Values.Near([.. sum, .. mean, .. max, .. places.Select(place => (float)place)], device.Read(y), 2e-6f * count);
            device.Run(
                group ? MaxGradient<WholeGroup> : MaxGradient<OneThread>, TestDevice.Rows(runs, group), device.View(x), device.View(dy), gradients, count, inner);
            Values.Near(dx, device.Read(gradients));
        }
    }
}
