namespace CompiledNets;

/// <summary>The mean of each window: (channels, h, w) to (channels, h', w') with
/// <c>h' = ⌊(h + 2·padding − kernel) / stride⌋ + 1</c>. PyTorch's <c>AvgPool2d</c>.</summary>
/// <remarks>Padding counts as zeros: every window is divided by its full size (PyTorch's <c>count_include_pad</c>).</remarks>
/// <param name="kernel">The window's height, and its width unless <see cref="KernelWidth"/> says otherwise.</param>
public sealed class AveragePool2DAttribute(int kernel) : LayerAttribute
{
    /// <summary>The window's height.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The window's width; 0 for a square one.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Pixels from one window to the next, along both axes; 0 for the window's own size, so that windows touch.</summary>
    public int Stride { get; set; }

    /// <summary>Zeros around the image, at most half a window.</summary>
    public int Padding { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="AveragePool2DAttribute"/>
    /// <param name="x">(channels, h, w).</param>
    /// <param name="kernel">The window's height, and its width unless <paramref name="kernelWidth"/> says otherwise.</param>
    /// <param name="stride">Pixels from one window to the next, along both axes; 0 for the window's own size.</param>
    /// <param name="padding">Zeros around the image, at most half a window.</param>
    /// <param name="kernelWidth">The window's width; 0 for a square one.</param>
    public static Tensor AveragePool2D(Tensor x, int kernel, int stride = 0, int padding = 0, int kernelWidth = 0) =>
        throw Description.Only;
}
