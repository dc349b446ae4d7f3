using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace CompiledNets.Kernels;

/// <summary>Jobs of two pieces that are over in a microsecond or a few. The caller does piece 0 and offers the other to the first helper; if
/// that is not there when piece 0 is done, the caller takes the offer back.</summary>
/// <remarks>Nobody is woken for one such job, and the offer, its claim and the job lie on a single cache line, which moves three times. A piece
/// meets the same core each time, so its operands stay in that core's cache.</remarks>
internal sealed unsafe partial class ForkJoin
{
    /// <summary>What becomes of a pair's second piece.</summary>
    private const int None = 0, Offered = 1, Taken = 2, Done = 3;

    private CallRate pairRate;

    /// <summary>Takes the threads if nobody has them and one is awake. One that sleeps is woken for jobs to come, if they come thick and fast.</summary>
    public bool TryAcquirePair()
    {
        Helper[] started = helpers;
        if (started.Length > 0 && started[0].IsAwake)
        {
            return TryAcquire();
        }

        if (pairRate.IsHigh() && TryAcquire())
        {
            StartHelpers(1);
            helpers[0].WakeIfAsleep();
            return true;
        }

        return false;
    }

    /// <summary>Runs pieces 0 and 1 after <see cref="TryAcquirePair"/>.</summary>
    public void RunPairAndRelease(delegate*<void*, int, void> runPiece, void* pieceWork)
    {
        counters.Run = runPiece;
        counters.Work = pieceWork;
        Volatile.Write(ref counters.Pair, Offered);
        Exception? thrown = Try(0);
        if (ClaimPair(None))
        {
            thrown ??= Try(1);
        }
        else
        {
            AwaitPair();
            thrown ??= failure;
            failure = null;
        }

        Volatile.Write(ref counters.Owned, 0);
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    /// <summary>Does the second piece if it is on offer.</summary>
    private bool TryHelpPair()
    {
        if (Volatile.Read(ref counters.Pair) != Offered || !ClaimPair(Taken))
        {
            return false;
        }

        failure = Try(1);
        Volatile.Write(ref counters.Pair, Done);
        return true;
    }

    private Exception? Try(int piece)
    {
        try
        {
            counters.Run(counters.Work, piece);
            return null;
        }
        catch (Exception exception)
        {
            // Kept for the caller, which rethrows the first one when both are out.
            return exception;
        }
    }

    private void AwaitPair()
    {
        const int Spins = 4000;
        for (int spins = 0; Volatile.Read(ref counters.Pair) != Done; spins++)
        {
            if (spins < Spins)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }

        Volatile.Write(ref counters.Pair, None);
    }

    private bool ClaimPair(int state) => Interlocked.CompareExchange(ref counters.Pair, state, Offered) == Offered;

    /// <summary>Whether calls come so often that a thread which helps would not fall asleep between them.</summary>
    private struct CallRate
    {
        /// <summary>More than a network makes in one prediction: whoever predicts once a millisecond wakes nobody.</summary>
        private const int CallsInARow = 64;
        private long last;
        private int close;

        /// <summary>Counts a call. Those of several threads may get in each other's way: it is a guess.</summary>
        public bool IsHigh()
        {
            long now = Stopwatch.GetTimestamp();
            close = now - last < Helper.SpinTicks ? Math.Min(close + 1, CallsInARow) : 0;
            last = now;
            return close == CallsInARow;
        }
    }
}
