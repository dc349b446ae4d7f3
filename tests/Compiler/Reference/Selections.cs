using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Where the largest values stand.</summary>
[References]
internal static class Selections
{
    public static void ArgMax(ArgMaxOp op, Values x, Values y)
    {
        (x, y) = (x.Around(op.Axis, op.Axis + 1), y.Seen(x.Shape.SizeOf(0, op.Axis), x.Shape.SizeOf(op.Axis + 1, x.Shape.Rank)));
        for (int n = 0; n < y.Samples; n++)
        {
            for (int outer = 0; outer < y.Shape[0]; outer++)
            {
                for (int inner = 0; inner < y.Shape[1]; inner++)
                {
                    y[n, outer, inner] = Enumerable.Range(0, x.Shape[1]).MaxBy(i => x[n, outer, i, inner]);
                }
            }
        }
    }

    public static void TopK(TopKOp op, Values x, Values y)
    {
        (x, y) = (x.Rows(), y.Rows());
        for (int n = 0; n < y.Samples; n++)
        {
            for (int row = 0; row < y.Shape[0]; row++)
            {
                int[] ranked = [.. Enumerable.Range(0, x.Shape[1]).OrderByDescending(i => x[n, row, i])];
                for (int rank = 0; rank < op.Count; rank++)
                {
                    y[n, row, rank] = ranked[rank];
                }
            }
        }
    }

    public static void TokenOutput(TokenOutputOp op, Values x, Values y, Evaluation evaluation)
    {
        for (int index = 0; index < y.Data.Length; index++)
        {
            y.Data[index] = x.Data[index % x.Data.Length];
        }

        evaluation.Outputs[op.Index] = y;
    }
}
