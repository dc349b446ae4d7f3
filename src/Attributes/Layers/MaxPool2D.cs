namespace CompiledNets;

/// <summary>The largest value of each window: (channels, h, w) to (channels, h', w') with
/// <c>h' = ⌊(h + 2·padding − kernel) / stride⌋ + 1</c>. PyTorch's <c>MaxPool2d</c>.</summary>
/// <remarks>Padding never wins: it counts as −∞.</remarks>
/// <param name="kernel">The window's height, and its width unless <see cref="KernelWidth"/> says otherwise.</param>
public sealed class MaxPool2DAttribute(int kernel) : LayerAttribute
{
    /// <summary>The window's height.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The window's width; 0 for a square one.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Pixels from one window to the next, along both axes; 0 for the window's own size, so that windows touch.</summary>
    public int Stride { get; set; }

    /// <summary>Pixels around the image, at most half a window.</summary>
    public int Padding { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="MaxPool2DAttribute"/>
    /// <param name="x">(channels, h, w).</param>
    /// <param name="kernel">The window's height, and its width unless <paramref name="kernelWidth"/> says otherwise.</param>
    /// <param name="stride">Pixels from one window to the next, along both axes; 0 for the window's own size.</param>
    /// <param name="padding">Pixels around the image, at most half a window.</param>
    /// <param name="kernelWidth">The window's width; 0 for a square one.</param>
    public static Tensor MaxPool2D(Tensor x, int kernel, int stride = 0, int padding = 0, int kernelWidth = 0) =>
        throw Description.Only;
}
