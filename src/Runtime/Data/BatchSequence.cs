using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>A dataset cut into batches, for <c>foreach</c>, as often as wanted.</summary>
/// <remarks>There is one <see cref="Batch"/>, filled anew for each turn: use it within the turn, and do not run two loops
/// over one sequence at a time. Once made, nothing is allocated.</remarks>
public sealed class BatchSequence
{
    private readonly Dataset data;
    private readonly int batchSize;
    private int[]? order;

    internal BatchSequence(Dataset data, ImmutableArray<DataColumn> columns, int batchSize)
    {
        this.data = data;
        this.batchSize = batchSize;
        Count = (int)(((long)data.Count + batchSize - 1) / batchSize);
        Batch = new Batch(columns, Math.Min(batchSize, data.Count));
    }

    /// <summary>Batches in a pass.</summary>
    public int Count { get; }

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

    private Batch Fill(int number)
    {
        int start = number * batchSize;
        int count = Math.Min(batchSize, data.Count - start);
        if (order is null && data.IsContiguous)
        {
            Batch.Show(data.Row(start), count);
        }
        else
        {
            Batch.Gather(data, order, start, count);
        }

        return Batch;
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
        public Batch Current { get; private set; }

        /// <summary>Goes on to the next batch, if there is one.</summary>
        public bool MoveNext()
        {
            if (next == batches.Count)
            {
                return false;
            }

            Current = batches.Fill(next++);
            return true;
        }
    }
}
