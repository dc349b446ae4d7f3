namespace CompiledNets;

/// <summary>Rotary positions (RoPE, Su et al. 2021): in each head the pair of columns (2i, 2i+1) of step t turns by the angle
/// <c>t·period^(−2i/d)</c>, d being the head's width. (steps, width) stays.</summary>
/// <remarks>For queries and keys: scores of turned ones depend on the distance of their steps alone, as in
/// <c>Attention(Rotary(q, 4), Rotary(k, 4), v, 4, causal: true)</c>.</remarks>
/// <param name="heads">Heads; each must have an even number of columns.</param>
public sealed class RotaryAttribute(int heads) : LayerAttribute
{
    /// <summary>Heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>The slowest pair turns once in about 2π·period steps.</summary>
    public double Period { get; set; } = 10_000;
}

public static partial class Ops
{
    /// <inheritdoc cref="RotaryAttribute"/>
    /// <param name="x">(steps, width).</param>
    /// <param name="heads">Heads; each must have an even number of columns.</param>
    /// <param name="period">The slowest pair turns once in about 2π·period steps.</param>
    public static Tensor Rotary(Tensor x, int heads, double period = 10_000) => throw Description.Only;
}
