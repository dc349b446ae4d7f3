using System.Runtime.ExceptionServices;

namespace CompiledNets;

/// <summary>The batches of a <see cref="BatchSequence"/>, in its order, filled on a thread of their own: augmenting a batch
/// costs no time while there is a core to spare. Once warm, nothing is allocated.</summary>
/// <remarks>A batch is valid until the next one is asked for. What filling throws, the loop throws. Leave the sequence alone
/// while a loop runs, and run one loop at a time; <see cref="Dispose"/> ends the thread.</remarks>
public sealed class PrefetchedBatches : IDisposable
{
    private readonly object gate = new();
    private readonly BatchSequence batches;
    private readonly Batch[] ring;
    private readonly Thread thread;
    private readonly CancellationToken cancellationToken;
    private readonly CancellationTokenRegistration wakeUp;
    private ExceptionDispatchInfo? failure;
    private int end, filled, released;
    private bool filling, disposed;

    internal PrefetchedBatches(BatchSequence batches, int ahead, CancellationToken cancellationToken)
    {
        this.batches = batches;
        this.cancellationToken = cancellationToken;
        ring = new Batch[ahead + 1]; // One is with the reader.
        for (int i = 0; i < ring.Length; i++)
        {
            ring[i] = batches.MakeBatch();
        }

        thread = new Thread(FillBatches) { IsBackground = true, Name = "CompiledNets batches" };
        thread.Start();
        wakeUp = cancellationToken.UnsafeRegister(static state => ((PrefetchedBatches)state!).WakeAll(), this);
    }

    /// <summary>Batches in a pass.</summary>
    public int Count => batches.Count;

    /// <summary>Begins a pass; one that is still running ends.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Enumerator GetEnumerator()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            EndPass();
            failure = null;
            (filled, released, end) = (0, 0, batches.Count);
            Monitor.PulseAll(gate);
        }

        return new Enumerator(this);
    }

    /// <summary>Ends the thread, once it is done with the batch at hand.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            Monitor.PulseAll(gate);
        }

        wakeUp.Dispose();
        thread.Join();
    }

    /// <summary>Waits for a batch.</summary>
    /// <returns>The batch, or <c>null</c> after the last one.</returns>
    private Batch? Take(int number)
    {
        lock (gate)
        {
            released = number;
            Monitor.PulseAll(gate);
            while (number < end && number >= filled && failure is null && !disposed && !cancellationToken.IsCancellationRequested)
            {
                Monitor.Wait(gate);
            }

            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(disposed, this);
            if (number < filled)
            {
                return ring[number % ring.Length];
            }

            failure?.Throw();
            return null;
        }
    }

    /// <summary>Has the thread fill no more, and waits until it does not. Called with the gate closed.</summary>
    private void EndPass()
    {
        end = 0;
        while (filling)
        {
            Monitor.Wait(gate);
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            EndPass();
        }
    }

    private void WakeAll()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    private void FillBatches()
    {
        lock (gate)
        {
            while (true)
            {
                while (!disposed && (filled >= end || filled - released >= ring.Length || failure is not null))
                {
                    Monitor.Wait(gate);
                }

                if (disposed)
                {
                    return;
                }

                filling = true;
                FillNext();
                filling = false;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Fills one batch with the gate open meanwhile.</summary>
    private void FillNext()
    {
        int number = filled;
        Monitor.Exit(gate);
        ExceptionDispatchInfo? thrown = null;
        try
        {
            batches.Fill(ring[number % ring.Length], number);
        }
        catch (Exception exception)
        {
            thrown = ExceptionDispatchInfo.Capture(exception); // It is the reader's: thrown again by Take.
        }

        Monitor.Enter(gate);
        failure = thrown;
        filled += thrown is null ? 1 : 0;
    }

    /// <summary>A pass over the batches.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly PrefetchedBatches batches;
        private Batch? current;
        private int next;

        internal Enumerator(PrefetchedBatches batches) => this.batches = batches;

        /// <summary>The batch of this turn.</summary>
        /// <exception cref="InvalidOperationException">There is none: before the first turn or after the last.</exception>
        public readonly Batch Current => current ?? throw new InvalidOperationException("There is no batch at hand.");

        /// <summary>Goes on to the next batch, if there is one, when it is ready.</summary>
        /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
        public bool MoveNext() => (current = batches.Take(next++)) is not null;

        /// <summary>Ends the pass.</summary>
        public readonly void Dispose() => batches.Leave();
    }
}
