namespace CompiledNets;

public static partial class Ops
{
    /// <summary>Attention without products of its own: each head takes its columns of q, k and v and computes <c>softmax(q·kᵀ/√d)·v</c>
    /// (Vaswani et al. 2017). PyTorch's <c>scaled_dot_product_attention</c>.</summary>
    /// <param name="query">(queries, width), the result's shape.</param>
    /// <param name="key">(keys, width).</param>
    /// <param name="value">(keys, width).</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <param name="causal">Whether query i sees keys 0 to i alone.</param>
    public static Tensor Attention(Tensor query, Tensor key, Tensor value, int heads, bool causal = false) => throw Description.Only;

    /// <inheritdoc cref="Attention(Tensor, Tensor, Tensor, int, bool)"/>
    /// <param name="query">(queries, width), the result's shape.</param>
    /// <param name="key">(keys, width).</param>
    /// <param name="value">(keys, width).</param>
    /// <param name="mask">(keys): 0 where a key is padding that no query may look at, else 1. A query that sees no key gets zeros.</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <param name="causal">Whether query i sees keys 0 to i alone.</param>
    public static Tensor Attention(Tensor query, Tensor key, Tensor value, Tensor mask, int heads, bool causal = false) =>
        throw Description.Only;
}
