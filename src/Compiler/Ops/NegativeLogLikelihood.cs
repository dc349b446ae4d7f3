using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>-x[label] (PyTorch's <c>nll_loss</c>).</summary>
internal sealed class NegativeLogLikelihood : LabelLoss
{
    public override string Name => "NegativeLogLikelihood";

    protected override Node Rows(Call call, Node scores, Node labels) =>
        call.AddPart("Rows", new NegateOp(), AtLabel(call, scores, labels));
}
