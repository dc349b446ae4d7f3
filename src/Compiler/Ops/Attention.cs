using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>softmax(q·kᵀ/√d)·v of each head, without weights (PyTorch's <c>scaled_dot_product_attention</c>).</summary>
internal sealed class Attention : Definition
{
    public override string Name => "Attention";

    public override int LeastInputs => 3;

    public override Node? Build(Call call)
    {
        int heads = call.Integer("heads");
        var inputs = new AttentionInputs(call, sequences: 3);
        if (!inputs.Agree() | !Heads.Divide(call, heads, call.Input) || call.Failed)
        {
            return null;
        }

        return call.Add(new AttentionOp(heads, call.Flag("causal", false), IsPacked: false), inputs.PerSample([.. call.Inputs.Take(3)]));
    }
}
