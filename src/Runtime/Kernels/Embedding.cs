using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Looks up rows of a table [vocabulary, width] by token.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Embedding
{
    // Whole cache lines.
    private const int PieceColumns = 32;

    // Rows lie anywhere: the processor sees one coming only once its first lines are read. What it does not see by then, it follows.
    private const int RowsAhead = 16, LinesAhead = 8;

    /// <summary>Refuses tokens outside 0 to <paramref name="vocabulary"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the argument, the first bad token's index, and the range.</exception>
    public static void CheckTokens(ReadOnlySpan<int> tokens, int vocabulary, string parameterName) =>
        IndexRange.Check(tokens, vocabulary, parameterName, "words");

    /// <summary>y[t, :] = table[tokens[t], :].</summary>
    /// <param name="width">Values in a row.</param>
    /// <param name="tokens">Which rows.</param>
    /// <param name="table">All rows.</param>
    /// <param name="y">Receives a row for each token.</param>
    /// <param name="streams">Whether rows go past the caches, see <see cref="Streaming"/>.</param>
    public static void Forward(int width, ReadOnlySpan<int> tokens, ReadOnlySpan<float> table, Span<float> y, bool streams = false)
    {
        for (int t = 0; t < tokens.Length; t++)
        {
            if (t + RowsAhead < tokens.Length)
            {
                Fetch(table.Slice(tokens[t + RowsAhead] * width, width));
            }

            ReadOnlySpan<float> row = table.Slice(tokens[t] * width, width);
            Span<float> target = y.Slice(t * width, width);
            if (streams)
            {
                Streaming.Copy(row, target);
            }
            else
            {
                row.CopyTo(target);
            }
        }

        Streaming.Finish(streams);
    }

    /// <summary>dTable[tokens[t], :] += dy[t, :], in the order of t. For the entire batch: it uses all cores, each on columns of its own.</summary>
    public static void Gradient(int width, ReadOnlySpan<int> tokens, ReadOnlySpan<float> dy, Span<float> dTable)
    {
        var work = new GradientWork(width, tokens, dy, dTable);
        WorkPool.Run(ref work, Pieces.Count(width, PieceColumns));
    }

    /// <summary>Asks for the first lines of a row.</summary>
    private static unsafe void Fetch(ReadOnlySpan<float> row)
    {
        fixed (float* start = row)
        {
            for (int at = 0; at < row.Length && at < LinesAhead * CacheLine.Floats; at += CacheLine.Floats)
            {
                CacheLine.Fetch(start + at);
            }
        }
    }

    private readonly ref struct GradientWork(int width, ReadOnlySpan<int> tokens, ReadOnlySpan<float> dy, Span<float> dTable) : IPieces
    {
        private readonly ReadOnlySpan<int> tokens = tokens;
        private readonly ReadOnlySpan<float> dy = dy;
        private readonly Span<float> dTable = dTable;

        public void Run(int piece)
        {
            int first = piece * PieceColumns, count = Math.Min(PieceColumns, width - first);
            for (int t = 0; t < tokens.Length; t++)
            {
                ReadOnlySpan<float> gradient = dy.Slice(t * width + first, count);
                Span<float> target = dTable.Slice(tokens[t] * width + first, count);
                for (int i = 0; i < count; i += Lanes.Count)
                {
                    Lanes.Add(target, i, Lanes.Load(gradient, i));
                }
            }
        }
    }
}
