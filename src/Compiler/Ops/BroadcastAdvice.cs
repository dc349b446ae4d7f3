using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>What to write where two shapes do not broadcast. Most mistakes are one of a few, and each has its cure.</summary>
/// <param name="Text">For people.</param>
/// <param name="Repair">For the code fix: an argument of a layer, or an op around an operand.</param>
internal sealed record BroadcastAdvice(string Text, EquatableArray<Fact> Repair)
{
    /// <summary>What is true of all of them.</summary>
    public const string Any = "Axes are matched from the last one and must be equal or 1: Reshape one of them, or change the layer that made it";

    public static BroadcastAdvice Of(Operand left, Operand right) =>
        SameLayers(left.Node, right.Node)
        ?? LostAxis(left.Node, right.Node) ?? LostAxis(right.Node, left.Node)
        ?? LeadingAxes(left.Node.Shape, right, 1) ?? LeadingAxes(right.Node.Shape, left, 0)
        ?? OtherUnits(left.Node, right.Node)
        ?? new BroadcastAdvice(Any, []);

    /// <summary>Two layers of one kind that should have been given the same size.</summary>
    private static BroadcastAdvice? SameLayers(Node left, Node right)
    {
        (Label first, Label second) = (Story.Decider(left).Label, Story.Decider(right).Label);
        string? size = first.Kind switch { "Dense" => "units", "Embedding" => "width", _ => null };
        return size is not null && second.Kind == first.Kind && left.Shape.Rank == right.Shape.Rank
            ? new BroadcastAdvice(
                $"Give both {first.Kind} layers the same {size}",
                [Facts.At(Facts.Layer, second.Site), Facts.At(Facts.Like, first.Site), Facts.Of(size, left.Shape[-1])])
            : null;
    }

    /// <summary>A reduction that was to be compared with what it reduced, and dropped the axis.</summary>
    private static BroadcastAdvice? LostAxis(Node whole, Node reduced)
    {
        Node reduction = Story.Decider(reduced);
        if (reduction is not { Op: ReduceOp op, Label.Kind: "Sum" or "Mean" or "Max" } || reduction.Inputs[0].Shape != whole.Shape)
        {
            return null;
        }

        int[] kept = [.. whole.Shape.Extents.Select((extent, axis) => axis >= op.Start && axis < op.End ? 1 : extent)];
        return new BroadcastAdvice(
            $"Give {Story.Maker(reduction)} keepDims: true, which leaves {new Shape([.. kept])}",
            [Facts.At(Facts.Layer, reduction.Label.Site), Facts.Of("keepDims", "true")]);
    }

    /// <summary>A value for each of the other's first axes, where the last ones are matched.</summary>
    private static BroadcastAdvice? LeadingAxes(Shape whole, Operand part, int operand)
    {
        Shape shape = part.Node.Shape;
        if (shape.Rank == 0 || shape.Rank >= whole.Rank || whole.Take(shape.Rank) != shape)
        {
            return null;
        }

        string name = Story.Quoted(Story.NameOf(part.Node, part.Name));
        IEnumerable<int> extents = shape.Extents.Concat(Enumerable.Repeat(1, whole.Rank - shape.Rank));
        string reshape = $"Reshape({string.Join(", ", extents.Select(extent => Names.Text(extent)))})";
        return new BroadcastAdvice(
            $"Shapes are matched from the last axis: {reshape} puts {(name.Length > 0 ? name : shape.ToString())} on the first",
            [Facts.Of(Facts.Operand, operand), Facts.Of(Facts.Op, reshape)]);
    }

    /// <summary>One dense layer that misses the other side's features.</summary>
    private static BroadcastAdvice? OtherUnits(Node left, Node right)
    {
        Node leftMaker = Story.Decider(left), rightMaker = Story.Decider(right);
        (Node dense, Shape wanted) = leftMaker.Label.Kind == "Dense" ? (leftMaker, right.Shape) : (rightMaker, left.Shape);
        return dense.Label.Kind == "Dense" && wanted.Rank == dense.Shape.Rank && wanted.With(wanted.Rank - 1, dense.Shape[-1]) == dense.Shape
            ? new BroadcastAdvice(
                $"Give {Story.Maker(dense)} {Names.Text(wanted[-1])} units", [Facts.At(Facts.Layer, dense.Label.Site), Facts.Of("units", wanted[-1])])
            : null;
    }
}
