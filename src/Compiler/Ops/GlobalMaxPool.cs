using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The largest value of each channel, (channels, …) to (channels) (PyTorch's <c>AdaptiveMaxPool2d(1)</c> and a flatten).</summary>
internal sealed class GlobalMaxPool : Definition
{
    public override string Name => "GlobalMaxPool";

    public override Node? Build(Call call)
    {
        int rank = call.Input.Shape.Rank;
        if (rank >= 2)
        {
            return call.Add(new ReduceOp(Reduction.Max, 1, rank), call.Input);
        }

        call.Report(
            Diagnostics.Rules.WrongRank, "GlobalMaxPool", "channels and axes to search, as in (channels,height,width)",
            call.Describe(), "Drop it, or keep the image until here: Flatten and Dense come after it");
        return null;
    }
}
