namespace CompiledNets;

/// <summary>Ints of some shape, in the description of a network: words, classes, actions, positions. Shapes are per sample.</summary>
/// <remarks>Tokens have no arithmetic and no gradients: they index (<see cref="Ops.Embedding"/>, <see cref="Ops.Gather"/>) or label
/// (<see cref="Ops.SoftmaxCrossEntropy(Tensor, Tokens, double)"/>). A forward entry point may return those that
/// <see cref="Ops.ArgMax"/> finds: callers give it a <c>Span&lt;int&gt;</c>.</remarks>
public readonly struct Tokens
{
    /// <summary>One step along the first axis, which goes: <c>words[^1]</c> of (64) is the last word, ().</summary>
    /// <param name="index">The position, from either end. A constant.</param>
    public Tokens this[Index index] => throw Description.Only;

    /// <summary>A range of the first axis, which stays: <c>words[1..]</c> of (64) is (63).</summary>
    /// <param name="range">The positions. Constants.</param>
    public Tokens this[Range range] => throw Description.Only;
}
