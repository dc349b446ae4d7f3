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

    /// <summary>One step of a causal <see cref="SelfAttention(Tensor, int, bool, bool, string?)"/>, with what the steps before it left in a cache:
    /// the step at position p looks at the rows 0 to p − 1 of the cache and at itself, and its own key and value become row p.</summary>
    /// <remarks>For generating: the same <paramref name="name"/> in the entry point that is trained on whole sequences and in the one that takes a
    /// step makes them share the weights. Where the cache is a <c>ref Tensor</c> parameter, the call writes the one row and copies nothing.</remarks>
    /// <param name="x">(width): the step.</param>
    /// <param name="cache">(context, 2·width), or (layers, context, 2·width): a key and a value side by side for each position.</param>
    /// <param name="position">One number for each sample, from 0 to context − 1, others are an exception of the emitted call. Rows from it on
    /// are not read, so that a cache needs no clearing.</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <param name="layer">Which of the cache's layers is this one's.</param>
    /// <param name="bias">Whether the products add biases.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    /// <returns>(width), and the cache with the step's row.</returns>
    public static (Tensor Y, Tensor Cache) SelfAttention(
        Tensor x, Tensor cache, Tokens position, int heads, int layer = 0, bool bias = true, string? name = null) => throw Description.Only;
}
