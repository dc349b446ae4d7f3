namespace CompiledNets;

/// <summary>A dataset that the network's accelerator keeps: each epoch takes its order there, each batch nothing.</summary>
internal sealed class KeptEpochs : TrainingData
{
    /// <summary>Samples that are brought there at a time.</summary>
    private const int SamplesAtOnce = 4096;

    private readonly Trainer trainer;
    private readonly DeviceDataset kept;
    private readonly Batch inputs;
    private readonly int[] order;

    private KeptEpochs(Trainer trainer, BoundDataset data, Objective objective, DeviceDataset kept)
    {
        this.trainer = trainer;
        this.kept = kept;
        inputs = new Batch(kept, data.ColumnsOf(objective), data.Scalars);
        Steps = data.Batches.Count;
        order = new int[data.Count];
        for (int sample = 0; sample < order.Length; sample++)
        {
            order[sample] = sample;
        }

        kept.Arrange(order);
    }

    public override int Steps { get; }

    /// <summary>Brings a dataset to the objective's accelerator.</summary>
    /// <returns><c>null</c> if the network is on none, if it has no room, or if batches differ from epoch to epoch.</returns>
    public static KeptEpochs? Of(Trainer trainer, Objective objective, BoundDataset data)
    {
        if (data.IsAugmented || objective.Network.Core.Device?.Keep(data.Columns, data.Count) is not { } kept)
        {
            return null;
        }

        try
        {
            int first = 0;
            foreach (CompiledNets.Batch piece in data.InBatchesOf(SamplesAtOnce))
            {
                for (int column = 0; column < data.Columns.Length; column++)
                {
                    Fill(kept, column, data.Columns[column].Kind, first, piece);
                }

                first += piece.Count;
            }

            return new KeptEpochs(trainer, data, objective, kept);
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }

    public override IEnumerable<BatchColumns> Epoch(int epoch, CancellationToken cancellationToken)
    {
        if (trainer.Shuffle)
        {
            Permutation.Fill(order, Permutation.Seed(trainer.Seed, (ulong)epoch));
            kept.Arrange(order);
        }

        for (int start = 0; start < order.Length; start += trainer.BatchSize)
        {
            inputs.Show(start, Math.Min(trainer.BatchSize, order.Length - start));
            yield return inputs;
        }
    }

    public override void Dispose() => kept.Dispose();

    private static void Fill(DeviceDataset kept, int column, ColumnKind kind, int first, CompiledNets.Batch piece)
    {
        if (kind == ColumnKind.Tensor)
        {
            kept.Fill(column, first, piece.Floats(column));
        }
        else
        {
            kept.Fill(column, first, piece.Tokens(column));
        }
    }

    /// <summary>The objective's inputs in a batch of which the host has the scalars only.</summary>
    private sealed class Batch(DeviceDataset kept, int[] columns, RunTimeScalars scalars) : BatchColumns
    {
        private int start, count;

        public override int Count => count;

        public void Show(int first, int samples) => (start, count) = (first, samples);

        public override KeptColumn? Kept(int input) => columns[input] < 0 ? null : new KeptColumn(kept, columns[input], start);

        public override ReadOnlySpan<float> Floats(int input) =>
            columns[input] < 0 ? scalars.Value(~columns[input]) : throw NotHere();

        public override ReadOnlySpan<int> Tokens(int input) => throw NotHere();

        private static InvalidOperationException NotHere() => new("The accelerator keeps this column: ask for Kept.");
    }
}
