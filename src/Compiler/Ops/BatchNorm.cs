using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>y = γ·(x - μ)/√(σ² + ε) + β for each channel, which is axis 0 (Ioffe and Szegedy 2015; PyTorch's
/// <c>BatchNorm1d</c> and <c>BatchNorm2d</c>). In training μ and σ² are the batch's, and running statistics follow them; in
/// inference they are the running ones.</summary>
/// <remarks>Only the statistics are kernels. The normalisation is elementwise, so that it fuses with its neighbours; in inference
/// <see cref="Passes.FoldNorms"/> takes it into the layer before it.</remarks>
internal sealed class BatchNorm : Definition
{
    public override string Name => "BatchNorm";

    public override Node? Build(Call call)
    {
        double epsilon = call.Number("epsilon", 1e-5, value => value > 0 && value <= float.MaxValue, "above 0");
        double momentum = call.Number("momentum", 0.1, value => value is >= 0 and <= 1, "from 0 to 1");
        Node x = call.Input;
        if (x.Shape.Rank == 0)
        {
            call.Report(
                Rules.WrongRank, "BatchNorm", "channels on axis 0, as in (channels,height,width) or (features)",
                call.Describe(), "Reshape(1) makes one value an axis");
        }

        if (call.Failed)
        {
            return null;
        }

        int channels = x.Shape[0];
        Node weight = call.Parameter("Weight", Shape.Of(channels), channels, channels, "Ones");
        if (call.Failed)
        {
            return null;
        }

        Node bias = call.Parameter("Bias", Shape.Of(channels), channels, channels, "Zeros");
        Node runningMean = call.State("RunningMean", "running_mean", Shape.Of(channels), "Zeros");
        Node runningVariance = call.State("RunningVar", "running_var", Shape.Of(channels), "Ones");
        Node moments;
        if (call.Training)
        {
            moments = call.AddPart("Moments", new BatchMomentsOp(epsilon), x);
            var update = new UpdateRunningOp(momentum, epsilon, x.Shape.SizeOf(1, x.Shape.Rank), x.Batched);
            call.AddPart("Running", update, moments, runningMean, runningVariance);
        }
        else
        {
            moments = call.AddPart("Moments", new RunningMomentsOp(epsilon), runningMean, runningVariance);
        }

        // (channels, 1, 1): what broadcasts over the pixels of a channel.
        Shape perChannel = Shape.Of([channels, .. Enumerable.Repeat(1, x.Shape.Rank - 1)]);
        return call.Add(
            new BatchNormOp(call.Training), x, call.AddPart("Mean", new PartOp(0, perChannel), moments),
            call.AddPart("Inverse", new PartOp(channels, perChannel), moments), call.Reshape(weight, perChannel), call.Reshape(bias, perChannel));
    }
}
