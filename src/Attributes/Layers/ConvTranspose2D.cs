namespace CompiledNets;

/// <summary>Transposed convolution over images, the gradient of a convolution by its input: (channels, h, w) to (filters, h', w') with
/// <c>h' = (h − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1</c>. PyTorch's <c>ConvTranspose2d</c>.</summary>
/// <remarks>Weight (channels, filters/groups, kernel, kernelWidth), bias (filters).</remarks>
/// <param name="filters">Channels out, at least 1.</param>
/// <param name="kernel">The window's height, and its width unless <see cref="KernelWidth"/> says otherwise.</param>
public sealed class ConvTranspose2DAttribute(int filters, int kernel) : LayerAttribute
{
    /// <summary>Channels out.</summary>
    public int Filters { get; } = filters;

    /// <summary>The window's height.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The window's width; 0 for a square one.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Pixels of the result from one pixel's window to the next, along both axes.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Pixels cut off the result, on all four sides.</summary>
    public int Padding { get; set; }

    /// <summary>Rows more at the bottom and columns more at the right: less than the stride, since a convolution of that stride makes images
    /// of several sizes one.</summary>
    public int OutputPadding { get; set; }

    /// <summary>Pixels between the window's neighbours: 1 is dense.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Independent groups of channels.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether to add a bias per filter.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weight starts.</summary>
    public Initializer Initializer { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="ConvTranspose2DAttribute"/>
    /// <param name="x">(channels, h, w).</param>
    /// <param name="filters">Channels out, at least 1.</param>
    /// <param name="kernel">The window's height, and its width unless <paramref name="kernelWidth"/> says otherwise.</param>
    /// <param name="stride">Pixels of the result from one pixel's window to the next, along both axes.</param>
    /// <param name="padding">Pixels cut off the result, on all four sides.</param>
    /// <param name="outputPadding">Rows more at the bottom and columns more at the right: less than the stride.</param>
    /// <param name="dilation">Pixels between the window's neighbours: 1 is dense.</param>
    /// <param name="groups">Independent groups of channels.</param>
    /// <param name="bias">Whether to add a bias per filter.</param>
    /// <param name="initializer">How the weight starts.</param>
    /// <param name="kernelWidth">The window's width; 0 for a square one.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor ConvTranspose2D(
        Tensor x,
        int filters,
        int kernel,
        int stride = 1,
        int padding = 0,
        int outputPadding = 0,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        Initializer initializer = Initializer.Default,
        int kernelWidth = 0,
        string? name = null) =>
        throw Description.Only;
}
