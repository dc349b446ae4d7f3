namespace CompiledNets;

/// <summary>What a training learns from: batches, epoch after epoch.</summary>
internal abstract class TrainingData : IDisposable
{
    /// <summary>The objective's inputs, to be pointed at each batch.</summary>
    public abstract BoundColumns Inputs { get; }

    /// <summary>Batches of an epoch; 0 as long as that is not known.</summary>
    public abstract int Steps { get; }

    /// <summary>The batches of an epoch, from 1, each valid until the next one is asked for.</summary>
    public abstract IEnumerable<Batch> Epoch(int epoch, CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }
}

/// <summary>A dataset in memory, in another order each epoch. Batches that take work to make come from another thread.</summary>
internal sealed class DatasetEpochs : TrainingData
{
    private readonly Trainer trainer;
    private readonly BoundDataset data;
    private PrefetchedBatches? ahead;

    /// <exception cref="ArgumentException">The data do not fit.</exception>
    public DatasetEpochs(Trainer trainer, Objective objective, Dataset train)
    {
        this.trainer = trainer;
        data = BoundDataset.Bind(train, "training", trainer.BatchSize, [objective], [], new RunTimeScalars(trainer.Scalars, objective.Network.Core));
        Inputs = data.InputsOf(objective);
    }

    public override BoundColumns Inputs { get; }

    public override int Steps => data.Batches.Count;

    public override IEnumerable<Batch> Epoch(int epoch, CancellationToken cancellationToken)
    {
        ahead ??= data.IsAugmented ? data.Batches.Prefetch() : null;
        if (trainer.Shuffle)
        {
            data.Batches.Shuffle(Permutation.Seed(trainer.Seed, (ulong)epoch));
        }

        data.Batches.Epoch = (ulong)epoch;
        if (ahead is null)
        {
            foreach (Batch batch in data.Batches)
            {
                yield return batch;
            }

            yield break;
        }

        foreach (Batch batch in ahead)
        {
            yield return batch;
        }
    }

    public override void Dispose() => ahead?.Dispose();
}
