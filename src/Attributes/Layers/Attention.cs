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

    /// <summary>One step of a causal <see cref="Attention(Tensor, Tensor, Tensor, int, bool)"/>, with what the steps before it left in a cache: see
    /// <see cref="SelfAttention(Tensor, Tensor, Tokens, int, int, bool, string?)"/>.</summary>
    /// <param name="query">(width): the step's.</param>
    /// <param name="key">(width).</param>
    /// <param name="value">(width).</param>
    /// <param name="cache">(context, 2·width), or (layers, context, 2·width): a key and a value side by side for each position.</param>
    /// <param name="position">One number for each sample, from 0 to context − 1, others are an exception of the emitted call.</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <param name="layer">Which of the cache's layers is this one's.</param>
    /// <returns>(width), and the cache with the step's row.</returns>
    public static (Tensor Y, Tensor Cache) Attention(
        Tensor query, Tensor key, Tensor value, Tensor cache, Tokens position, int heads, int layer = 0) => throw Description.Only;
}
