using CompiledNets.Accelerated;
using CompiledNets.Kernels;
using ILGPU;

namespace CompiledNets.Device.Tests;

// Each function by a group and by a thread of its own, beside the run time's kernel over the same rows.
public sealed class RowTests : IDisposable
{
    private const float Epsilon = 1e-5f, Smoothing = 0.1f;
    private readonly TestDevice device = new();

    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 7, 3 }, { 3, 33 }, { 2, 300 } };

    private static void SoftmaxRows<TScope>(ArrayView<float> x, ArrayView<float> y, int columns)
        where TScope : struct, IScope
    {
        int start = Grid.IdxX * columns;
        DeviceSoftmax.Statistics row = DeviceSoftmax.Of<TScope>(x, start, columns);
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            y[start + column] = DeviceSoftmax.Value(row, x[start + column]);
        }
    }

    private static void SoftmaxGradientRows<TScope>(ArrayView<float> y, ArrayView<float> dy, ArrayView<float> dx, int columns)
        where TScope : struct, IScope
    {
        int start = Grid.IdxX * columns;
        float sum = DeviceSoftmax.GradientOf<TScope>(y, dy, start, columns);
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            dx[start + column] = DeviceSoftmax.Gradient(sum, y[start + column], dy[start + column]);
        }
    }

    private static void LogSoftmaxRows<TScope>(ArrayView<float> x, ArrayView<float> y, int columns)
        where TScope : struct, IScope
    {
        int start = Grid.IdxX * columns;
        DeviceLogSoftmax.Statistics row = DeviceLogSoftmax.Of<TScope>(x, start, columns);
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            y[start + column] = DeviceLogSoftmax.Value(row, x[start + column]);
        }
    }

    private static void LogSoftmaxGradientRows<TScope>(ArrayView<float> y, ArrayView<float> dy, ArrayView<float> dx, int columns)
        where TScope : struct, IScope
    {
        int start = Grid.IdxX * columns;
        float sum = DeviceLogSoftmax.GradientOf<TScope>(dy, start, columns);
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            dx[start + column] = DeviceLogSoftmax.Gradient(sum, y[start + column], dy[start + column]);
        }
    }

    // The losses, then the gradients by the logits.
    private static void LabelRows<TScope>(ArrayView<float> logits, ArrayView<int> labels, ArrayView<float> losses, ArrayView<float> dx, int classes)
        where TScope : struct, IScope
    {
        int row = Grid.IdxX, start = row * classes;
        float loss = DeviceCrossEntropy.Loss<TScope>(logits, start, classes, labels[row], Smoothing);
        DeviceSoftmax.Statistics statistics = DeviceSoftmax.Of<TScope>(logits, start, classes);
        if (TScope.First == 0)
        {
            losses[row] = loss;
        }

        for (int column = TScope.First; column < classes; column += TScope.Stride)
        {
            dx[start + column] = DeviceCrossEntropy.Gradient(
                statistics, logits[start + column], column, classes, labels[row], Smoothing, row + 1f);
        }
    }

    // The losses, the gradients by the logits, and those by the targets behind them.
    private static void DistributionRows<TScope>(ArrayView<float> logits, ArrayView<float> targets, ArrayView<float> losses, ArrayView<float> dx, int classes)
        where TScope : struct, IScope
    {
        int row = Grid.IdxX, start = row * classes, size = Grid.DimX * classes;
        float loss = DeviceCrossEntropy.Loss<TScope>(logits, start, targets, start, classes, Smoothing);
        DeviceSoftmax.Statistics statistics = DeviceCrossEntropy.GradientOf<TScope>(logits, start, targets, start, classes, Smoothing);
        DeviceLogSoftmax.Statistics logs = DeviceLogSoftmax.Of<TScope>(logits, start, classes);
        if (TScope.First == 0)
        {
            losses[row] = loss;
        }

        for (int at = start + TScope.First; at < start + classes; at += TScope.Stride)
        {
            dx[at] = DeviceCrossEntropy.Gradient(statistics, logits[at], targets[at], classes, Smoothing, row + 1f);
            dx[size + at] = DeviceCrossEntropy.TargetGradient(logs, logits[at], Smoothing, row + 1f);
        }
    }

    private static void NormRows<TScope>(ArrayView<float> x, ArrayView<float> scale, ArrayView<float> y, int columns)
        where TScope : struct, IScope
    {
        int start = Grid.IdxX * columns;
        DeviceLayerNorm.Statistics row = DeviceLayerNorm.Of<TScope>(x, start, columns, Epsilon);
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            y[start + column] = DeviceLayerNorm.Value(row, x[start + column], scale[column], 0.5f);
        }
    }

    private static void NormGradientRows<TScope>(ArrayView<float> x, ArrayView<float> scale, ArrayView<float> dy, ArrayView<float> dx, int columns)
        where TScope : struct, IScope
    {
        int start = Grid.IdxX * columns;
        DeviceLayerNorm.GradientStatistics row = DeviceLayerNorm.GradientOf<TScope>(x, scale, dy, start, columns, Epsilon);
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            dx[start + column] = DeviceLayerNorm.Gradient(row, x[start + column], dy[start + column] * scale[column]);
        }
    }

    private static void PlainNormGradientRows<TScope>(ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dx, int columns)
        where TScope : struct, IScope
    {
        int start = Grid.IdxX * columns;
        DeviceLayerNorm.GradientStatistics row = DeviceLayerNorm.GradientOf<TScope>(x, dy, start, columns, Epsilon);
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            dx[start + column] = DeviceLayerNorm.Gradient(row, x[start + column], dy[start + column]);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Softmax_AndItsGradient_AreTheHosts(int rows, int columns)
    {
        float[] x = Values.Random(rows * columns, 1, 9f), dy = Values.Random(rows * columns, 2), y = new float[x.Length], dx = new float[x.Length];
        x[0] = 95f;
        Softmax.Forward(rows, columns, x, y);
        Softmax.Gradient(rows, columns, y, dy, dx);
        Check(
            rows, SoftmaxRows<WholeGroup>, SoftmaxRows<OneThread>, () => (device.View(x), device.Room(x.Length), columns), y);
        Check(
            rows, SoftmaxGradientRows<WholeGroup>, SoftmaxGradientRows<OneThread>, () => (device.View(y), device.View(dy), device.Room(x.Length), columns), dx);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void LogSoftmax_AndItsGradient_AreTheHosts(int rows, int columns)
    {
        float[] x = Values.Random(rows * columns, 1, 9f), dy = Values.Random(rows * columns, 2), y = new float[x.Length], dx = new float[x.Length];
        LogSoftmax.Forward(rows, columns, x, y);
        LogSoftmax.Gradient(rows, columns, y, dy, dx);
        Check(
            rows, LogSoftmaxRows<WholeGroup>, LogSoftmaxRows<OneThread>, () => (device.View(x), device.Room(x.Length), columns), y);
        Check(
            rows, LogSoftmaxGradientRows<WholeGroup>, LogSoftmaxGradientRows<OneThread>,
            () => (device.View(y), device.View(dy), device.Room(x.Length), columns), dx);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void CrossEntropyOfLabels_AndItsGradient_AreTheHosts(int rows, int classes)
    {
        float[] x = Values.Random(rows * classes, 3, 5f), dLosses = [.. Enumerable.Range(1, rows).Select(row => (float)row)];
        float[] losses = new float[rows], dx = new float[x.Length];
        int[] labels = Values.Tokens(rows, classes, 4);
        CrossEntropy.Forward(rows, classes, x, labels, Smoothing, losses);
        CrossEntropy.Gradient(rows, classes, x, labels, Smoothing, dLosses, dx);
        foreach (bool group in (bool[])[true, false])
        {
            ArrayView<float> actual = device.Room(rows), gradients = device.Room(x.Length);
            Action<ArrayView<float>, ArrayView<int>, ArrayView<float>, ArrayView<float>, int> kernel = group ? LabelRows<WholeGroup> : LabelRows<OneThread>;
            device.Run(kernel, TestDevice.Rows(rows, group), device.View(x), device.View(labels), actual, gradients, classes);
            Values.Near(losses, device.Read(actual));
            Values.Near(dx, device.Read(gradients));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void CrossEntropyOfDistributions_AndItsGradients_AreTheHosts(int rows, int classes)
    {
        float[] x = Values.Random(rows * classes, 3, 5f), t = Values.Random(rows * classes, 5), dLosses = [.. Enumerable.Range(1, rows).Select(row => (float)row)];
        float[] losses = new float[rows], dx = new float[2 * x.Length];
        CrossEntropy.Forward(rows, classes, x, t, Smoothing, losses);
        CrossEntropy.Gradient(rows, classes, x, t, Smoothing, dLosses, dx.AsSpan(0, x.Length));
        CrossEntropy.TargetGradient(rows, classes, x, Smoothing, dLosses, dx.AsSpan(x.Length));
        foreach (bool group in (bool[])[true, false])
        {
            ArrayView<float> actual = device.Room(rows), gradients = device.Room(dx.Length);
            Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, int> kernel =
                group ? DistributionRows<WholeGroup> : DistributionRows<OneThread>;
            device.Run(kernel, TestDevice.Rows(rows, group), device.View(x), device.View(t), actual, gradients, classes);
            Values.Near(losses, device.Read(actual), 1e-5f);
            Values.Near(dx, device.Read(gradients), 5e-6f);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void LayerNorm_AndItsGradients_AreTheHosts_FarFromZero(int rows, int columns)
    {
        float[] x = [.. Values.Random(rows * columns, 6).Select(value => value + 100f)], scale = Values.Random(columns, 7);
        float[] dy = Values.Random(x.Length, 8), shift = [.. Enumerable.Repeat(0.5f, columns)];
        float[] y = new float[x.Length], dx = new float[x.Length], plain = new float[x.Length];
        LayerNorm.Forward(rows, columns, x, scale, shift, Epsilon, y);
        LayerNorm.InputGradient(rows, columns, x, scale, dy, Epsilon, dx);
        LayerNorm.InputGradient(rows, columns, x, default, dy, Epsilon, plain);
        Check(
            rows, NormRows<WholeGroup>, NormRows<OneThread>, () => (device.View(x), device.View(scale), device.Room(x.Length), columns), y, 1e-4f);
        Check(
            rows, PlainNormGradientRows<WholeGroup>, PlainNormGradientRows<OneThread>,
            () => (device.View(x), device.View(dy), device.Room(x.Length), columns), plain, 1e-4f);
        foreach (bool group in (bool[])[true, false])
        {
            ArrayView<float> gradients = device.Room(dx.Length);
            Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, int> kernel =
                group ? NormGradientRows<WholeGroup> : NormGradientRows<OneThread>;
            device.Run(kernel, TestDevice.Rows(rows, group), device.View(x), device.View(scale), device.View(dy), gradients, columns);
            Values.Near(dx, device.Read(gradients), 1e-4f);
        }
    }

    public void Dispose() => device.Dispose();

    private void Check(
        int rows, Action<ArrayView<float>, ArrayView<float>, int> group, Action<ArrayView<float>, ArrayView<float>, int> thread,
        Func<(ArrayView<float> X, ArrayView<float> Result, int Columns)> operands, float[] expected, float tolerance = 2e-6f)
    {
        foreach (bool isGroup in (bool[])[true, false])
        {
            (ArrayView<float> x, ArrayView<float> result, int columns) = operands();
            device.Run(isGroup ? group : thread, TestDevice.Rows(rows, isGroup), x, result, columns);
            Values.Near(expected, device.Read(result), tolerance);
        }
    }

    private void Check(
        int rows, Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, int> group,
        Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, int> thread,
        Func<(ArrayView<float> X, ArrayView<float> Other, ArrayView<float> Result, int Columns)> operands, float[] expected, float tolerance = 2e-6f)
    {
        foreach (bool isGroup in (bool[])[true, false])
        {
            (ArrayView<float> x, ArrayView<float> other, ArrayView<float> result, int columns) = operands();
            device.Run(isGroup ? group : thread, TestDevice.Rows(rows, isGroup), x, other, result, columns);
            Values.Near(expected, device.Read(result), tolerance);
        }
    }
}
