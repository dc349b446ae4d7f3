using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CompiledNets;

/// <summary>Data that come piece by piece, from files larger than memory or over a network. <see cref="Trainer"/>'s <c>Fit</c> takes such
/// streams as they are; this is for loops of one's own.</summary>
/// <example><code>
/// await foreach (Batch batch in ReadPieces().Prefetch().Batches(64))
/// {
///     net.Gradients(batch.Floats("x"), batch.Floats("y"));
///     optimizer.Step(net);
/// }
///
/// async IAsyncEnumerable&lt;Dataset> ReadPieces()
/// {
///     await foreach (Table piece in Table.ReadPieces("huge.csv", rows: 10_000))
///         yield return Dataset.Create().With("x", piece.Floats(0..8), 8).With("y", piece.Floats("8"));
/// }
/// </code></example>
public static class DatasetStream
{
    /// <summary>Cuts a stream into batches of one size across the borders of its pieces; the last batch has what is left.</summary>
    /// <remarks>There is one <see cref="Batch"/>, filled anew for each turn: use it within the turn.</remarks>
    /// <param name="pieces">Datasets of the same columns.</param>
    /// <param name="size">Samples per batch, at least 1.</param>
    /// <param name="cancellationToken">Ends the wait for a piece.</param>
    /// <exception cref="ArgumentException">A piece has other columns than the first.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IAsyncEnumerable<Batch> Batches(
        this IAsyncEnumerable<Dataset> pieces, int size, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return Cut(pieces, Hyperparameter.AtLeast(1, size, nameof(size)), cancellationToken);
    }

    /// <summary>Reads pieces on another thread while this one works on those before, in their order. What reading throws,
    /// the loop throws.</summary>
    /// <param name="pieces">The stream.</param>
    /// <param name="ahead">How many pieces may be ready and not taken yet, at least 1.</param>
    /// <param name="cancellationToken">Ends the wait for a piece, and the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IAsyncEnumerable<Dataset> Prefetch(
        this IAsyncEnumerable<Dataset> pieces, int ahead = 2, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return ReadAhead(pieces, Hyperparameter.AtLeast(1, ahead, nameof(ahead)), cancellationToken);
    }

    private static async IAsyncEnumerable<Batch> Cut(
        IAsyncEnumerable<Dataset> pieces, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cutter = new BatchCutter(size);
        await foreach (Dataset piece in pieces.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (Batch batch in cutter.Add(piece))
            {
                yield return batch;
            }
        }

        if (cutter.Rest is { } rest)
        {
            yield return rest;
        }
    }

    private static async IAsyncEnumerable<Dataset> ReadAhead(
        IAsyncEnumerable<Dataset> pieces, int ahead, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<Dataset>(new BoundedChannelOptions(ahead) { SingleReader = true, SingleWriter = true });
        Task reading = Task.Run(() => Read(pieces, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (Dataset piece in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return piece;
            }
        }
        finally
        {
            // Where the loop ends early, so does the reading.
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private static async Task Read(IAsyncEnumerable<Dataset> pieces, ChannelWriter<Dataset> writer, CancellationToken stop)
    {
        Exception? thrown = null;
        try
        {
            await foreach (Dataset piece in pieces.WithCancellation(stop).ConfigureAwait(false))
            {
                await writer.WriteAsync(piece, stop).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            thrown = exception; // The channel hands it to the reader.
        }

        writer.Complete(thrown);
    }
}
