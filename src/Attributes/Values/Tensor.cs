namespace CompiledNets;

/// <summary>Floats of some shape, in the description of a network. Shapes are per sample; the batch is never written.</summary>
/// <remarks>A tensor only names a value of the graph. Its operators work element by element and broadcast as NumPy does, over
/// per-sample shapes: (64, 28, 28) and (64, 1, 1) give (64, 28, 28). Constants convert to tensors of shape ().</remarks>
public readonly struct Tensor
{
    /// <summary>One step along the first axis, which goes: <c>x[^1]</c> of (steps, features) is the last step, (features).</summary>
    /// <param name="index">The position, from either end. A constant.</param>
    public Tensor this[Index index] => throw Description.Only;

    /// <summary>A range of the first axis, which stays: <c>x[1..]</c> of (64, 28, 28) is (63, 28, 28).</summary>
    /// <param name="range">The positions. Constants.</param>
    public Tensor this[Range range] => throw Description.Only;

    /// <summary>A constant of shape ().</summary>
    public static implicit operator Tensor(float value) => throw Description.Only;

    /// <summary>A constant of shape (), rounded to <c>float</c>.</summary>
    public static implicit operator Tensor(double value) => throw Description.Only;

    /// <summary>The sum, element by element.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => throw Description.Only;

    /// <summary>The difference, element by element.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => throw Description.Only;

    /// <summary>The product, element by element. <see cref="Ops.MatMul"/> multiplies matrices.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => throw Description.Only;

    /// <summary>The quotient, element by element.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => throw Description.Only;

    /// <summary>The opposite of each element.</summary>
    public static Tensor operator -(Tensor a) => throw Description.Only;
}
