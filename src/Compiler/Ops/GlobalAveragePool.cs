using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The mean of each channel, (channels, …) to (channels) (PyTorch's <c>AdaptiveAvgPool2d(1)</c> and a flatten).</summary>
internal sealed class GlobalAveragePool : Definition
{
    public override string Name => "GlobalAveragePool";

    public override Node? Build(Call call)
    {
        int rank = call.Input.Shape.Rank;
        if (rank >= 2)
        {
            return call.Add(new ReduceOp(Reduction.Mean, 1, rank), call.Input);
        }

        call.Report(
            Diagnostics.Rules.WrongRank, "GlobalAveragePool", "channels and axes to average, as in (channels,height,width)",
            call.Describe(), "Drop it, or keep the image until here: Flatten and Dense come after it");
        return null;
    }
}
