using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Attention between products of its inputs, and a product of what comes out (Vaswani et al. 2017; PyTorch's
/// <c>MultiheadAttention(batch_first=True)</c>).</summary>
internal sealed class MultiHeadAttention : Definition
{
    public override string Name => "MultiHeadAttention";

    public override int LeastInputs => 2;

    public override Node? Build(Call call) => ProjectedAttention.Build(call, sequences: Math.Min(call.Inputs.Length, 3));
}

/// <summary>Attention of a sequence to itself.</summary>
internal sealed class SelfAttention : Definition
{
    public override string Name => "SelfAttention";

    // A step, its cache, its position.
    public override ElementKind? Reads(int input) => input == 2 ? ElementKind.Int : ElementKind.Float;

    public override Node? Build(Call call) => call.Inputs.Length == 3 ? ProjectedAttention.BuildStep(call) : ProjectedAttention.Build(call, sequences: 1);
}

/// <summary>The weights around an <see cref="AttentionOp"/>: in_proj, whose thirds make q, k and v, and out_proj.</summary>
internal static class ProjectedAttention
{
    /// <param name="call">The call.</param>
    /// <param name="sequences">1 if its first input is query, key and value, 2 if its second is key and value, 3 if it has them all.</param>
    public static Node? Build(Call call, int sequences)
    {
        int heads = call.Integer("heads");
        bool causal = call.Flag("causal", false);
        var inputs = new AttentionInputs(call, sequences);
        if (!inputs.Agree() | !Heads.Divide(call, heads, call.Input) || call.Failed)
        {
            return null;
        }

        if (Weights.Of(call, call.Input.Shape[1]) is not { } weights)
        {
            return null;
        }

        bool isPacked = call.Inputs.Take(sequences).Distinct().Count() == 1;
        Node[] operands = isPacked
            ? [Project(call, "Projected", call.Input, weights.In, weights.InBias)]
            : [
                Third(call, 0, "Query", call.Inputs[0], weights), Third(call, 1, "Key", call.Inputs[1], weights),
                Third(call, 2, "Value", call.Inputs[sequences - 1], weights),
            ];
        return Mix(call, call.AddPart("Attended", new AttentionOp(heads, causal, isPacked), inputs.PerSample(operands)), weights);
    }

    /// <summary>A step that looks at a cache of the steps before it. The call's further result is the cache with its own key and value.</summary>
    public static Node? BuildStep(Call call)
    {
        int heads = call.Integer("heads");
        var cache = new AttentionCache(call, steps: 1);
        if (!cache.Fits() | !Heads.Divide(call, heads, call.Input) || call.Failed || Weights.Of(call, call.Input.Shape[0]) is not { } weights)
        {
            return null;
        }

        return Mix(call, cache.Attend(Project(call, "Projected", call.Input, weights.In, weights.InBias), heads, "Attended"), weights);
    }

    private static Node Mix(Call call, Node attended, Weights weights) => weights.OutBias is { } bias
        ? call.Add(new AddOp(), call.AddPart("Output", new LinearOp(), attended, weights.Out), bias)
        : call.Add(new LinearOp(), attended, weights.Out);

    private static Node Project(Call call, string role, Node x, Node weight, Node? bias)
    {
        Node product = call.AddPart(role, new LinearOp(), x, weight);
        return bias is null ? product : call.AddPart(role, new AddOp(), product, bias);
    }

    /// <summary>The product of a sequence with third number <paramref name="index"/> of the weight's rows.</summary>
    private static Node Third(Call call, int index, string role, Node x, Weights weights)
    {
        int width = weights.In.Shape[1];
        Node rows = call.AddPart(role + "Weight", new PartOp(index * width * width, Shape.Of(width, width)), weights.In);
        Node? bias = weights.InBias is { } all ? call.AddPart(role + "Bias", new PartOp(index * width, Shape.Of(width)), all) : null;
        return Project(call, role, x, rows, bias);
    }

    /// <summary>What the layer learns.</summary>
    private sealed record Weights(Node In, Node? InBias, Node Out, Node? OutBias)
    {
        public static Weights? Of(Call call, int width)
        {
            bool bias = call.Flag("bias", true);
            if (!call.Fits(Shape.Of(3, width, width), "its weight"))
            {
                return null;
            }

            // PyTorch initialises all of in_proj as one matrix, so its fan-out is three widths.
            Node inWeight = call.Parameter("InProjWeight", "in_proj_weight", Shape.Of(3 * width, width), width, 3 * width, "XavierUniform");
            if (call.Failed)
            {
                return null;
            }

            Node? inBias = bias ? call.Parameter("InProjBias", "in_proj_bias", Shape.Of(3 * width), width, 3 * width, "Zeros") : null;
            Node outWeight = call.Parameter("OutProjWeight", "out_proj.weight", Shape.Of(width, width), width, width, "XavierUniform");
            Node? outBias = bias ? call.Parameter("OutProjBias", "out_proj.bias", Shape.Of(width), width, width, "Zeros") : null;
            return new Weights(inWeight, inBias, outWeight, outBias);
        }
    }
}
