using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class ConvolutionTests : ThreadTests
{
    public static TheoryData<Conv2DShape> Shapes =>
    [
        new Conv2DShape(1, 5, 5, 1, 3, 3),
        new Conv2DShape(1, 28, 28, 32, 3, 3),
        new Conv2DShape(3, 13, 17, 8, 3, 3, PaddingHeight: 1, PaddingWidth: 1),
        new Conv2DShape(5, 11, 9, 7, 1, 1),
        new Conv2DShape(5, 11, 9, 7, 1, 1, StrideHeight: 2, StrideWidth: 2),
        new Conv2DShape(4, 7, 7, 6, 1, 1, PaddingHeight: 1, PaddingWidth: 2),
        new Conv2DShape(3, 23, 19, 10, 7, 7, StrideHeight: 2, StrideWidth: 2, PaddingHeight: 3, PaddingWidth: 3),
        new Conv2DShape(6, 12, 15, 9, 2, 5, StrideHeight: 3, StrideWidth: 1, PaddingHeight: 0, PaddingWidth: 2, Groups: 3),
        new Conv2DShape(4, 16, 14, 4, 3, 2, StrideHeight: 1, StrideWidth: 2, DilationHeight: 2, DilationWidth: 3, Groups: 2),
        new Conv2DShape(4, 20, 21, 8, 3, 3, StrideHeight: 4, StrideWidth: 5, DilationHeight: 2, DilationWidth: 5),
        new Conv2DShape(9, 14, 37, 9, 3, 3, PaddingHeight: 1, PaddingWidth: 1, Groups: 9),
        new Conv2DShape(5, 15, 18, 10, 5, 3, StrideHeight: 2, StrideWidth: 2, PaddingHeight: 2, PaddingWidth: 1, Groups: 5),
        new Conv2DShape(4, 9, 9, 12, 3, 3, PaddingHeight: 3, PaddingWidth: 3, Groups: 4),
        new Conv2DShape(2, 6, 40, 3, 6, 4, PaddingWidth: 1),
        new Conv2DShape(2, 40, 3, 5, 4, 3, PaddingHeight: 5),
        new Conv2DShape(40, 8, 8, 13, 3, 3, PaddingHeight: 1, PaddingWidth: 1),
        new Conv2DShape(30, 33, 35, 40, 3, 3, PaddingHeight: 1, PaddingWidth: 1),
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
    public void InputGradient_AgreesWithTheDefinition(Conv2DShape shape)
    {
        foreach (int samples in Batches)
        {
            float[] dy = Reference.Random(samples * shape.OutputSize, 1), weight = Reference.Random(shape.WeightSize, 2);
            double[] expected = ConvolutionReference.InputGradient(shape, samples, dy, weight);
            foreach (SimdLevel level in Levels)
            {
                Reference.AssertClose(
                    expected, InputGradient(level, shape, samples, dy, weight), terms: shape.GroupFilters * shape.Taps);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void WeightGradient_IsAddedAndAgreesWithTheDefinition(Conv2DShape shape)
    {
        foreach (int samples in Batches)
        {
            float[] x = Reference.Random(samples * shape.InputSize, 1), dy = Reference.Random(samples * shape.OutputSize, 2);
            float[] before = Reference.Random(shape.WeightSize, 3);
            double[] sums = ConvolutionReference.WeightGradient(shape, samples, x, dy);
            double[] expected = sums.Zip(before, (sum, start) => sum + start).ToArray();
            foreach (SimdLevel level in Levels)
            {
                Reference.AssertClose(
                    expected, WeightGradient(level, shape, samples, x, dy, before),
                    terms: samples * shape.OutputHeight * shape.OutputWidth);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SlicesOfTheBatch_GiveTheSameBits(Conv2DShape shape)
    {
        const int Samples = 5;
        float[] x = Reference.Random(Samples * shape.InputSize, 1), dy = Reference.Random(Samples * shape.OutputSize, 2);
        float[] weight = Reference.Random(shape.WeightSize, 3);
        float[] y = Forward(SimdLevels.Best, shape, Samples, x, weight);
        float[] dx = InputGradient(SimdLevels.Best, shape, Samples, dy, weight);
        for (int sample = 0; sample < Samples; sample++)
        {
            Assert.Equal(
                y[(sample * shape.OutputSize)..((sample + 1) * shape.OutputSize)],
                Forward(SimdLevels.Best, shape, 1, x[(sample * shape.InputSize)..((sample + 1) * shape.InputSize)], weight));
            Assert.Equal(
                dx[(sample * shape.InputSize)..((sample + 1) * shape.InputSize)],
                InputGradient(SimdLevels.Best, shape, 1, dy[(sample * shape.OutputSize)..((sample + 1) * shape.OutputSize)], weight));
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void NumberOfThreads_ChangesNoBit(int channels)
    {
        var shape = new Conv2DShape(channels, 30, 31, 24, 3, 3, PaddingHeight: 1, PaddingWidth: 1);
        const int Samples = 7;
        float[] x = Reference.Random(Samples * shape.InputSize, 1), dy = Reference.Random(Samples * shape.OutputSize, 2);
        float[] weight = Reference.Random(shape.WeightSize, 3);
        float[][] results = new[] { 1, 2, 5 }.Select(threads =>
        {
            WorkPool.Threads = threads;
            return (float[])
            [
                .. Forward(SimdLevels.Best, shape, Samples, x, weight),
                .. InputGradient(SimdLevels.Best, shape, Samples, dy, weight),
                .. WeightGradient(SimdLevels.Best, shape, Samples, x, dy, new float[shape.WeightSize]),
            ];
        }).ToArray();
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void WarmConvolutions_AllocateNothing()
    {
        var shape = new Conv2DShape(8, 30, 31, 24, 3, 3, StrideHeight: 2, PaddingHeight: 1, PaddingWidth: 1);
        float[] x = new float[3 * shape.InputSize], y = new float[3 * shape.OutputSize], weight = new float[shape.WeightSize];
        RunAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        RunAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void RunAll()
        {
            Convolution.Forward(shape, 3, x, weight, y);
            Convolution.InputGradient(shape, 3, y, weight, x);
            Convolution.WeightGradient(shape, 3, x, y, weight);
        }
    }

    [Fact]
    public void EmptyBatch_DoesNothing()
    {
        var shape = new Conv2DShape(1, 4, 4, 1, 3, 3);
        float[] weight = Reference.Random(9, 1), kept = [.. weight];
        Convolution.Forward(shape, 0, [], weight, []);
        Convolution.InputGradient(shape, 0, [], weight, []);
        Convolution.WeightGradient(shape, 0, [], [], weight);
        Assert.Equal(kept, weight);
    }

    [Theory]
    [InlineData(31, 9, 8, "x")]
    [InlineData(32, 8, 8, "weight")]
    [InlineData(32, 9, 7, "y")]
    public void SpanTooShort_NamesTheArgument(int x, int weight, int y, string name)
    {
        var shape = new Conv2DShape(1, 4, 4, 1, 3, 3);
        var error = Assert.Throws<ArgumentException>(
            () => Convolution.Forward(shape, 2, new float[x], new float[weight], new float[y]));
        Assert.Equal(name, error.ParamName);
    }

    [Fact]
    public void ImpossibleShape_NamesTheArgument()
    {
        foreach (Conv2DShape shape in new[]
        {
            default,
            new Conv2DShape(1, 2, 2, 1, 3, 3),
            new Conv2DShape(3, 4, 4, 4, 3, 3, Groups: 2),
            new Conv2DShape(1, 4, 4, 1, 3, 3, PaddingWidth: -1),
        })
        {
            Assert.Equal(
                "shape", Assert.Throws<ArgumentException>(() => Convolution.Forward(shape, 1, [], [], [])).ParamName);
        }
    }

    [Theory]
    [InlineData(28, 3, 1, 0, 1, 26)]
    [InlineData(224, 7, 2, 3, 1, 112)]
    [InlineData(7, 3, 2, 0, 2, 2)]
    [InlineData(2, 3, 1, 0, 1, 0)]
    public void OutputExtent_IsPyTorchs(int size, int kernel, int stride, int padding, int dilation, int expected)
    {
        var shape = new Conv2DShape(
            1, size, 50, 1, kernel, 1, StrideHeight: stride, PaddingHeight: padding, DilationHeight: dilation);
        Assert.Equal(expected, shape.OutputHeight);
    }

    private static unsafe float[] Forward(SimdLevel level, Conv2DShape shape, int samples, float[] x, float[] weight)
    {
        float[] y = Enumerable.Repeat(float.NaN, samples * shape.OutputSize).ToArray();
        fixed (float* px = x, pw = weight, py = y)
        {
            SimdLevels.Run(level, new ConvolutionForward(shape, samples, px, pw, py));
        }

        return y;
    }

    private static unsafe float[] InputGradient(SimdLevel level, Conv2DShape shape, int samples, float[] dy, float[] weight)
    {
        float[] dx = Enumerable.Repeat(float.NaN, samples * shape.InputSize).ToArray();
        fixed (float* pdy = dy, pw = weight, pdx = dx)
        {
            SimdLevels.Run(level, new ConvolutionInputGradient(shape, samples, pdy, pw, pdx));
        }

        return dx;
    }

    private static unsafe float[] WeightGradient(
        SimdLevel level, Conv2DShape shape, int samples, float[] x, float[] dy, float[] before)
    {
        float[] dw = [.. before];
        fixed (float* px = x, pdy = dy, pdw = dw)
        {
            SimdLevels.Run(level, new ConvolutionWeightGradient(shape, samples, px, pdy, pdw));
        }

        return dw;
    }
}
