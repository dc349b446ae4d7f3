namespace CompiledNets;

public static partial class Ops
{
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
