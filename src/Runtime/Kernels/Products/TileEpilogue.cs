using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>What a tile does to its sums before it stores them.</summary>
/// <param name="bias">Added to each row, from the tile's first column on; null adds nothing.</param>
/// <param name="relu">Makes negative values 0, last.</param>
/// <param name="residual">How many floats from a sum's place lies what is added to it after the bias; 0 adds nothing.</param>
internal readonly unsafe struct TileEpilogue(float* bias, bool relu, nint residual = 0)
{
    public readonly float* Bias = bias;
    public readonly nint Residual = residual;
    public readonly bool ReLU = relu;

    /// <summary>As much as a register tile does: what follows the bias comes after it where there is a residual, since all tiles would wait for
    /// the question at each of their sums.</summary>
    public TileEpilogue OfTile => Residual == 0 ? this : new TileEpilogue(Bias, relu: false);

    /// <summary>What becomes of one sum, whose place is <paramref name="c"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float sum, int column, float* c)
    {
        sum = Bias == null ? sum : sum + Bias[column];
        sum = Residual == 0 ? sum : sum + c[Residual];
        return ReLU ? MathF.Max(sum, 0) : sum;
    }

    /// <summary>The same from another column on.</summary>
    public TileEpilogue From(int column) => new(Bias == null ? null : Bias + column, ReLU, Residual);
}
