namespace CompiledNets;

/// <summary>What a network keeps of each hypothesis of a <see cref="BeamSearch"/>: a recurrent state, a cache, what it reads from. A row for
/// each; where a hypothesis is continued twice, its row is copied, and where it is given up, its row goes.</summary>
public sealed class BeamState
{
    private readonly int size;
    private readonly bool follows;
    private float[] rows;
    private float[] next;

    internal BeamState(int width, int size, bool follows)
    {
        this.size = Hyperparameter.AtLeast(1, size, nameof(size));
        this.follows = follows;
        rows = new float[checked(width * size)];
        next = follows ? new float[rows.Length] : rows;
    }

    /// <summary>The row of the only hypothesis that there is at the start, (size): fill it before each search.</summary>
    public Span<float> First => rows.AsSpan(0, size);

    /// <summary>The rows of all hypotheses, (width, size): what a step reads and updates. After the step, they may be elsewhere in memory.</summary>
    public Span<float> All => rows;

    /// <summary>Gives every hypothesis the first row.</summary>
    internal void Spread()
    {
        for (int start = size; start < rows.Length; start += size)
        {
            First.CopyTo(rows.AsSpan(start));
        }
    }

    /// <summary>Gives hypothesis i the row of the one that it continues.</summary>
    internal void Follow(ReadOnlySpan<int> parents)
    {
        if (!follows)
        {
            return;
        }

        for (int row = 0; row < parents.Length; row++)
        {
            rows.AsSpan(parents[row] * size, size).CopyTo(next.AsSpan(row * size));
        }

        (rows, next) = (next, rows);
    }
}
