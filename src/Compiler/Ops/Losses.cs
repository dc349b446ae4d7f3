using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>What the losses share: predictions and targets of one shape, and the mean over a sample's axes.</summary>
internal static class Losses
{
    /// <summary>Adds <paramref name="op"/> over prediction and target, which must have the same shape: a loss that broadcast would
    /// hide a mistake. A target that is one number, a constant or a run-time scalar, fits every shape.</summary>
    public static Node? Compare(Call call, Op op, string role = "Difference")
    {
        Node prediction = call.Inputs[0], target = call.Inputs[1];
        if (prediction.Shape != target.Shape && !Fuse.IsUniform(target))
        {
            call.Report(
                Rules.LossShapes, call.Op, prediction.Shape.ToString(), target.Shape.ToString(), Call.Describe(prediction), Call.Describe(target));
            return null;
        }

        return call.AddPart(role, op, prediction, target);
    }

    public static Node MeanOverSample(Call call, Node value) =>
        value.Shape.Rank == 0 ? value : call.Add(new ReduceOp(Reduction.Mean, 0, value.Shape.Rank), value);
}
