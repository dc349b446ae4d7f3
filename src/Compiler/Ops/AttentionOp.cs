using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>softmax(q·kᵀ/√d)·v of each head, fused: the scores are never stored. Inputs: q [queries, width], k and v [keys, width], or all
/// three side by side, [keys, 3·width]; then the mask [keys], if there is one.</summary>
internal sealed record AttentionOp(int Heads, bool Causal, bool IsPacked) : Op
{
    public override string Name => "Attention";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(new AttentionSizes(this, inputs).Result);

    public override long Flops(Node node) => new AttentionSizes(this, node.Inputs).Flops(products: 2);

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node[] operands = [.. node.Inputs.Take(IsPacked ? 1 : 3)];
        if (!operands.Any(gradients.Needs))
        {
            return;
        }

        Node gradient = gradients.Apply(new AttentionGradientOp(this), [.. node.Inputs, dOutput]);
        if (IsPacked)
        {
            gradients.Add(operands[0], gradient);
            return;
        }

        int row = 0;
        foreach (Node operand in operands)
        {
            int end = row + operand.Shape[0];
            if (gradients.Needs(operand))
            {
                gradients.Add(operand, gradients.Apply(new SliceOp(0, row, end), gradient));
            }

            row = end;
        }
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        IsPacked ? "Attention.ForwardPacked" : "Attention.Forward",
        [new AttentionSizes(this, node.Inputs).SharedShape(kernel), kernel.Rows(1, node), .. Operands(kernel, node.Inputs), kernel.Target]);

    public override string Formula(IReadOnlyList<string> operands)
    {
        string q = IsPacked ? "q" : operands[0], k = IsPacked ? "k" : operands[1], v = IsPacked ? "v" : operands[2];
        string heads = $"{Names.Text(Heads)} head{(Heads == 1 ? "" : "s")}";
        string hidden = Causal && HasMask(operands.Count) ? ", earlier keys that the mask keeps" : Causal ? ", earlier keys" : HasMask(operands.Count) ? ", keys that the mask keeps" : "";
        return $"softmax({q}·{k}ᵀ/√d)·{v} ({heads}{hidden}{(IsPacked ? $"; q, k, v side by side in {operands[0]}" : "")})";
    }

    public bool HasMask(int inputs) => inputs > (IsPacked ? 1 : 3);

    /// <summary>The operands' names as kernels take them, with an empty span for no mask.</summary>
    public IEnumerable<string> Operands(KernelText kernel, IReadOnlyList<Node> inputs)
    {
        IEnumerable<string> names = Enumerable.Range(0, inputs.Count).Select(kernel.Operand);
        return HasMask(inputs.Count) ? names : names.Append("default");
    }

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string sizes = new AttentionSizes(this, node.Inputs).Constants(kernel, HasMask(node.Inputs.Length));
        kernel.Library($"DeviceAttention.Forward<{sizes}>", [.. Apart(node.Inputs), node], node.Batched ? "samples" : "1");
    }

    /// <summary>q, k, v and the mask as a device's kernels take them: one view thrice where they lie side by side, any for no mask.</summary>
    public IEnumerable<Node> Apart(IReadOnlyList<Node> inputs) => IsPacked
        ? [inputs[0], inputs[0], inputs[0], inputs[HasMask(inputs.Count) ? 1 : 0]]
        : [inputs[0], inputs[1], inputs[2], inputs[HasMask(inputs.Count) ? 3 : 0]];
}

/// <summary>dq, dk and dv, arranged like the operands: side by side, or below one another, [queries + 2·keys, width]. Probabilities are
/// computed anew. Inputs: those of the forward op, then dy.</summary>
internal sealed record AttentionGradientOp(AttentionOp Forward) : Op
{
    public override string Name => "AttentionGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(
        Forward.IsPacked ? inputs[0].Shape : Shape.Of(inputs[0].Shape[0] + 2 * inputs[1].Shape[0], inputs[0].Shape[1]));

    public override long Flops(Node node) => new AttentionSizes(Forward, node.Inputs).Flops(products: 5);

    public override void EmitKernel(KernelText kernel, Node node)
    {
        Node[] operands = [.. node.Inputs.Take(node.Inputs.Length - 1)];
        kernel.Call(
            Forward.IsPacked ? "Attention.GradientPacked" : "Attention.Gradient",
            [
                new AttentionSizes(Forward, operands).SharedShape(kernel), kernel.Rows(1, node), .. Forward.Operands(kernel, operands),
                kernel.Operand(operands.Length), kernel.Target,
            ]);
    }

    public override string Formula(IReadOnlyList<string> operands) =>
        $"dv = pᵀ·{operands[operands.Count - 1]}, dq = ds·k/√d and dk = dsᵀ·q/√d with p = softmax(q·kᵀ/√d), dp = {operands[operands.Count - 1]}·vᵀ, ds = p∘(dp - Σ p∘dp)";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Node[] operands = [.. node.Inputs.Take(node.Inputs.Length - 1)];
        string sizes = new AttentionSizes(Forward, operands).Constants(kernel, Forward.HasMask(operands.Length), node.Inputs[operands.Length]);
        kernel.Library(
            $"DeviceAttention.Gradient<{sizes}>", [.. Forward.Apart(operands), node.Inputs[operands.Length], node], node.Batched ? "samples" : "1");
    }
}

/// <summary>The sizes of an attention, read off its operands.</summary>
internal readonly struct AttentionSizes(AttentionOp op, IReadOnlyList<Node> inputs)
{
    private int Queries => inputs[0].Shape[0];

    private int Keys => inputs[op.IsPacked ? 0 : 1].Shape[0];

    private int Width => inputs[0].Shape[1] / (op.IsPacked ? 3 : 1);

    public Shape Result => Shape.Of(Queries, Width);

    /// <summary>Products of queries × keys × width, and a softmax over all scores of each head. Half of that behind a causal mask.</summary>
    public long Flops(int products)
    {
        long scores = (long)Queries * Keys;
        return (2 * products * scores * Width + Cost.Exponential * scores * op.Heads) / (op.Causal ? 2 : 1);
    }

    /// <summary>The sizes as constants of a device's kernels.</summary>
    /// <param name="kernel">Where they are written.</param>
    /// <param name="isMasked">Whether a mask hides keys.</param>
    /// <param name="others">What kernels read beside the operands.</param>
    public string Constants(DeviceKernel kernel, bool isMasked, params Node[] others) => kernel.Constants(
        "IAttentionSizes", ("Heads", op.Heads), ("Queries", Queries), ("Keys", Keys), ("HeadWidth", Width / op.Heads), ("Causal", op.Causal ? 1 : 0),
        ("Packed", op.IsPacked ? 1 : 0), ("Masked", isMasked ? 1 : 0),
        ("Wide", Width / op.Heads % 4 == 0 && inputs.Concat(others).All(DeviceKernel.IsAligned) ? 1 : 0));

    public string SharedShape(KernelText kernel) => kernel.Shared(
        "AttentionShape", "Shape",
        $"new({Names.Text(op.Heads)}, {Names.Text(Queries)}, {Names.Text(Keys)}, {Names.Text(Width)}, {(op.Causal ? "true" : "false")})");
}
