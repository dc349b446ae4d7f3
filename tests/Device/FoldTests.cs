using CompiledNets.Accelerated;
using CompiledNets.Kernels;
using ILGPU;

namespace CompiledNets.Device.Tests;

// Folds in one stage and in two, with groups of one column and of several.
public sealed class FoldTests : IDisposable
{
    private const float Epsilon = 1e-5f;
    private readonly TestDevice device = new();

    public static TheoryData<int, int, int, int> Sizes => new()
    {
        // samples, channels, inner, columns of a group
        { 1, 1, 1, 1 }, { 7, 5, 1, 4 }, { 50, 70, 1, 32 }, { 7, 3, 33, 1 }, { 2, 6, 3, 4 }, { 3, 2, 400, 1 },
    };

    private static void WholeMoments(DeviceBatchNorm.MomentsOf o) => DeviceFolds.Whole<DeviceBatchNorm.MomentsOf, ShiftedMoments>(o);

    private static void WholeSums(DeviceBatchNorm.SumsOf o) => DeviceFolds.Whole<DeviceBatchNorm.SumsOf, Pair>(o);

    private static void WholeParameters(DeviceLayerNorm.ParametersOf o) => DeviceFolds.Whole<DeviceLayerNorm.ParametersOf, Pair>(o);

    private static void PartialMoments(DeviceBatchNorm.MomentsOf o, ArrayView<ShiftedMoments> partials, int length) =>
        DeviceFolds.Partial<DeviceBatchNorm.MomentsOf, ShiftedMoments>(o, partials, length);

    private static void FinalMoments(DeviceBatchNorm.MomentsOf o, ArrayView<ShiftedMoments> partials, int chunks) =>
        DeviceFolds.Final<DeviceBatchNorm.MomentsOf, ShiftedMoments>(o, partials, chunks);

    private static void Running(ArrayView<float> moments, ArrayView<float> mean, ArrayView<float> variance, int channels) =>
        DeviceBatchNorm.UpdateRunning(Grid.IdxX, moments, mean, variance, channels, 77, 0.1f, Epsilon);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Moments_FarFromZero_AreTheHosts(int samples, int channels, int inner, int width)
    {
        float[] x = [.. Values.Random(samples * channels * inner, 1).Select(value => value + 300f)], expected = new float[2 * channels];
        BatchNorm.Moments(samples, channels, inner, x, Epsilon, expected);
        var operands = new DeviceBatchNorm.MomentsOf
        {
            X = device.View(x), Moments = device.Room(2 * channels), Samples = samples, Channels = channels, Pixels = inner, Epsilon = Epsilon,
        };
        int tiles = (channels + width - 1) / width, values = samples * inner, length = Math.Max(1, values / 3), chunks = (values + length - 1) / length;
        device.Run(WholeMoments, new KernelConfig(new Index3D(tiles, 1, 1), GroupOf(width)), operands);
        Values.Near(expected, device.Read(operands.Moments), 1e-4f);

        operands.Moments = device.Room(2 * channels);
        ArrayView<ShiftedMoments> partials = device.View(new ShiftedMoments[chunks * channels]);
        device.Run(PartialMoments, new KernelConfig(new Index3D(tiles, chunks, 1), GroupOf(width)), operands, partials, length);
        device.Run(FinalMoments, new KernelConfig(1, 128), operands, partials, chunks);
        Values.Near(expected, device.Read(operands.Moments), 1e-4f);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void GradientMoments_AreTheHosts(int samples, int channels, int inner, int width)
    {
        float[] x = Values.Random(samples * channels * inner, 1), dy = Values.Random(x.Length, 2), moments = new float[2 * channels], expected = new float[2 * channels];
        BatchNorm.Moments(samples, channels, inner, x, Epsilon, moments);
        BatchNorm.GradientMoments(samples, channels, inner, x, dy, moments, expected);
        var operands = new DeviceBatchNorm.SumsOf
        {
            X = device.View(x), Dy = device.View(dy), Moments = device.View(moments), Sums = device.Room(2 * channels), Samples = samples, Channels = channels,
            Pixels = inner,
        };
        device.Run(WholeSums, new KernelConfig(new Index3D((channels + width - 1) / width, 1, 1), GroupOf(width)), operands);
        Values.Near(expected, device.Read(operands.Sums), 2e-5f);
    }

    [Fact]
    public void LayerNormsParameterGradients_AddToWhatIsThere()
    {
        const int Rows = 39, Features = 21;
        float[] x = Values.Random(Rows * Features, 1), dy = Values.Random(x.Length, 2), expected = Values.Random(2 * Features, 3);
        ArrayView<float> gradients = device.View((float[])expected.Clone()), moments = device.Room(2 * Rows);
        LayerNorm.ParameterGradients(Rows, Features, x, dy, Epsilon, expected.AsSpan(0, Features), expected.AsSpan(Features));
        device.Run(DeviceLayerNorm.ShortRows, new KernelConfig(1, 64), device.View(x), moments, Rows, Features, Epsilon);
        var operands = new DeviceLayerNorm.ParametersOf
        {
            X = device.View(x), Dy = device.View(dy), Gradients = gradients, Moments = moments, Rows = Rows, Features = Features,
        };
        device.Run(WholeParameters, new KernelConfig(new Index3D(1, 1, 1), GroupOf(32)), operands);
        Values.Near(expected, device.Read(gradients), 1e-5f);
    }

    [Fact]
    public void RunningStatistics_MoveAsTheHostsDo()
    {
        float[] moments = [.. Values.Random(5, 1), .. Values.Random(5, 2).Select(value => MathF.Abs(value) + 0.1f)];
        float[] mean = Values.Random(5, 3), variance = Values.Random(5, 4);
        ArrayView<float> deviceMean = device.View((float[])mean.Clone()), deviceVariance = device.View((float[])variance.Clone());
        BatchNorm.UpdateRunning(moments, 77, 0.1f, Epsilon, mean, variance);
        device.Run(Running, new KernelConfig(5, 1), device.View(moments), deviceMean, deviceVariance, 5);
        Values.Near(mean, device.Read(deviceMean));
        Values.Near(variance, device.Read(deviceVariance));
    }

    public void Dispose() => device.Dispose();

    private static Index3D GroupOf(int width) => new(width, 256 / width, 1);
}
