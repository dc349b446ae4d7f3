using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Products of matrices with leading axes.</summary>
[References]
internal static class MatrixProducts
{
    public static void MatMul(MatMulOp op, Values a, Values b, Values c) => Multiply(op.Form, a, b, c, a.Type.Batched || b.Type.Batched ? c.Samples : 1);

    public static void MatMulSum(MatMulSumOp op, Values a, Values b, Values c) => Multiply(op.Form, a, b, c, Math.Max(a.Samples, b.Samples));

    // c[n,l,i,j] += Σ_k a[n,l,i,k]·b[n,l,k,j] with the operands' last two axes exchanged as the form says
    private static void Multiply(ProductForm form, Values a, Values b, Values c, int samples)
    {
        Shape lead = Shape.Broadcast(a.Shape.Take(a.Shape.Rank - 2), b.Shape.Take(b.Shape.Rank - 2))!.Value;
        int[] ofA = Leads(a, lead), ofB = Leads(b, lead), ofC = Leads(c, lead);
        (a, b, c) = (Matrices(a), Matrices(b), Matrices(c));
        int depth = form == ProductForm.TN ? a.Shape[1] : a.Shape[2];
        for (int n = 0; n < samples; n++)
        {
            for (int l = 0; l < lead.Size; l++)
            {
                for (int i = 0; i < c.Shape[1]; i++)
                {
                    for (int j = 0; j < c.Shape[2]; j++)
                    {
                        for (int k = 0; k < depth; k++)
                        {
                            double left = form == ProductForm.TN ? a[n, ofA[l], k, i] : a[n, ofA[l], i, k];
                            double right = form == ProductForm.NT ? b[n, ofB[l], j, k] : b[n, ofB[l], k, j];
                            c[n, ofC[l], i, j] += left * right;
                        }
                    }
                }
            }
        }
    }

    private static int[] Leads(Values x, Shape lead) => Broadcasting.Offsets(x.Shape.Take(x.Shape.Rank - 2), lead);

    private static Values Matrices(Values x) => x.Seen(x.Shape.SizeOf(0, x.Shape.Rank - 2), x.Shape[-2], x.Shape[-1]);
}
