using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>A loss that compares a row of scores with the index of the right one.</summary>
internal abstract class LabelLoss : Definition
{
    public override int LeastInputs => 2;

    public override Shape TargetShape(Shape prediction) => prediction.Rank == 0 ? Shape.Scalar : prediction.Take(prediction.Rank - 1);

    public override ElementKind? Reads(int input) => input == 1 ? ElementKind.Int : ElementKind.Float;

    /// <summary>The losses of all rows, given one label for each.</summary>
    protected abstract Node? Rows(Call call, Node scores, Node labels);

    public sealed override Node? Build(Call call) =>
        Labels(call) is { } labels && Rows(call, call.Inputs[0], labels) is { } rows && !call.Failed ? Losses.MeanOverSample(call, rows) : null;

    /// <summary>The value of each row at its label.</summary>
    protected static Node AtLabel(Call call, Node rows, Node labels) => Gather.Pick(call, rows, labels);

    /// <summary>The labels, of the scores' leading axes. A single one may also come as (1).</summary>
    private Node? Labels(Call call)
    {
        Node scores = call.Inputs[0], labels = call.Inputs[1];
        if (scores.Shape.Rank is 0 or > 2)
        {
            string advice = scores.Shape.Rank == 0 ? "Dense makes scores" : "Flatten and Dense make scores of one axis";
            call.Report(Rules.WrongRank, Losses.Flattening(scores), call.Op, "scores of (classes) or (steps,classes)", call.Describe(scores), advice);
            return null;
        }

        Shape expected = TargetShape(scores.Shape);
        if (labels.Shape == expected || (labels.Shape.LongSize == 1 && expected.Rank == 0))
        {
            return call.Reshape(labels, expected);
        }

        Losses.ReportShapes(call, scores, labels, expected);
        return null;
    }
}
