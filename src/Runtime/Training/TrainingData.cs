namespace CompiledNets;

/// <summary>What a training learns from: batches, epoch after epoch.</summary>
internal abstract class TrainingData : IDisposable
{
    /// <summary>Batches of an epoch; 0 as long as that is not known.</summary>
    public abstract int Steps { get; }

    /// <summary>The objective's inputs in each batch of an epoch, from 1, valid until the next one is asked for.</summary>
    public abstract IEnumerable<BatchColumns> Epoch(int epoch, CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }
}

/// <summary>A dataset in memory, in another order each epoch. Batches that take work to make come from another thread.</summary>
internal sealed class DatasetEpochs : TrainingData
{
    private readonly Trainer trainer;
    private readonly BoundDataset data;
    private readonly BoundColumns inputs;
    private PrefetchedBatches? ahead;

    private DatasetEpochs(Trainer trainer, Objective objective, BoundDataset data)
    {
        this.trainer = trainer;
        this.data = data;
        inputs = data.InputsOf(objective);
    }

    public override int Steps => data.Batches.Count;

    /// <summary>The epochs of a dataset, which the objective's accelerator keeps if it has one with room for it.</summary>
    /// <exception cref="ArgumentException">The data do not fit.</exception>
    public static TrainingData Of(Trainer trainer, Objective objective, Dataset train)
    {
        BoundDataset data = BoundDataset.Bind(
            train, "training", trainer.BatchSize, [objective], [], new RunTimeScalars(trainer.Scalars, objective.Network.Core));
        return KeptEpochs.Of(trainer, objective, data) ?? (TrainingData)new DatasetEpochs(trainer, objective, data);
    }

    public override IEnumerable<BatchColumns> Epoch(int epoch, CancellationToken cancellationToken)
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
                inputs.Batch = batch;
                yield return inputs;
            }

            yield break;
        }

        foreach (Batch batch in ahead)
        {
            inputs.Batch = batch;
            yield return inputs;
        }
    }

    public override void Dispose() => ahead?.Dispose();
}
