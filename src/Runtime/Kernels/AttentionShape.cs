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
    // Scores of a block of queries by all keys stay in a second-level cache beside the keys and values that pass by. Blocks of fewer
    // rows would pack the keys too often, blocks of more would compute more of what a causal mask hides.
    private const int BlockFloats = 1 << 16, LeastRows = 12, MostRows = 60;

    /// <summary>Columns of a head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>1/√d: dot products of d terms spread with √d, which would saturate the softmax.</summary>
    internal float Scale => 1f / MathF.Sqrt(HeadWidth);

    /// <summary>Floats from one row of scores to the next.</summary>
    internal int ScoresRow => RowOperand.PackedStride(Keys);

    /// <summary>Blocks of queries.</summary>
    internal int Blocks => Pieces.Count(Queries, Math.Clamp(BlockFloats / ScoresRow, LeastRows, MostRows));

    /// <summary>Queries in the highest block.</summary>
    internal int RowsInBlock => Pieces.Count(Queries, Blocks);

    /// <summary>The first query of a block, or the end of the one before.</summary>
    internal int FirstRow(int block) => (int)((long)Queries * block / Blocks);

    /// <summary>The keys that queries before <paramref name="endRow"/> may see.</summary>
    internal int KeysBefore(int endRow) => Causal ? Math.Min(Keys, endRow) : Keys;
}
