namespace CompiledNets;

/// <summary>Convolution over sequences (cross-correlation): (channels, n) to (filters, n') with
/// <c>n' = ⌊(n + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1</c>. PyTorch's <c>Conv1d</c>.</summary>
/// <remarks>Weight (filters, channels/groups, kernel), bias (filters).</remarks>
/// <param name="filters">Channels out, at least 1.</param>
/// <param name="kernel">The window's length.</param>
public sealed class Conv1DAttribute(int filters, int kernel) : LayerAttribute
{
    /// <summary>Channels out.</summary>
    public int Filters { get; } = filters;

    /// <summary>The window's length.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Steps from one window to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros before and after the sequence.</summary>
    public int Padding { get; set; }

    /// <summary>Steps between the window's neighbours: 1 is dense.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Independent groups of channels; as many as channels make it depthwise.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether to add a bias per filter.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weight starts.</summary>
    public Initializer Initializer { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="Conv1DAttribute"/>
    /// <param name="x">(channels, n).</param>
    /// <param name="filters">Channels out, at least 1.</param>
    /// <param name="kernel">The window's length.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="padding">Zeros before and after the sequence.</param>
    /// <param name="dilation">Steps between the window's neighbours: 1 is dense.</param>
    /// <param name="groups">Independent groups of channels; as many as channels make it depthwise.</param>
    /// <param name="bias">Whether to add a bias per filter.</param>
    /// <param name="initializer">How the weight starts.</param>
    /// <param name="name">The prefix of its parameters in files, instead of the path that leads here.</param>
    public static Tensor Conv1D(
        Tensor x,
        int filters,
        int kernel,
        int stride = 1,
        int padding = 0,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        Initializer initializer = Initializer.Default,
        string? name = null) =>
        throw Description.Only;
}
