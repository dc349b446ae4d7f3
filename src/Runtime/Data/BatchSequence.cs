using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>A dataset cut into batches, for <c>foreach</c>, as often as wanted.</summary>
/// <remarks>There is one <see cref="Batch"/>, filled anew for each turn: use it within the turn, and do not run two loops
/// over one sequence at a time. Once made, nothing is allocated.</remarks>
public sealed class BatchSequence
{
    private readonly Dataset data;
    private readonly ImmutableArray<DataColumn> columns;
    private readonly int batchSize;
    private readonly bool gathers;
    private int[]? order;

    internal BatchSequence(Dataset data, ImmutableArray<DataColumn> columns, int batchSize)
    {
        this.data = data;
        this.columns = columns;
        this.batchSize = batchSize;
        gathers = !data.IsContiguous || data.IsAugmented;
        Count = (int)(((long)data.Count + batchSize - 1) / batchSize);
        Batch = MakeBatch();
    }

    /// <summary>Batches in a pass.</summary>
    public int Count { get; }

    /// <summary>Which epoch the next passes belong to: augmentations change samples differently in each.</summary>
    public ulong Epoch { get; set; }

    /// <summary>The one batch that each turn fills.</summary>
    internal Batch Batch { get; }

    /// <summary>Makes the next passes go through all samples in an order that the seed decides.</summary>
    public void Shuffle(ulong seed)
    {
        order ??= new int[data.Count];
        Permutation.Fill(order, seed);
    }

    /// <summary>Begins a pass.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Fills batches on another thread while this one works on those before.</summary>
    /// <param name="ahead">How many batches may be ready and not taken yet, at least 1.</param>
    /// <param name="cancellationToken">Ends a wait for the next batch.</param>
    public PrefetchedBatches Prefetch(int ahead = 2, CancellationToken cancellationToken = default) =>
        new(this, Hyperparameter.AtLeast(1, ahead, nameof(ahead)), cancellationToken);

    /// <summary>A batch with room for the samples of each turn.</summary>
    internal Batch MakeBatch() => new(columns, Math.Min(batchSize, data.Count));

    /// <summary>Makes a batch that of turn <paramref name="number"/>, from 0 on.</summary>
    internal void Fill(Batch batch, int number)
    {
        int start = number * batchSize;
        int count = Math.Min(batchSize, data.Count - start);
        if (order is null && !gathers)
        {
            batch.Show(data.Row(start), count);
        }
        else
        {
            batch.Gather(data, order, start, count, Epoch);
        }
    }

    /// <summary>A pass over the batches.</summary>
    public struct Enumerator
    {
        private readonly BatchSequence batches;
        private int next;

        internal Enumerator(BatchSequence batches)
        {
            this.batches = batches;
            Current = batches.Batch;
        }

        /// <summary>The batch of this turn.</summary>
        public Batch Current { get; }

        /// <summary>Goes on to the next batch, if there is one.</summary>
        public bool MoveNext()
        {
            if (next == batches.Count)
            {
                return false;
            }

            batches.Fill(Current, next++);
            return true;
        }
    }
}
