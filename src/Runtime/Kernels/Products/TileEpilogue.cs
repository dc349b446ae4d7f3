namespace CompiledNets.Kernels;

/// <summary>What a tile does to its sums before it stores them.</summary>
/// <param name="bias">Added to each row, from the tile's first column on; null adds nothing.</param>
/// <param name="relu">Then makes negative values 0.</param>
internal readonly unsafe struct TileEpilogue(float* bias, bool relu)
{
    public readonly float* Bias = bias;
    public readonly bool ReLU = relu;

    /// <summary>What becomes of one sum.</summary>
    public float Of(float sum, int column)
    {
        sum = Bias == null ? sum : sum + Bias[column];
        return ReLU ? MathF.Max(sum, 0) : sum;
    }

    /// <summary>The same from another column on.</summary>
    public TileEpilogue From(int column) => new(Bias == null ? null : Bias + column, ReLU);
}
