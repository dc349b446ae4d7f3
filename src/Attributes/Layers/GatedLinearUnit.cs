namespace CompiledNets;

/// <summary>The first half of the last axis, gated by the second: <c>a·σ(b)</c>, (…, 2n) to (…, n) (Dauphin et al. 2016). PyTorch's
/// <c>GLU</c>.</summary>
public sealed class GatedLinearUnitAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="GatedLinearUnitAttribute"/>
    /// <param name="x">(…, 2n).</param>
    public static Tensor GatedLinearUnit(Tensor x) => throw Description.Only;
}
