using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Convolution: every product of a weight and a pixel that meet, one by one.</summary>
[References]
internal static class Convolutions
{
    public static void Forward(Conv2DOp op, Values x, Values weight, Values y) => ForEachTerm(
        op.Window, op.Groups, x.Shape, y, weight, (n, f, i, j, c, p, q, g, u, v) => y[n, f, i, j] += weight[n, f, g, u, v] * x[n, c, p, q]);

    public static void InputGradient(Conv2DInputGradientOp op, Values dy, Values weight, Values dx) => ForEachTerm(
        op.Window, op.Groups, dx.Shape, dy, weight, (n, f, i, j, c, p, q, g, u, v) => dx[n, c, p, q] += weight[n, f, g, u, v] * dy[n, f, i, j]);

    public static void WeightGradient(Conv2DWeightGradientOp op, Values x, Values dy, Values dw) => ForEachTerm(
        op.Window, op.Groups, x.Shape, dy, dw, (n, f, i, j, c, p, q, g, u, v) => dw[n, f, g, u, v] += dy[n, f, i, j] * x[n, c, p, q]);

    /// <summary>Sample n, output (f, i, j), pixel (c, p, q), weight (f, g, u, v) with g the channel's number in its group.</summary>
    private delegate void Term(int n, int f, int i, int j, int c, int p, int q, int g, int u, int v);

    private static void ForEachTerm(Window window, int groups, Shape image, Values y, Values weight, Term term)
    {
        int groupFilters = y.Shape[0] / groups, groupChannels = weight.Shape[1];
        foreach ((int n, int f, int i, int j) in Pixels.Of(y))
        {
            foreach ((_, int g, int u, int v) in Pixels.Of(weight.Shape.Skip(1)))
            {
                int c = f / groupFilters * groupChannels + g;
                int p = i * window.StrideHeight + u * window.Dilation - window.PaddingHeight;
                int q = j * window.StrideWidth + v * window.Dilation - window.PaddingWidth;
                if (p >= 0 && p < image[1] && q >= 0 && q < image[2])
                {
                    term(n, f, i, j, c, p, q, g, u, v);
                }
            }
        }
    }
}

/// <summary>Walks over images.</summary>
internal static class Pixels
{
    public static IEnumerable<(int Sample, int Channel, int Row, int Column)> Of(Values images) =>
        Enumerable.Range(0, images.Samples).SelectMany(sample => Of(images.Shape).Select(pixel => (sample, pixel.Channel, pixel.Row, pixel.Column)));

    public static IEnumerable<(int Sample, int Channel, int Row, int Column)> Of(Shape image)
    {
        for (int channel = 0; channel < image[0]; channel++)
        {
            for (int row = 0; row < image[1]; row++)
            {
                for (int column = 0; column < image[2]; column++)
                {
                    yield return (0, channel, row, column);
                }
            }
        }
    }
}
