namespace CompiledNets;

/// <summary>Data that come piece by piece: each epoch goes through the stream once, whose pieces are read on another thread while this
/// one learns from those before.</summary>
internal sealed class StreamEpochs : TrainingData
{
    private const int PiecesAhead = 2;

    private readonly Trainer trainer;
    private readonly IAsyncEnumerable<Dataset> pieces;
    private readonly BoundDataset bound;
    private readonly BoundColumns inputs;

    // The stream that was opened to see its columns; the first epoch goes on with it, since it may be one that cannot be opened again.
    private IAsyncEnumerator<Dataset>? opened;
    private int steps;

    /// <summary>Waits for the first piece and matches its columns.</summary>
    /// <exception cref="ArgumentException">There is none, or it does not fit.</exception>
    public StreamEpochs(Trainer trainer, Objective objective, IAsyncEnumerable<Dataset> pieces, CancellationToken cancellationToken)
    {
        this.trainer = trainer;
        this.pieces = pieces;
        opened = Open(cancellationToken);
        try
        {
            Dataset first = Wait(opened.MoveNextAsync()) ? opened.Current : Dataset.Create();
            bound = BoundDataset.Bind(
                first, "training", trainer.BatchSize, [objective], [], new RunTimeScalars(trainer.Scalars, objective.Network.Core));
            inputs = bound.InputsOf(objective);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override int Steps => steps;

    public override IEnumerable<BatchColumns> Epoch(int epoch, CancellationToken cancellationToken)
    {
        var cutter = new BatchCutter(trainer.BatchSize);
        int batches = 0;
        ulong number = 0;
        foreach (Dataset piece in PiecesOf(cancellationToken))
        {
            Dataset wanted = bound.Wanted(piece);
            Dataset mixed = trainer.Shuffle ? wanted.Shuffle(Permutation.Seed(Permutation.Seed(trainer.Seed, (ulong)epoch), number++)) : wanted;
            foreach (Batch batch in cutter.Add(mixed, (ulong)epoch))
            {
                batches++;
                inputs.Batch = batch;
                yield return inputs;
            }
        }

        if (cutter.Rest is { } rest)
        {
            batches++;
            inputs.Batch = rest;
            yield return inputs;
        }

        steps = batches > 0 ? batches
            : throw new InvalidOperationException($"The stream gave no samples in epoch {epoch}: it must be one that can be read once for each epoch.");
    }

    public override void Dispose()
    {
        if (opened is not null)
        {
            Wait(opened.DisposeAsync());
            opened = null;
        }
    }

    private IEnumerable<Dataset> PiecesOf(CancellationToken cancellationToken)
    {
        bool isOpen = opened is not null;
        IAsyncEnumerator<Dataset> stream = opened ?? Open(cancellationToken);
        opened = null;
        try
        {
            for (bool has = isOpen || Wait(stream.MoveNextAsync()); has; has = Wait(stream.MoveNextAsync()))
            {
                yield return stream.Current;
            }
        }
        finally
        {
            Wait(stream.DisposeAsync());
        }
    }

    private IAsyncEnumerator<Dataset> Open(CancellationToken cancellationToken) =>
        pieces.Prefetch(PiecesAhead, cancellationToken).GetAsyncEnumerator(cancellationToken);

    // The stream runs on another thread, so that waiting for it blocks nothing that it needs.
    private static bool Wait(ValueTask<bool> step) => step.IsCompleted ? step.Result : step.AsTask().GetAwaiter().GetResult();

    private static void Wait(ValueTask end) => end.AsTask().GetAwaiter().GetResult();
}
