using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>What to write where two shapes do not broadcast. Most mistakes are one of a few, and each has its cure.</summary>
internal static class BroadcastAdvice
{
    /// <summary>What is true of all of them.</summary>
    public const string Any = "Axes are matched from the last one and must be equal or 1: Reshape one of them, or change the layer that made it";

    public static string Of(Operand left, Operand right) =>
        SameLayers(left.Node, right.Node)
        ?? LostAxis(left.Node, right.Node) ?? LostAxis(right.Node, left.Node)
        ?? LeadingAxes(left.Node.Shape, right) ?? LeadingAxes(right.Node.Shape, left)
        ?? OtherUnits(left.Node, right.Node)
        ?? Any;

    /// <summary>Two layers of one kind that should have been given the same size.</summary>
    private static string? SameLayers(Node left, Node right)
    {
        string kind = Story.Decider(left).Label.Kind;
        string? size = kind switch { "Dense" => "units", "Embedding" => "width", _ => null };
        return size is not null && Story.Decider(right).Label.Kind == kind && left.Shape.Rank == right.Shape.Rank
            ? $"Give both {kind} layers the same {size}"
            : null;
    }

    /// <summary>A reduction that was to be compared with what it reduced, and dropped the axis.</summary>
    private static string? LostAxis(Node whole, Node reduced)
    {
        Node reduction = Story.Decider(reduced);
        if (reduction is not { Op: ReduceOp op, Label.Kind: "Sum" or "Mean" or "Max" } || reduction.Inputs[0].Shape != whole.Shape)
        {
            return null;
        }

        int[] kept = [.. whole.Shape.Extents.Select((extent, axis) => axis >= op.Start && axis < op.End ? 1 : extent)];
        return $"Give {Story.Maker(reduction)} keepDims: true, which leaves {new Shape([.. kept])}";
    }

    /// <summary>A value for each of the other's first axes, where the last ones are matched.</summary>
    private static string? LeadingAxes(Shape whole, Operand part)
    {
        Shape shape = part.Node.Shape;
        if (shape.Rank == 0 || shape.Rank >= whole.Rank || whole.Take(shape.Rank) != shape)
        {
            return null;
        }

        string name = Story.Quoted(Story.NameOf(part.Node, part.Name));
        IEnumerable<int> extents = shape.Extents.Concat(Enumerable.Repeat(1, whole.Rank - shape.Rank));
        string reshape = $"Reshape({string.Join(", ", extents.Select(extent => Names.Text(extent)))})";
        return $"Shapes are matched from the last axis: {reshape} puts {(name.Length > 0 ? name : shape.ToString())} on the first";
    }

    /// <summary>One dense layer that misses the other side's features.</summary>
    private static string? OtherUnits(Node left, Node right)
    {
        Node leftMaker = Story.Decider(left), rightMaker = Story.Decider(right);
        (Node dense, Shape wanted) = leftMaker.Label.Kind == "Dense" ? (leftMaker, right.Shape) : (rightMaker, left.Shape);
        return dense.Label.Kind == "Dense" && wanted.Rank == dense.Shape.Rank && wanted.With(wanted.Rank - 1, dense.Shape[-1]) == dense.Shape
            ? $"Give {Story.Maker(dense)} {Names.Text(wanted[-1])} units"
            : null;
    }
}
