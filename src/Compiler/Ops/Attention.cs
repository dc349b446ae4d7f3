using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>softmax(q·kᵀ/√d)·v of each head, without weights (PyTorch's <c>scaled_dot_product_attention</c>).</summary>
internal sealed class Attention : Definition
{
    public override string Name => "Attention";

    public override int LeastInputs => 3;

    // Query, key, value, cache, position.
    public override ElementKind? Reads(int input) => input == 4 ? ElementKind.Int : ElementKind.Float;

    public override Node? Build(Call call) => call.Inputs.Length == 5 ? Step(call) : Whole(call);

    private static Node? Step(Call call)
    {
        int heads = call.Integer("heads");
        var cache = new AttentionCache(call, steps: 3);
        return cache.Fits() & Heads.Divide(call, heads, call.Input) && !call.Failed
            ? cache.Attend(call.AddPart("Projected", new ConcatOp(0), [.. call.Inputs.Take(3)]), heads, "")
            : null;
    }

    private static Node? Whole(Call call)
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
