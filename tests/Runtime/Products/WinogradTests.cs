using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class WinogradTests : ThreadTests
{
    /// <summary>How much larger an error may be than that of the definition's sums in floats.</summary>
    private const int ErrorFactor = 4;

    public static TheoryData<Conv2DShape> Shapes =>
    [
        new Conv2DShape(1, 3, 3, 1, 3, 3),
        new Conv2DShape(3, 6, 9, 5, 3, 3, PaddingHeight: 1, PaddingWidth: 1),
        new Conv2DShape(7, 13, 4, 17, 3, 3, PaddingHeight: 2, PaddingWidth: 0),
        new Conv2DShape(5, 9, 27, 13, 3, 3, PaddingHeight: 0, PaddingWidth: 2),
        new Conv2DShape(20, 31, 31, 26, 3, 3),
        new Conv2DShape(9, 14, 71, 30, 3, 3, PaddingHeight: 1, PaddingWidth: 1),
        new Conv2DShape(3, 30, 75, 50, 3, 3, PaddingHeight: 1, PaddingWidth: 1),
        new Conv2DShape(15, 12, 131, 33, 3, 3),
        new Conv2DShape(300, 7, 8, 25, 3, 3, PaddingHeight: 1, PaddingWidth: 1),
        new Conv2DShape(24, 66, 70, 37, 3, 3, PaddingHeight: 1, PaddingWidth: 1),
    ];

    private static int[] Batches => [1, 7];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_AgreesWithTheDefinition(Conv2DShape shape)
    {
        foreach (int samples in Batches)
        {
            float[] x = Reference.Random(samples * shape.InputSize, 1), weight = Reference.Random(shape.WeightSize, 2);
            double[] expected = ConvolutionReference.Forward(shape, samples, x, weight);
            foreach (SimdLevel level in Levels)
            {
                Reference.AssertClose(expected, Forward(level, shape, samples, x, weight), ErrorFactor * shape.Channels * shape.Taps);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void InputGradient_AgreesWithTheDefinition(Conv2DShape shape)
    {
        foreach (int samples in Batches)
        {
            float[] dy = Reference.Random(samples * shape.OutputSize, 1), weight = Reference.Random(shape.WeightSize, 2);
            float[] packed = new float[WinogradConvolution.PackedGradientSize(shape)], dx = new float[samples * shape.InputSize];
            WinogradConvolution.PackGradient(shape, weight, packed);
            WinogradConvolution.InputGradient(shape, samples, dy, packed, dx);
            Reference.AssertClose(
                ConvolutionReference.InputGradient(shape, samples, dy, weight), dx, ErrorFactor * shape.Filters * shape.Taps);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ScaleBiasResidualAndRelu_AreAppliedInThisOrder(Conv2DShape shape)
    {
        float[] x = Reference.Random(shape.InputSize, 1), weight = Reference.Random(shape.WeightSize, 2), bias = Reference.Random(shape.Filters, 3);
        float[] scale = Reference.Random(shape.Filters, 4), residual = Reference.Random(shape.OutputSize, 5);
        double[] expected = ConvolutionReference.Finished(shape, ConvolutionReference.Forward(shape, 1, x, weight), scale, bias, residual);
        foreach (SimdLevel level in Levels)
        {
            Reference.AssertClose(
                expected, Forward(level, shape, 1, x, weight, scale, bias, residual, relu: true), ErrorFactor * shape.Channels * shape.Taps);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void PooledOutput_IsTheLargestOfFour(Conv2DShape shape)
    {
        const int Samples = 2;
        float[] x = Reference.Random(Samples * shape.InputSize, 1), weight = Reference.Random(shape.WeightSize, 2);
        double[] expected = ConvolutionReference.Pooled(shape, ConvolutionReference.Forward(shape, Samples, x, weight));
        foreach (SimdLevel level in Levels.Where(_ => expected.Length > 0))
        {
            float[] y = Forward(level, shape, Samples, x, weight, pool: true);
            Reference.AssertClose(expected, y.AsSpan(0, expected.Length), ErrorFactor * shape.Channels * shape.Taps);
            Assert.All(y[expected.Length..], value => Assert.True(float.IsNaN(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SlicesOfTheBatch_GiveTheSameBits(Conv2DShape shape)
    {
        const int Samples = 5;
        float[] x = Reference.Random(Samples * shape.InputSize, 1), weight = Reference.Random(shape.WeightSize, 2);
        float[] y = Forward(SimdLevels.Best, shape, Samples, x, weight);
        for (int sample = 0; sample < Samples; sample++)
        {
            Assert.Equal(
                y[(sample * shape.OutputSize)..((sample + 1) * shape.OutputSize)],
                Forward(SimdLevels.Best, shape, 1, x[(sample * shape.InputSize)..((sample + 1) * shape.InputSize)], weight));
        }
    }

    [Theory]
    [InlineData(30)]
    [InlineData(3)]
    public void NumberOfThreads_ChangesNoBit(int channels)
    {
        var shape = new Conv2DShape(channels, 40, 39, 50, 3, 3, PaddingHeight: 1, PaddingWidth: 1);
        float[] x = Reference.Random(7 * shape.InputSize, 1), weight = Reference.Random(shape.WeightSize, 2);
        float[][] results = new[] { 1, 2, 5 }.Select(threads =>
        {
            WorkPool.Threads = threads;
            return Forward(SimdLevels.Best, shape, 7, x, weight);
        }).ToArray();
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void WarmConvolutions_AllocateNothing()
    {
        var shape = new Conv2DShape(8, 30, 31, 24, 3, 3, PaddingHeight: 1, PaddingWidth: 1);
        float[] x = new float[3 * shape.InputSize], y = new float[3 * shape.OutputSize], weight = new float[shape.WeightSize];
        float[] packed = new float[Math.Max(WinogradConvolution.PackedSize(shape), WinogradConvolution.PackedGradientSize(shape))];
        RunAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        RunAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void RunAll()
        {
            WinogradConvolution.Pack(shape, weight, packed);
            WinogradConvolution.Forward(shape, 3, x, packed, [], FusedActivation.None, y);
            WinogradConvolution.PackGradient(shape, weight, packed);
            WinogradConvolution.InputGradient(shape, 3, y, packed, x);
        }
    }

    [Fact]
    public void EmptyBatch_DoesNothing()
    {
        var shape = new Conv2DShape(1, 4, 4, 1, 3, 3);
        WinogradConvolution.Forward(shape, 0, [], new float[WinogradConvolution.PackedSize(shape)], [], FusedActivation.None, []);
    }

    [Fact]
    public void ShapesThatHaveNoTiles_AreRefused()
    {
        foreach (Conv2DShape shape in new[]
        {
            new Conv2DShape(1, 8, 8, 1, 3, 3, StrideHeight: 2),
            new Conv2DShape(1, 8, 8, 1, 3, 5),
            new Conv2DShape(1, 8, 8, 1, 3, 3, DilationWidth: 2),
            new Conv2DShape(2, 8, 8, 2, 3, 3, Groups: 2),
            new Conv2DShape(1, 8, 8, 1, 3, 3, PaddingHeight: 3),
        })
        {
            Assert.Equal("shape", Assert.Throws<ArgumentException>(() => WinogradConvolution.Pack(shape, [], [])).ParamName);
        }
    }

    private static unsafe float[] Forward(
        SimdLevel level, Conv2DShape shape, int samples, float[] x, float[] weight,
        float[]? scale = null, float[]? bias = null, float[]? residual = null, bool relu = false, bool pool = false)
    {
        float[] packed = new float[WinogradConvolution.PackedSize(shape)], y = Enumerable.Repeat(float.NaN, samples * shape.OutputSize).ToArray();
        fixed (float* px = x, pw = weight, ps = scale, pp = packed, pb = bias, pr = residual, py = y)
        {
            SimdLevels.Run(level, new WinogradWeights(shape, pw, shape.Channels * shape.Taps, shape.Taps, ps, turned: false, pp));
            SimdLevels.Run(level, new WinogradForward(shape, samples, px, pp, pb, pr, relu, py, pool));
        }

        return y;
    }
}
