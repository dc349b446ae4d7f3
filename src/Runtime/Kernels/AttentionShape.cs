using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>The sizes of one sample's attention.</summary>
/// <param name="Heads">Heads; each reads and writes Width / Heads neighbouring columns.</param>
/// <param name="Queries">Rows of q and of the result.</param>
/// <param name="Keys">Rows of k and v.</param>
/// <param name="Width">Columns of q, k, v and the result, all heads together.</param>
/// <param name="Causal">Whether query i sees keys 0 to i alone.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct AttentionShape(int Heads, int Queries, int Keys, int Width, bool Causal)
{
    // A block's scores by all keys, twice in the gradient, stay in a second-level cache beside the keys and values. Twelve rows share a
    // register tile. Forward, blocks are what threads share; the gradient gains by long ones, since queries are the depth of products there.
    private const int BlockFloats = 1 << 16, TileRows = 12, MostRows = 4 * TileRows, MostGradientRows = 20 * TileRows;

    // Whole tiles write past the keys, by one panel at most.
    private const int WidestPanel = 32;

    /// <summary>Columns of a head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>1/√d: dot products of d terms spread with √d, which would saturate the softmax.</summary>
    internal float Scale => 1f / MathF.Sqrt(HeadWidth);

    /// <summary>Floats from one row of scores to the next.</summary>
    internal int ScoresRow => RowOperand.PackedStride(Keys + WidestPanel);

    /// <summary>Queries in a block of the forward pass; the last one may have fewer.</summary>
    internal int BlockRows => RowsWithin(MostRows);

    /// <summary>Queries in a block of the gradient.</summary>
    internal int GradientBlockRows => RowsWithin(MostGradientRows);

    /// <summary>The keys that queries before <paramref name="endRow"/> may see.</summary>
    internal int KeysBefore(int endRow) => Causal ? Math.Min(Keys, endRow) : Keys;

    /// <summary>How far products read a query's row of scores: as far as the last query of its tile sees.</summary>
    internal int EndOfRow(int query) => KeysBefore(query + TileRows);

    private int RowsWithin(int most) => Math.Min(Queries, Math.Clamp(BlockFloats / ScoresRow / TileRows * TileRows, TileRows, most));
}
