using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Matrix products.</summary>
[References]
internal static class Products
{
    // y[n,r,o] = Σ_i x[n,r,i]·w[o,i]
    public static void Linear(LinearOp op, Values x, Values weight, Values y)
    {
        x = x.Rows();
        y = y.Rows();
        for (int n = 0; n < y.Samples; n++)
        {
            for (int row = 0; row < y.Shape[0]; row++)
            {
                for (int o = 0; o < y.Shape[1]; o++)
                {
                    for (int i = 0; i < x.Shape[1]; i++)
                    {
                        y[n, row, o] += x[n, row, i] * weight[n, o, i];
                    }
                }
            }
        }
    }

    // dx[n,r,i] = Σ_o dy[n,r,o]·w[o,i]
    public static void LinearInputGradient(LinearInputGradientOp op, Values dy, Values weight, Values dx)
    {
        dy = dy.Rows();
        dx = dx.Rows();
        for (int n = 0; n < dx.Samples; n++)
        {
            for (int row = 0; row < dx.Shape[0]; row++)
            {
                for (int i = 0; i < dx.Shape[1]; i++)
                {
                    for (int o = 0; o < dy.Shape[1]; o++)
                    {
                        dx[n, row, i] += dy[n, row, o] * weight[n, o, i];
                    }
                }
            }
        }
    }

    // dw[o,i] = Σ_n Σ_r dy[n,r,o]·x[n,r,i]
    public static void LinearWeightGradient(LinearWeightGradientOp op, Values dy, Values x, Values dw)
    {
        dy = dy.Rows();
        x = x.Rows();
        for (int n = 0; n < dy.Samples; n++)
        {
            for (int row = 0; row < dy.Shape[0]; row++)
            {
                for (int o = 0; o < dw.Shape[0]; o++)
                {
                    for (int i = 0; i < dw.Shape[1]; i++)
                    {
                        dw[n, o, i] += dy[n, row, o] * x[n, row, i];
                    }
                }
            }
        }
    }
}
