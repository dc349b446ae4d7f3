using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>Where an operand's element lies that meets element <c>i</c> of a domain, both flat over the whole batch: <c>i / 784 % 64</c> for
/// a channel's bias. Axes that the operand walks through as the domain does are one.</summary>
internal static class FlatIndex
{
    /// <param name="operand">The operand's type; it broadcasts to the domain.</param>
    /// <param name="domain">The index space.</param>
    /// <param name="index">The text of the element's number in the domain: a name.</param>
    public static string Of(TensorType operand, TensorType domain, string index)
    {
        var axes = new List<(int Extent, bool IsOutermost, int Stride)>();
        if (domain.Batched)
        {
            axes.Add((1, true, operand.Batched ? operand.Size : 0));
        }

        for (int axis = 0; axis < domain.Shape.Rank; axis++)
        {
            if (domain.Shape[axis] != 1)
            {
                axes.Add((domain.Shape[axis], axes.Count == 0, Stride(operand.Shape, domain.Shape.Rank - axis)));
            }
        }

        Merge(axes);
        return Sum(axes, index);
    }

    private static void Merge(List<(int Extent, bool IsOutermost, int Stride)> axes)
    {
        for (int outer = axes.Count - 2; outer >= 0; outer--)
        {
            var (a, b) = (axes[outer], axes[outer + 1]);
            if (a.Stride == b.Stride * b.Extent)
            {
                axes[outer] = (a.Extent * b.Extent, a.IsOutermost, b.Stride);
                axes.RemoveAt(outer + 1);
            }
        }
    }

    private static string Sum(List<(int Extent, bool IsOutermost, int Stride)> axes, string index)
    {
        var terms = new List<string>();
        int inner = 1;
        for (int axis = axes.Count - 1; axis >= 0; axis--)
        {
            (int extent, bool isOutermost, int stride) = axes[axis];
            if (stride != 0)
            {
                string coordinate = index + (inner == 1 ? "" : " / " + Names.Text(inner)) + (isOutermost ? "" : " % " + Names.Text(extent));
                terms.Insert(0, stride == 1 ? coordinate : $"{coordinate} * {Names.Text(stride)}");
            }

            inner *= extent;
        }

        return terms.Count == 0 ? "0" : string.Join(" + ", terms);
    }

    // Elements between neighbours along the axis that is fromEnd axes before the end; 0 where the operand repeats.
    private static int Stride(Shape shape, int fromEnd)
    {
        int axis = shape.Rank - fromEnd;
        return axis < 0 || shape[axis] == 1 ? 0 : shape.SizeOf(axis + 1, shape.Rank);
    }
}
