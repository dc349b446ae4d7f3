namespace CompiledNets;

/// <summary><c>x·min(max(x + 3, 0), 6) / 6</c>: SiLU in straight pieces (Howard et al. 2019). PyTorch's <c>Hardswish</c>.</summary>
public sealed class HardSwishAttribute : LayerAttribute;

public static partial class Ops
{
    /// <inheritdoc cref="HardSwishAttribute"/>
    /// <param name="x">Any shape; it stays.</param>
    public static Tensor HardSwish(Tensor x) => throw Description.Only;
}
