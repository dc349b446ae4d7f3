using System.Runtime.Intrinsics;
using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

/// <summary>Small convolutions over batches that fill the lanes with samples.</summary>
public sealed class SampleConvolutionTests : ThreadTests
{
    public static TheoryData<Conv2DShape> Shapes =>
    [
        new Conv2DShape(1, 28, 28, 6, 5, 5, PaddingHeight: 2, PaddingWidth: 2),
        new Conv2DShape(6, 14, 14, 16, 5, 5),
        new Conv2DShape(2, 5, 9, 11, 3, 4, PaddingHeight: 2, PaddingWidth: 1),
        new Conv2DShape(5, 7, 3, 5, 7, 3, PaddingHeight: 4, PaddingWidth: 2),
        new Conv2DShape(3, 13, 17, 9, 3, 3, StrideHeight: 2, StrideWidth: 3, PaddingHeight: 1, PaddingWidth: 2),
        new Conv2DShape(2, 20, 21, 7, 3, 7, StrideHeight: 4, StrideWidth: 2, PaddingHeight: 3, PaddingWidth: 5, DilationHeight: 2, DilationWidth: 3),
        new Conv2DShape(4, 1, 3, 4, 4, 6, PaddingHeight: 3, PaddingWidth: 5),
    ];

    // Half a register, one and some, and more groups than there are chunks.
    private static int[] Batches => [8, 19];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_AgreesWithTheDefinition(Conv2DShape shape)
    {
        float[] weight = Reference.Random(shape.WeightSize, 2), bias = Reference.Random(shape.Filters, 3);
        foreach (int samples in Batches)
        {
            float[] x = Reference.Random(samples * shape.InputSize, 1);
            double[] expected = [.. ConvolutionReference.Forward(shape, samples, x, weight)
                .Select((sum, index) => Math.Max(0, sum + bias[index / (shape.OutputHeight * shape.OutputWidth) % shape.Filters]))];
            Assert.True(SampleForward<PortableSimd, Vector128<float>>.Pays(shape, samples));
            foreach (SimdLevel level in Levels)
            {
                Reference.AssertClose(expected, Forward(level, shape, samples, x, weight, bias), terms: shape.GroupChannels * shape.Taps);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SampleAlone_HasTheSameBits(Conv2DShape shape)
    {
        const int Samples = 19;
        float[] x = Reference.Random(Samples * shape.InputSize, 1), weight = Reference.Random(shape.WeightSize, 2), bias = Reference.Random(shape.Filters, 3);
        float[] y = Forward(SimdLevels.Best, shape, Samples, x, weight, bias);
        foreach (int sample in new[] { 0, 7, 18 })
        {
            float[] alone = Forward(SimdLevels.Best, shape, 1, x[(sample * shape.InputSize)..((sample + 1) * shape.InputSize)], weight, bias);
            Assert.Equal(y[(sample * shape.OutputSize)..((sample + 1) * shape.OutputSize)], alone);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void InputGradient_AgreesWithTheDefinition(Conv2DShape shape)
    {
        if (shape is not { StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1 })
        {
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

    [Theory]
    [MemberData(nameof(Shapes))]
    public void WeightGradient_IsAddedAndAgreesWithTheDefinition(Conv2DShape shape)
    {
        foreach (int samples in (int[])[.. Batches, 70])
        {
            float[] x = Reference.Random(samples * shape.InputSize, 1), dy = Reference.Random(samples * shape.OutputSize, 2);
            float[] before = Reference.Random(shape.WeightSize, 3);
            double[] expected = [.. ConvolutionReference.WeightGradient(shape, samples, x, dy).Zip(before, (sum, start) => sum + start)];
            Assert.True(SampleWeightGradient<PortableSimd, Vector128<float>>.Pays(shape, samples));
            foreach (SimdLevel level in Levels)
            {
                Reference.AssertClose(expected, WeightGradient(level, shape, samples, x, dy, before), terms: samples * shape.OutputHeight * shape.OutputWidth);
            }
        }
    }

    [Fact]
    public void NumberOfThreads_ChangesNoBit()
    {
        var shape = new Conv2DShape(6, 14, 14, 16, 5, 5);
        const int Samples = 70;
        float[] x = Reference.Random(Samples * shape.InputSize, 1), dy = Reference.Random(Samples * shape.OutputSize, 2);
        float[] weight = Reference.Random(shape.WeightSize, 3), bias = Reference.Random(shape.Filters, 4);
        float[][] results = [.. new[] { 1, 2, 5 }.Select(threads =>
        {
            WorkPool.Threads = threads;
            return (float[])
            [
                .. Forward(SimdLevels.Best, shape, Samples, x, weight, bias),
                .. WeightGradient(SimdLevels.Best, shape, Samples, x, dy, new float[shape.WeightSize]),
            ];
        })];
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    private static unsafe float[] Forward(SimdLevel level, Conv2DShape shape, int samples, float[] x, float[] weight, float[] bias)
    {
        float[] packed = new float[PackedConvolution.PackedSize(shape)], y = Enumerable.Repeat(float.NaN, samples * shape.OutputSize).ToArray();
        PackedConvolution.Pack(shape, weight, packed);
        fixed (float* px = x, pp = packed, pb = bias, py = y)
        {
            SimdLevels.Run(level, new DirectForward(shape, samples, px, pp, pb, null, relu: true, py));
        }

        return y;
    }

    private static unsafe float[] WeightGradient(SimdLevel level, Conv2DShape shape, int samples, float[] x, float[] dy, float[] before)
    {
        float[] dw = [.. before];
        fixed (float* px = x, pdy = dy, pdw = dw)
        {
            SimdLevels.Run(level, new ConvolutionWeightGradient(shape, samples, px, pdy, pdw));
        }

        return dw;
    }
}
