namespace CompiledNets;

/// <summary>Every step of a sequence looks at every step: q, k and v are three products of x, each head takes its columns of them and
/// computes <c>softmax(q·kᵀ/√d)·v</c>, and a last product mixes the heads (Vaswani et al. 2017). (steps, width) stays.
/// PyTorch's <c>MultiheadAttention(batch_first=True)</c> of x, x and x.</summary>
/// <remarks>in_proj_weight (3·width, width) and in_proj_bias (3·width) hold q, k and v in this order; out_proj.weight (width, width),
/// out_proj.bias (width).</remarks>
/// <param name="heads">A divisor of the width.</param>
public sealed class SelfAttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>Heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>Whether a step sees itself and earlier ones alone.</summary>
    public bool Causal { get; set; }

    /// <summary>Whether the products add biases.</summary>
    public bool Bias { get; set; } = true;
}

public static partial class Ops
{
    /// <inheritdoc cref="SelfAttentionAttribute"/>
    /// <param name="x">(steps, width).</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <param name="causal">Whether a step sees itself and earlier ones alone.</param>
    /// <param name="bias">Whether the products add biases.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor SelfAttention(Tensor x, int heads, bool causal = false, bool bias = true, string? name = null) =>
        throw Description.Only;

    /// <inheritdoc cref="SelfAttention(Tensor, int, bool, bool, string?)"/>
    /// <param name="x">(steps, width).</param>
    /// <param name="mask">(steps): 0 where a step is padding that none may look at, else 1; the opposite of PyTorch's
    /// <c>key_padding_mask</c>. A step that sees none gets the last product's bias.</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <param name="causal">Whether a step sees itself and earlier ones alone.</param>
    /// <param name="bias">Whether the products add biases.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor SelfAttention(Tensor x, Tensor mask, int heads, bool causal = false, bool bias = true, string? name = null) =>
        throw Description.Only;
}
