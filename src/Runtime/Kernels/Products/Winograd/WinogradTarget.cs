namespace CompiledNets.Kernels;

/// <summary>Where the outputs of a row of Winograd's tiles go, and what becomes of them before.</summary>
internal unsafe struct WinogradTarget
{
    /// <summary>Added to each output.</summary>
    public float Bias;

    /// <summary>Added to each output, and lies as they do; or null.</summary>
    public float* Residual;

    /// <summary>Whether negative outputs become 0.</summary>
    public bool Relu;

    /// <summary>The first output.</summary>
    public float* Y;

    /// <summary>Outputs of a row of the image.</summary>
    public int Width;

    /// <summary>Rows of outputs that exist, of those that the tiles have.</summary>
    public int Rows;
}
