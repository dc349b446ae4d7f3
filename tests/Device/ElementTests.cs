using CompiledNets.Accelerated;
using CompiledNets.Kernels;
using ILGPU;

namespace CompiledNets.Device.Tests;

// Functions of one element, each in a kernel over all elements of the result.
public sealed class ElementTests : IDisposable
{
    private readonly TestDevice device = new();

    private static Pool2DShape Overlapping => new(3, 9, 8, 3, 2, 2, 1, 1, 1);

    private static Pool2DShape Halving => new(2, 7, 10, 2, 2, 2, 2, 0, 0);

    private static void MaxOverlapping(ArrayView<float> x, ArrayView<float> y) => y[Grid.IdxX] = DevicePooling.Max(Grid.IdxX, x, Overlapping);

    private static void MaxHalving(ArrayView<float> x, ArrayView<float> y) => y[Grid.IdxX] = DevicePooling.Max(Grid.IdxX, x, Halving);

    private static void AverageOverlapping(ArrayView<float> x, ArrayView<float> y) => y[Grid.IdxX] = DevicePooling.Average(Grid.IdxX, x, Overlapping);

    private static void AverageHalving(ArrayView<float> x, ArrayView<float> y) => y[Grid.IdxX] = DevicePooling.Average(Grid.IdxX, x, Halving);

    private static void MaxGradientOverlapping(ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dx) =>
        dx[Grid.IdxX] = DevicePooling.MaxGradient(Grid.IdxX, x, dy, Overlapping);

    private static void MaxGradientHalving(ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dx) =>
        dx[Grid.IdxX] = DevicePooling.MaxGradient(Grid.IdxX, x, dy, Halving);

    private static void AverageGradientOverlapping(ArrayView<float> dy, ArrayView<float> dx) =>
        dx[Grid.IdxX] = DevicePooling.AverageGradient(Grid.IdxX, dy, Overlapping);

    private static void AverageGradientHalving(ArrayView<float> dy, ArrayView<float> dx) =>
        dx[Grid.IdxX] = DevicePooling.AverageGradient(Grid.IdxX, dy, Halving);

    private static void Slice(ArrayView<float> x, ArrayView<float> y) => y[Grid.IdxX] = DeviceMovement.Slice(Grid.IdxX, x, 6, 5, 2, 4);

    private static void PadSlice(ArrayView<float> x, ArrayView<float> y) => y[Grid.IdxX] = DeviceMovement.PadSlice(Grid.IdxX, x, 6, 5, 2, 4);

    private static void Expand(ArrayView<float> x, ArrayView<float> y) => y[Grid.IdxX] = DeviceMovement.Expand(Grid.IdxX, x, 6, 5);

    private static void Permute(ArrayView<float> x, ArrayView<float> y) =>
        y[Grid.IdxX] = DeviceMovement.Permute(Grid.IdxX, x, 210, 1, 5, 7, 3, 2, 0, 0, 6, 30, 2, 1);

    private static void Reverse(ArrayView<float> x, ArrayView<float> y) =>
        y[Grid.IdxX] = DeviceMovement.Permute(Grid.IdxX, x, 210, 1, 2, 3, 5, 7, 0, 0, 1, 2, 6, 30);

    private static void Transpose(ArrayView<float> x, ArrayView<float> y, int rows, int columns) => DeviceMovement.Transpose(x, y, rows, columns);

    private static void Gather(ArrayView<float> x, ArrayView<int> index, ArrayView<float> y, int picks) =>
        y[Grid.IdxX] = picks < 0 ? DeviceIndexing.Gather(Grid.IdxX, x, index, 9, -picks, -6 * picks) : DeviceIndexing.Gather(Grid.IdxX, x, index, 9, picks);

    private static void GatherGradient(ArrayView<int> index, ArrayView<float> dy, ArrayView<float> dx, int picks) => dx[Grid.IdxX] = picks < 0
        ? DeviceIndexing.GatherGradient(Grid.IdxX, index, dy, 9, -picks, -6 * picks)
        : DeviceIndexing.GatherGradient(Grid.IdxX, index, dy, 9, picks);

    private static void OneHots(ArrayView<int> tokens, ArrayView<float> y, int classes) => y[Grid.IdxX] = DeviceIndexing.OneHot(Grid.IdxX, tokens, classes);

    private static void Embed(ArrayView<int> tokens, ArrayView<float> table, ArrayView<float> y, int width) =>
        y[Grid.IdxX] = DeviceIndexing.Embedding(Grid.IdxX, tokens, table, width);

    private static void Turn(ArrayView<float> x, ArrayView<float> y) =>
        y[Grid.IdxX] = DevicePositions.Rotary(Grid.IdxX, x, 50, 3, 6, 9.210340371976184, back: false);

    private static void TurnBack(ArrayView<float> x, ArrayView<float> y) =>
        y[Grid.IdxX] = DevicePositions.Rotary(Grid.IdxX, x, 50, 3, 6, 9.210340371976184, back: true);

    private static void Sinusoids(ArrayView<float> y, int width) => y[Grid.IdxX] = DevicePositions.Sinusoidal(Grid.IdxX, width);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Pooling_WithTiesAndNaN_IsTheHosts(int samples)
    {
        CheckPooling(samples, Overlapping, MaxOverlapping, MaxGradientOverlapping, AverageOverlapping, AverageGradientOverlapping);
        CheckPooling(samples, Halving, MaxHalving, MaxGradientHalving, AverageHalving, AverageGradientHalving);
    }

    [Fact]
    public void Slices_AreTheHosts()
    {
        float[] x = Values.Random(7 * 6 * 5, 1), part = new float[7 * 2 * 5], padded = new float[x.Length], expanded = new float[x.Length];
        Movement.Slice(7, 6, 5, 2, 4, x, part);
        Movement.PadSlice(7, 6, 5, 2, 4, part, padded);
        Movement.Expand(7, 6, 5, x.AsSpan(0, 35), expanded);
        Assert.Equal(part, Run(Slice, x, part.Length));
        Assert.Equal(padded, Run(PadSlice, part, padded.Length));
        Assert.Equal(expanded, Run(Expand, x[..35], expanded.Length));
    }

    [Fact]
    public void Permutations_AreTheHosts()
    {
        // Two samples of (7, 5, 3, 2): all axes in reverse, and the first two exchanged.
        float[] x = Values.Random(2 * 210, 1), y = new float[x.Length];
        Movement.Permute(new AxisOrder([7, 5, 3, 2], [3, 2, 1, 0]), 2, x, y);
        Assert.Equal(y, Run(Reverse, x, y.Length));
        Movement.Permute(new AxisOrder([7, 5, 3, 2], [1, 0, 2, 3]), 2, x, y);
        Assert.Equal(y, Run(Permute, x, y.Length));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 33, 70)]
    public void Transpose_GoesByTiles(int matrices, int rows, int columns)
    {
        float[] x = Values.Random(matrices * rows * columns, 1), expected = new float[x.Length];
        Movement.Transpose(matrices, rows, columns, x, expected);
        ArrayView<float> y = device.Room(x.Length);
        device.Run(Transpose, DeviceMovement.TransposeConfig(matrices, rows, columns), device.View(x), y, rows, columns);
        Assert.Equal(expected, device.Read(y));
    }

    [Theory]
    [InlineData(7, 3, false)]
    [InlineData(6, 1, false)]
    [InlineData(12, 4, true)]
    public void Gather_AndItsGradient_AreTheHosts(int rows, int picks, bool shared)
    {
        int[] index = Values.Tokens((shared ? 6 : rows) * picks, 9, 2);
        float[] x = Values.Random(rows * 9, 1), dy = Values.Random(rows * picks, 3), y = new float[dy.Length], dx = new float[x.Length];
        CompiledNets.Kernels.Gather.Forward(rows, 9, picks, x, index, y);
        CompiledNets.Kernels.Gather.Gradient(rows, 9, picks, index, dy, dx);
        ArrayView<int> indices = device.View(index);
        ArrayView<float> picked = device.Room(y.Length), gradients = device.Room(dx.Length);
        device.Run(Gather, new KernelConfig(y.Length, 1), device.View(x), indices, picked, shared ? -picks : picks);
        device.Run(GatherGradient, new KernelConfig(dx.Length, 1), indices, device.View(dy), gradients, shared ? -picks : picks);
        Assert.Equal(y, device.Read(picked));
        Assert.Equal(dx, device.Read(gradients));
    }

    [Fact]
    public void OneHotAndEmbedding_AreTheHosts()
    {
        int[] tokens = Values.Tokens(21, 6, 1);
        float[] table = Values.Random(6 * 5, 2), hot = new float[21 * 6], rows = new float[21 * 5];
        Kernels.OneHot.Forward(6, tokens, hot);
        Embedding.Forward(5, tokens, table, rows);
        ArrayView<float> y = device.Room(hot.Length), embedded = device.Room(rows.Length);
        device.Run(OneHots, new KernelConfig(hot.Length, 1), device.View(tokens), y, 6);
        device.Run(Embed, new KernelConfig(rows.Length, 1), device.View(tokens), device.View(table), embedded, 5);
        Assert.Equal(hot, device.Read(y));
        Assert.Equal(rows, device.Read(embedded));
    }

    [Fact]
    public void Positions_AreTheHostsTables()
    {
        float[] x = Values.Random(2 * 50 * 18, 1), y = new float[x.Length], back = new float[x.Length], sinusoids = new float[40 * 7];
        var table = new RotaryTable(50, 6, 10_000);
        Rotary.Forward(table, 3, 2, x, y);
        Rotary.Gradient(table, 3, 2, x, back);
        SinusoidalTable.Read(new SinusoidalTable(40, 7), sinusoids);
        Values.Near(y, Run(Turn, x, y.Length), 3e-7f);
        Values.Near(back, Run(TurnBack, x, y.Length), 3e-7f);
        ArrayView<float> values = device.Room(sinusoids.Length);
        device.Run(Sinusoids, new KernelConfig(sinusoids.Length, 1), values, 7);
        Values.Near(sinusoids, device.Read(values), 1e-7f);
    }

    public void Dispose() => device.Dispose();

    private void CheckPooling(
        int samples, Pool2DShape shape, Action<ArrayView<float>, ArrayView<float>> max, Action<ArrayView<float>, ArrayView<float>, ArrayView<float>> maxGradient,
        Action<ArrayView<float>, ArrayView<float>> average, Action<ArrayView<float>, ArrayView<float>> averageGradient)
    {
        float[] x = Values.Ties(samples * shape.InputSize, 1), dy = Values.Random(samples * shape.OutputSize, 2), y = new float[dy.Length];
        float[] dx = new float[x.Length];
        Pooling.MaxGradient(shape, samples, x, dy, dx);
        ArrayView<float> gradients = device.Room(x.Length);
        device.Run(maxGradient, new KernelConfig(x.Length, 1), device.View(x), device.View(dy), gradients);
        Assert.Equal(dx, device.Read(gradients));
        Pooling.AverageGradient(shape, samples, dy, dx);
        Values.Near(dx, Run(averageGradient, dy, x.Length));
        Pooling.AverageForward(shape, samples, x, y);
        Values.Near(y, Run(average, x, y.Length));
        x[shape.InputSize / 2] = float.NaN;
        Pooling.MaxForward(shape, samples, x, y);
        Assert.Equal(y, Run(max, x, y.Length));
    }

    private float[] Run(Action<ArrayView<float>, ArrayView<float>> kernel, float[] x, int results)
    {
        ArrayView<float> y = device.Room(results);
        device.Run(kernel, new KernelConfig(results, 1), device.View(x), y);
        return device.Read(y);
    }
}
