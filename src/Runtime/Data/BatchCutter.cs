namespace CompiledNets;

/// <summary>Cuts datasets that come one after another into batches of one size, across their borders.</summary>
internal sealed class BatchCutter(int size)
{
    private Dataset? first;
    private Batch? batch;

    /// <summary>What is left after the last full batch; <c>null</c> if that is nothing.</summary>
    public Batch? Rest => batch is { Count: > 0 } ? batch : null;

    /// <summary>The batches that a piece fills, each valid until the next one is asked for.</summary>
    /// <param name="piece">A dataset of the same columns as those before.</param>
    /// <param name="epoch">The epoch that its augmentations belong to.</param>
    /// <exception cref="ArgumentException">The piece has other columns than the first.</exception>
    public IEnumerable<Batch> Add(Dataset piece, ulong epoch = 0)
    {
        first ??= piece;
        batch ??= piece.MakeBatch(size);
        RequireSame(first, piece);
        for (int start = 0; start < piece.Count;)
        {
            int count = Math.Min(size - batch.Count, piece.Count - start);
            batch.Append(piece, start, count, epoch);
            start += count;
            if (batch.Count == size)
            {
                yield return batch;
                batch.Clear();
            }
        }
    }

    private static void RequireSame(Dataset first, Dataset piece)
    {
        bool same = first.Columns.Length == piece.Columns.Length
            && first.Columns.Zip(piece.Columns).All(pair => pair.First.ToString() == pair.Second.ToString());
        if (!same)
        {
            throw new ArgumentException($"The pieces of a stream must have the same columns: {first}, then {piece}.");
        }
    }
}
