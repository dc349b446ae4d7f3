using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>What the losses share: predictions and targets of one shape, and the mean over a sample's axes.</summary>
internal static class Losses
{
    /// <summary>Adds <paramref name="op"/> over prediction and target, which must have the same shape: a loss that broadcast would
    /// hide a mistake. A constant target fits every shape.</summary>
    public static Node? Compare(Call call, Op op)
    {
        Node prediction = call.Inputs[0], target = call.Inputs[1];
        if (prediction.Shape != target.Shape && target.Op is not ConstantOp)
        {
            call.Report(
                Rules.LossShapes, call.Op, prediction.Shape.ToString(), target.Shape.ToString(), Call.Describe(prediction), Call.Describe(target));
            return null;
        }

        return call.AddPart("Difference", op, prediction, target);
    }

    public static Node MeanOverSample(Call call, Node value) =>
        value.Shape.Rank == 0 ? value : call.Add(new ReduceOp(Reduction.Mean, 0, value.Shape.Rank), value);
}
