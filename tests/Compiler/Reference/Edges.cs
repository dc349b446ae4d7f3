using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Ops along the edges of graphs, and over segments of rows.</summary>
[References]
internal static class Edges
{
    public static void Aggregate(AggregateOp op, Values[] inputs, Values y)
    {
        (Values x, Values source, Values target) = (inputs[0].Around(1, inputs[0].Shape.Rank), inputs[1], inputs[2]);
        Values? weights = inputs.Length > 3 ? inputs[3].Around(1, inputs[3].Shape.Rank) : null;
        y = y.Around(1, y.Shape.Rank);
        int width = y.Shape[1] / (weights?.Shape[1] ?? 1);
        for (int n = 0; n < y.Samples; n++)
        {
            for (int edge = 0; edge < source.Shape[0]; edge++)
            {
                for (int i = 0; i < y.Shape[1]; i++)
                {
                    y[n, target.Token(n, edge), i, 0] += (weights?[n, edge, i / width, 0] ?? 1) * x[n, source.Token(n, edge), i, 0];
                }
            }
        }
    }

    public static void EdgeProduct(EdgeProductOp op, Values x, Values source, Values y, Values target, Values products)
    {
        (x, y, products) = (x.Around(1, x.Shape.Rank), y.Around(1, y.Shape.Rank), products.Around(1, products.Shape.Rank));
        int width = x.Shape[1] / products.Shape[1];
        for (int n = 0; n < products.Samples; n++)
        {
            for (int edge = 0; edge < source.Shape[0]; edge++)
            {
                for (int i = 0; i < x.Shape[1]; i++)
                {
                    products[n, edge, i / width, 0] += x[n, source.Token(n, edge), i, 0] * y[n, target.Token(n, edge), i, 0];
                }
            }
        }
    }

    public static void Take(TakeOp op, Values x, Values index, Values y) =>
        Each(y, index, (n, row, segment, i) => y.Around(1, y.Shape.Rank)[n, row, i, 0] = x.Around(1, x.Shape.Rank)[n, segment, i, 0]);

    public static void SegmentSum(SegmentSumOp op, Values x, Values segment, Values y) =>
        Each(x, segment, (n, row, to, i) => y.Around(1, y.Shape.Rank)[n, to, i, 0] += x.Around(1, x.Shape.Rank)[n, row, i, 0]);

    public static void SegmentMax(SegmentMaxOp op, Values x, Values segment, Values y)
    {
        Array.Fill(y.Data, double.NegativeInfinity);
        Each(x, segment, (n, row, to, i) =>
        {
            ref double largest = ref y.Around(1, y.Shape.Rank)[n, to, i, 0];
            largest = Math.Max(largest, x.Around(1, x.Shape.Rank)[n, row, i, 0]);
        });
        for (int at = 0; at < y.Data.Length; at++)
        {
            y.Data[at] = double.IsNegativeInfinity(y.Data[at]) ? 0 : y.Data[at];
        }
    }

    /// <summary>Goes through (sample, row, segment of the row, value of the row).</summary>
    private static void Each(Values rows, Values segment, Action<int, int, int, int> visit)
    {
        int width = rows.Shape.SizeOf(1, rows.Shape.Rank);
        for (int n = 0; n < rows.Samples; n++)
        {
            for (int row = 0; row < rows.Shape[0]; row++)
            {
                for (int i = 0; i < width; i++)
                {
                    visit(n, row, segment.Token(n, row), i);
                }
            }
        }
    }
}
