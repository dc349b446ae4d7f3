namespace CompiledNets;

/// <summary>Adds fixed positions to a sequence: <c>y[t, 2i] = x[t, 2i] + sin(t / 10000^(2i/width))</c>, and the cosine of the same angle
/// at 2i+1 (Vaswani et al. 2017). (steps, width) stays. For learned positions, add an Embedding of Arange(steps).</summary>
public sealed class SinusoidalAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="SinusoidalAttribute"/>
    /// <param name="x">(steps, width).</param>
    public static Tensor Sinusoidal(Tensor x) => throw Description.Only;
}
