using System.Runtime.Intrinsics;
using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class WinogradWeightGradientTests : ThreadTests
{
    /// <summary>Shapes with one tile in a row and many, rows and columns of tiles that are cut off, and groups of rows that end within an image.</summary>
    public static TheoryData<Conv2DShape, int> Shapes => new()
    {
        { new Conv2DShape(16, 6, 6, 16, 3, 3), 112 },
        { new Conv2DShape(20, 31, 31, 26, 3, 3), 3 },
        { new Conv2DShape(37, 14, 71, 30, 3, 3, PaddingHeight: 1, PaddingWidth: 1), 7 },
        { new Conv2DShape(17, 13, 9, 48, 3, 3, PaddingHeight: 2, PaddingWidth: 0), 20 },
        { new Conv2DShape(64, 14, 13, 33, 3, 3, PaddingHeight: 0, PaddingWidth: 2), 17 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradient_IsAddedAndAgreesWithTheDefinition(Conv2DShape shape, int samples)
    {
        (float[] x, float[] dy, float[] before) = Operands(shape, samples);
        double[] expected = [.. ConvolutionReference.WeightGradient(shape, samples, x, dy).Zip(before, (sum, start) => sum + start)];
        Assert.True(WinogradWeightGradient<PortableSimd, Vector128<float>>.Pays(shape, samples));
        foreach (SimdLevel level in Levels)
        {
            // The bound of the definition's sums in floats, which grow with the terms; transforms share their errors among many tiles.
            Reference.AssertClose(expected, WeightGradient(level, shape, samples, x, dy, before), terms: samples * shape.OutputHeight * shape.OutputWidth);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void NumberOfThreads_ChangesNoBit(Conv2DShape shape, int samples)
    {
        (float[] x, float[] dy, float[] before) = Operands(shape, samples);
        float[][] results = new[] { 1, 2, 5 }.Select(threads =>
        {
            WorkPool.Threads = threads;
            return WeightGradient(SimdLevels.Best, shape, samples, x, dy, before);
        }).ToArray();
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Theory]
    [InlineData(15, 30, 1, 32)]
    [InlineData(16, 30, 2, 32)]
    [InlineData(16, 5, 1, 112)]
    [InlineData(16, 30, 1, 1)]
    [InlineData(512, 14, 1, 32)]
    public void FewPlanes_Strides_EmptyTiles_FewTilesAndLongSums_DoNotPay(int channels, int size, int stride, int samples)
    {
        var shape = new Conv2DShape(channels, size + 2, size + 2, channels, 3, 3, stride, stride);
        Assert.False(WinogradWeightGradient<PortableSimd, Vector128<float>>.Pays(shape, samples));
    }

    private static (float[] X, float[] Dy, float[] Before) Operands(in Conv2DShape shape, int samples) =>
        (Reference.Random(samples * shape.InputSize, 1), Reference.Random(samples * shape.OutputSize, 2), Reference.Random(shape.WeightSize, 3));

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
