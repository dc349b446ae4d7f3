namespace CompiledNets;

/// <summary>Zeros around the last two axes: (…, h, w) to (…, top + h + bottom, left + w + right). PyTorch's <c>ZeroPad2d</c>.</summary>
/// <param name="left">Columns before the first.</param>
/// <param name="right">Columns after the last.</param>
/// <param name="top">Rows above the first.</param>
/// <param name="bottom">Rows below the last.</param>
public sealed class PadAttribute(int left, int right, int top = 0, int bottom = 0) : LayerAttribute
{
    /// <summary>Columns before the first.</summary>
    public int Left { get; } = left;

    /// <summary>Columns after the last.</summary>
    public int Right { get; } = right;

    /// <summary>Rows above the first.</summary>
    public int Top { get; } = top;

    /// <summary>Rows below the last.</summary>
    public int Bottom { get; } = bottom;
}

public static partial class Ops
{
    /// <inheritdoc cref="PadAttribute"/>
    /// <param name="x">(…, h, w), or (…, w) where no rows are added.</param>
    /// <param name="left">Columns before the first.</param>
    /// <param name="right">Columns after the last.</param>
    /// <param name="top">Rows above the first.</param>
    /// <param name="bottom">Rows below the last.</param>
    public static Tensor Pad(Tensor x, int left, int right, int top = 0, int bottom = 0) => throw Description.Only;
}
