namespace CompiledNets;

/// <summary>The largest value of each window: (channels, n) to (channels, n') with <c>n' = ⌊(n + 2·padding − kernel) / stride⌋ + 1</c>.
/// PyTorch's <c>MaxPool1d</c>.</summary>
/// <remarks>Padding never wins: it counts as −∞.</remarks>
/// <param name="kernel">The window's length.</param>
public sealed class MaxPool1DAttribute(int kernel) : LayerAttribute
{
    /// <summary>The window's length.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Steps from one window to the next; 0 for the window's own length, so that windows touch.</summary>
    public int Stride { get; set; }

    /// <summary>Steps before and after the sequence, at most half a window.</summary>
    public int Padding { get; set; }
}

public static partial class Ops
{
    /// <inheritdoc cref="MaxPool1DAttribute"/>
    /// <param name="x">(channels, n).</param>
    /// <param name="kernel">The window's length.</param>
    /// <param name="stride">Steps from one window to the next; 0 for the window's own length.</param>
    /// <param name="padding">Steps before and after the sequence, at most half a window.</param>
    public static Tensor MaxPool1D(Tensor x, int kernel, int stride = 0, int padding = 0) => throw Description.Only;
}
