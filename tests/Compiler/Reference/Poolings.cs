using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Pooling, window by window.</summary>
[References]
internal static class Poolings
{
    public static void Max(MaxPool2DOp op, Values x, Values y)
    {
        foreach ((int n, int c, int i, int j) in Pixels.Of(y))
        {
            y[n, c, i, j] = Inside(op.Window, x, i, j).Max(pixel => x[n, c, pixel.Row, pixel.Column]);
        }
    }

    // The first of equal maxima has it all.
    public static void MaxGradient(MaxPool2DGradientOp op, Values x, Values dy, Values dx)
    {
        foreach ((int n, int c, int i, int j) in Pixels.Of(dy))
        {
            (int row, int column) = Inside(op.Window, x, i, j).MaxBy(pixel => x[n, c, pixel.Row, pixel.Column]);
            dx[n, c, row, column] += dy[n, c, i, j];
        }
    }

    // Padding counts as zeros: the divisor is the whole window's size.
    public static void Average(AveragePool2DOp op, Values x, Values y)
    {
        foreach ((int n, int c, int i, int j) in Pixels.Of(y))
        {
            double sum = Inside(op.Window, x, i, j).Sum(pixel => x[n, c, pixel.Row, pixel.Column]);
            y[n, c, i, j] = sum / (op.Window.Height * op.Window.Width);
        }
    }

    public static void AverageGradient(AveragePool2DGradientOp op, Values dy, Values dx)
    {
        foreach ((int n, int c, int i, int j) in Pixels.Of(dy))
        {
            foreach ((int row, int column) in Inside(op.Window, dx, i, j))
            {
                dx[n, c, row, column] += dy[n, c, i, j] / (op.Window.Height * op.Window.Width);
            }
        }
    }

    private static IEnumerable<(int Row, int Column)> Inside(Window window, Values image, int i, int j) =>
        from u in Enumerable.Range(0, window.Height)
        from v in Enumerable.Range(0, window.Width)
        let row = i * window.StrideHeight + u - window.PaddingHeight
        let column = j * window.StrideWidth + v - window.PaddingWidth
        where row >= 0 && row < image.Shape[1] && column >= 0 && column < image.Shape[2]
        select (row, column);
}
