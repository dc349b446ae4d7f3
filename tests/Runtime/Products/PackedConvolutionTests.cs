using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class PackedConvolutionTests : ThreadTests
{
    public static TheoryData<Conv2DShape> Shapes =>
    [
        .. ConvolutionTests.Shapes,
        new Conv2DShape(1, 28, 28, 6, 5, 5, PaddingHeight: 2, PaddingWidth: 2),
        new Conv2DShape(6, 14, 14, 16, 5, 5),
        new Conv2DShape(70, 7, 7, 83, 3, 3, PaddingHeight: 1, PaddingWidth: 1),
        new Conv2DShape(64, 15, 14, 65, 1, 1, StrideHeight: 2, StrideWidth: 2),
        new Conv2DShape(48, 17, 30, 48, 3, 3, StrideHeight: 2, StrideWidth: 2, PaddingHeight: 1, PaddingWidth: 1),
        new Conv2DShape(12, 20, 50, 20, 1, 2, StrideHeight: 3, StrideWidth: 4),
        new Conv2DShape(23, 9, 11, 13, 3, 3),
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
                Reference.AssertClose(
                    expected, Forward(level, shape, samples, x, weight), terms: shape.GroupChannels * shape.Taps);
            }
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
                expected, Forward(level, shape, 1, x, weight, scale, bias, residual, relu: true), terms: shape.GroupChannels * shape.Taps);
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
            Reference.AssertClose(expected, y.AsSpan(0, expected.Length), shape.GroupChannels * shape.Taps);
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
            float[] alone = Forward(
                SimdLevels.Best, shape, 1, x[(sample * shape.InputSize)..((sample + 1) * shape.InputSize)], weight);
            Assert.Equal(y[(sample * shape.OutputSize)..((sample + 1) * shape.OutputSize)], alone);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void InputGradient_AgreesWithTheDefinition(Conv2DShape shape)
    {
        bool leadsBack = shape is { StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1, Groups: 1 }
            && shape.PaddingHeight < shape.KernelHeight && shape.PaddingWidth < shape.KernelWidth;
        if (!leadsBack)
        {
            Assert.Equal("shape", Assert.Throws<ArgumentException>(() => PackedConvolution.PackGradient(shape, [], [])).ParamName);
            return;
        }

        foreach (int samples in Batches)
        {
            float[] dy = Reference.Random(samples * shape.OutputSize, 1), weight = Reference.Random(shape.WeightSize, 2);
            float[] packed = new float[PackedConvolution.PackedGradientSize(shape)], dx = new float[samples * shape.InputSize];
            PackedConvolution.PackGradient(shape, weight, packed);
            PackedConvolution.InputGradient(shape, samples, dy, packed, dx);
            Reference.AssertClose(ConvolutionReference.InputGradient(shape, samples, dy, weight), dx, terms: shape.GroupFilters * shape.Taps);
        }
    }

    [Fact]
    public void NumberOfThreads_ChangesNoBit()
    {
        var shape = new Conv2DShape(90, 30, 31, 100, 3, 3, PaddingHeight: 1, PaddingWidth: 1);
        float[] x = Reference.Random(3 * shape.InputSize, 1), weight = Reference.Random(shape.WeightSize, 2);
        foreach (int samples in new[] { 1, 3 })
        {
            float[][] results = new[] { 1, 2, 5 }.Select(threads =>
            {
                WorkPool.Threads = threads;
                return Forward(SimdLevels.Best, shape, samples, x, weight);
            }).ToArray();
            Assert.Equal(results[0], results[1]);
            Assert.Equal(results[0], results[2]);
        }
    }

    [Fact]
    public void WarmConvolutions_AllocateNothing()
    {
        var shape = new Conv2DShape(8, 30, 31, 24, 3, 3, StrideHeight: 2, PaddingHeight: 1, PaddingWidth: 1);
        float[] x = new float[3 * shape.InputSize], y = new float[3 * shape.OutputSize], weight = new float[shape.WeightSize];
        float[] packed = new float[PackedConvolution.PackedSize(shape)];
        RunAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        RunAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void RunAll()
        {
            PackedConvolution.Pack(shape, weight, packed);
            PackedConvolution.Forward(shape, 3, x, packed, [], FusedActivation.ReLU, y);
        }
    }

    [Theory]
    [InlineData(31, 144, 0, 8, "x")]
    [InlineData(32, 143, 0, 8, "packed")]
    [InlineData(32, 144, 0, 7, "y")]
    public void SpanTooShort_NamesTheArgument(int x, int packed, int bias, int y, string name)
    {
        var shape = new Conv2DShape(1, 4, 4, 1, 3, 3);
        var error = Assert.Throws<ArgumentException>(
            () => PackedConvolution.Forward(shape, 2, new float[x], new float[packed], new float[bias], FusedActivation.None, new float[y]));
        Assert.Equal(name, error.ParamName);
    }

    private static unsafe float[] Forward(
        SimdLevel level, Conv2DShape shape, int samples, float[] x, float[] weight,
        float[]? scale = null, float[]? bias = null, float[]? residual = null, bool relu = false, bool pool = false)
    {
        float[] packed = new float[PackedConvolution.PackedSize(shape)], y = Enumerable.Repeat(float.NaN, samples * shape.OutputSize).ToArray();
        PackedConvolution.Pack(shape, weight, scale, packed);
        fixed (float* px = x, pp = packed, pb = bias, pr = residual, py = y)
        {
            SimdLevels.Run(level, new DirectForward(shape, samples, px, pp, pb, pr, relu, py, pool));
        }

        return y;
    }
}
