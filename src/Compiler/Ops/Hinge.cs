using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The mean of max(0, margin - t·x) over the axes of a sample (Cortes and Vapnik 1995).</summary>
internal sealed class Hinge : Definition
{
    public override string Name => "Hinge";

    public override int LeastInputs => 2;

    public override Node? Build(Call call)
    {
        double margin = call.Number("margin", 1, Numbers.IsPositive, Numbers.Positive);
        if (Losses.Compare(call, new MultiplyOp(), "Lead") is not { } lead || call.Failed)
        {
            return null;
        }

        Node gap = call.AddPart("Gap", new SubtractOp(), call.Constant(margin), lead);
        return Losses.MeanOverSample(call, call.AddPart("Cost", new ReLUOp(), gap));
    }
}
