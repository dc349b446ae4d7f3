using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Softmax and its logarithm over rows, with their gradients.</summary>
[References]
internal static class Softmaxes
{
    public static void Softmax(SoftmaxOp op, Values x, Values y) => EachRow(y, (n, row, i) => Math.Exp(x.Rows()[n, row, i] - LogSumExp(x.Rows(), n, row)));

    public static void LogSoftmax(LogSoftmaxOp op, Values x, Values y) => EachRow(y, (n, row, i) => x.Rows()[n, row, i] - LogSumExp(x.Rows(), n, row));

    // dx = y·(dy - Σ y·dy)
    public static void SoftmaxGradient(SoftmaxGradientOp op, Values y, Values dy, Values dx)
    {
        (y, dy) = (y.Rows(), dy.Rows());
        EachRow(dx, (n, row, i) => y[n, row, i] * (dy[n, row, i] - Sum(y, j => y[n, row, j] * dy[n, row, j])));
    }

    // dx = dy - eʸ·Σ dy
    public static void LogSoftmaxGradient(LogSoftmaxGradientOp op, Values y, Values dy, Values dx)
    {
        (y, dy) = (y.Rows(), dy.Rows());
        EachRow(dx, (n, row, i) => dy[n, row, i] - Math.Exp(y[n, row, i]) * Sum(y, j => dy[n, row, j]));
    }

    private static void EachRow(Values y, Func<int, int, int, double> value)
    {
        y = y.Rows();
        for (int n = 0; n < y.Samples; n++)
        {
            for (int row = 0; row < y.Shape[0]; row++)
            {
                for (int i = 0; i < y.Shape[1]; i++)
                {
                    y[n, row, i] = value(n, row, i);
                }
            }
        }
    }

    private static double LogSumExp(Values x, int n, int row)
    {
        double largest = Enumerable.Range(0, x.Shape[1]).Max(i => x[n, row, i]);
        return largest + Math.Log(Sum(x, i => Math.Exp(x[n, row, i] - largest)));
    }

    private static double Sum(Values rows, Func<int, double> term) => Enumerable.Range(0, rows.Shape[1]).Sum(term);
}
