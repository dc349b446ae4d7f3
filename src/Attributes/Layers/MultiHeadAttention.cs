namespace CompiledNets;

/// <summary>Every query looks at every key and gets a mixture of their values: q, k and v are products of the three, each head takes its
/// columns of them and computes <c>softmax(q·kᵀ/√d)·v</c>, and a last product mixes the heads (Vaswani et al. 2017). (queries, width)
/// stays. PyTorch's <c>MultiheadAttention(batch_first=True)</c>.</summary>
/// <remarks>The first layer of a part that has a parameter for each: <c>private partial Tensor Attend(Tensor query, Tensor memory);</c>, or
/// query, key and value, and a mask after these. Parameters as those of <see cref="SelfAttentionAttribute"/>.</remarks>
/// <param name="heads">A divisor of the width.</param>
public sealed class MultiHeadAttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>Heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>Whether query i sees keys 0 to i alone.</summary>
    public bool Causal { get; set; }

    /// <summary>Whether the products add biases.</summary>
    public bool Bias { get; set; } = true;
}

public static partial class Ops
{
    /// <inheritdoc cref="MultiHeadAttention(Tensor, Tensor, Tensor, int, bool, bool, string?)"/>
    /// <param name="query">(queries, width), the result's shape.</param>
    /// <param name="memory">(keys, width): key and value.</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <param name="causal">Whether query i sees keys 0 to i alone.</param>
    /// <param name="bias">Whether the products add biases.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor MultiHeadAttention(
        Tensor query, Tensor memory, int heads, bool causal = false, bool bias = true, string? name = null) =>
        throw Description.Only;

    /// <summary>Every query looks at every key and gets a mixture of their values: q, k and v are products of the three, each head takes its
    /// columns of them and computes <c>softmax(q·kᵀ/√d)·v</c>, and a last product mixes the heads (Vaswani et al. 2017). PyTorch's
    /// <c>MultiheadAttention(batch_first=True)</c>.</summary>
    /// <remarks>Parameters as those of <see cref="SelfAttention(Tensor, int, bool, bool, string?)"/>.</remarks>
    /// <param name="query">(queries, width), the result's shape.</param>
    /// <param name="key">(keys, width).</param>
    /// <param name="value">(keys, width); often the same tensor as the key.</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <param name="causal">Whether query i sees keys 0 to i alone.</param>
    /// <param name="bias">Whether the products add biases.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor MultiHeadAttention(
        Tensor query, Tensor key, Tensor value, int heads, bool causal = false, bool bias = true, string? name = null) =>
        throw Description.Only;

    /// <inheritdoc cref="MultiHeadAttention(Tensor, Tensor, Tensor, int, bool, bool, string?)"/>
    /// <param name="query">(queries, width), the result's shape.</param>
    /// <param name="key">(keys, width).</param>
    /// <param name="value">(keys, width); often the same tensor as the key.</param>
    /// <param name="mask">(keys): 0 where a key is padding that no query may look at, else 1; the opposite of PyTorch's
    /// <c>key_padding_mask</c>. A query that sees no key gets the last product's bias.</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <param name="causal">Whether query i sees keys 0 to i alone.</param>
    /// <param name="bias">Whether the products add biases.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor MultiHeadAttention(
        Tensor query, Tensor key, Tensor value, Tensor mask, int heads, bool causal = false, bool bias = true, string? name = null) =>
        throw Description.Only;
}
