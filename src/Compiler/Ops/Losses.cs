using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>What the losses share: predictions and targets of one shape, and the mean over a sample's axes.</summary>
internal static class Losses
{
    /// <summary>Adds <paramref name="op"/> over prediction and target, which must have the same shape: a loss that broadcast would
    /// hide a mistake. A target that is one number, a constant or a run-time scalar, fits every shape.</summary>
    public static Node? Compare(Call call, Op op, string role = "Difference") =>
        HaveOneShape(call) ? call.AddPart(role, op, call.Inputs[0], call.Inputs[1]) : null;

    /// <summary>Reports unless prediction and target have the same shape, or the target is one number for all.</summary>
    public static bool HaveOneShape(Call call)
    {
        Node prediction = call.Inputs[0], target = call.Inputs[1];
        if (prediction.Shape == target.Shape || Fuse.IsUniform(target))
        {
            return true;
        }

        ReportShapes(call, prediction, target, prediction.Shape);
        return false;
    }

    /// <summary>Reports every value that has no last axis to go along.</summary>
    public static bool NeedRows(Call call, params Node[] values)
    {
        Node[] bad = [.. values.Where(value => value.Shape.Rank == 0)];
        foreach (Node value in bad)
        {
            call.Report(Rules.WrongRank, call.Op, "rows of features", call.Describe(value), "Reshape(1) makes one value an axis");
        }

        return bad.Length == 0;
    }

    /// <summary>Reports unless <paramref name="other"/> has rows like <paramref name="rows"/>.</summary>
    public static bool AreRowsOf(Call call, Node rows, Node other)
    {
        if (other.Shape == rows.Shape)
        {
            return true;
        }

        call.Report(
            Rules.SizesDiffer, call.Op, rows.Shape.ToString(), other.Shape.ToString(), call.Clause(rows), call.Clause(other),
            "Give both the same layers");
        return false;
    }

    /// <summary>Reports unless <paramref name="target"/> has one value for each row, or is one number for all.</summary>
    public static bool HasOneFor(Call call, Node rows, Node target)
    {
        Shape expected = rows.Shape.Take(rows.Shape.Rank - 1);
        if (Fuse.IsUniform(target) || target.Shape == expected)
        {
            return true;
        }

        ReportShapes(call, rows, target, expected);
        return false;
    }

    /// <summary>Sums over the last axis.</summary>
    public static Node SumOfRows(Call call, string role, Node value) =>
        call.AddPart(role, new ReduceOp(Reduction.Sum, value.Shape.Rank - 1, value.Shape.Rank), value);

    /// <summary>Reports that the target is not of the shape that the prediction asks for.</summary>
    public static void ReportShapes(Call call, Node prediction, Node target, Shape expected)
    {
        string written = expected.Rank == 0 ? "[Shape]" : $"[Shape{expected.ToString().Replace(",", ", ")}]";
        string advice = target.Op is InputOp label && target.Shape == prediction.Shape
            ? $"A label is the number of its class, not a row: declare '{label.ParameterName}' as {written}"
            : target.Op is InputOp input
            ? $"Declare '{input.ParameterName}' as {written}, or {Change(prediction, target, expected)}"
            : "Reshape one of them, or change the layer that made it";
        EquatableArray<Fact> facts = target.Op is InputOp ? FactsOf(target, expected) : [];
        call.Report(
            Rules.LossShapes, facts, call.Op, prediction.Shape.ToString(), target.Shape.ToString(), call.Describe(prediction), call.Describe(target),
            advice);
    }

    /// <summary>What to change about the prediction: the units of its dense layer, the step that is meant, or something else.</summary>
    private static string Change(Node prediction, Node target, Shape expected)
    {
        Shape shape = target.Shape;
        Node maker = Story.Decider(prediction);
        bool isLastAxis = expected == prediction.Shape && shape.Rank > 0 && shape.Rank == expected.Rank && shape.With(shape.Rank - 1, expected[-1]) == expected;
        bool isOneStep = expected.Rank == shape.Rank + 1 && expected.Rank > 1 && new Shape([.. expected.Extents.Skip(1)]) == shape;
        return isLastAxis && maker.Label.Kind == "Dense" ? $"give {Story.Maker(maker)} {Names.Text(shape[-1])} unit{(shape[-1] == 1 ? "" : "s")}"
            : isOneStep ? $"predict from one of the {Names.Text(expected[0])} steps: [^1] is the last"
            : "change the layer that makes the prediction";
    }

    /// <summary>The shape that an entry point's parameter should be declared with.</summary>
    public static EquatableArray<Fact> FactsOf(Node parameter, Shape wanted) =>
        [Facts.At(Facts.Parameter, parameter.Label.Site), Facts.Of(Facts.Shape, string.Join(", ", wanted.Extents.Select(extent => Names.Text(extent))))];

    /// <summary>Where logits of too many axes lack a Flatten: before the dense layer that made them, or else before the loss.</summary>
    public static EquatableArray<Fact> Flattening(Node logits)
    {
        Label maker = Story.Decider(logits).Label;
        Fact flatten = Facts.Of(Facts.Op, "Flatten");
        return logits.Shape.Rank == 0 ? [] : maker.Kind == "Dense" ? [flatten, Facts.At(Facts.Layer, maker.Site)] : [flatten];
    }

    public static Node MeanOverSample(Call call, Node value) =>
        value.Shape.Rank == 0 ? value : call.Add(new ReduceOp(Reduction.Mean, 0, value.Shape.Rank), value);
}
