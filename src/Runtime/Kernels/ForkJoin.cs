using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace CompiledNets.Kernels;

/// <summary>Persistent threads that help one caller at a time with its numbered pieces.</summary>
/// <remarks>
/// <para>A job is open while <c>gate</c> counts the helpers inside it, and closed while the gate is negative. Helpers enter
/// only an open job; the caller closes it only when nobody is inside. So a helper that wakes late finds the gate closed and
/// never sees a job that has gone, and the job's fields need no other protection.</para>
/// <para>Nothing is allocated per job: threads are started once, and a job is a function pointer and a pointer to the
/// caller's struct.</para>
/// </remarks>
internal sealed unsafe partial class ForkJoin
{
    private const int Closed = int.MinValue;
    private Helper[] helpers = [];
    private Exception? failure;
    private Counters counters = new() { Gate = Closed };

    /// <summary>Takes the threads if nobody has them.</summary>
    public bool TryAcquire() => Volatile.Read(ref counters.Owned) == 0 && Interlocked.Exchange(ref counters.Owned, 1) == 0;

    /// <summary>Runs all pieces on the caller and <paramref name="helperCount"/> threads, after <see cref="TryAcquire"/>.</summary>
    public void RunAndRelease(delegate*<void*, int, void> runPiece, void* pieceWork, int pieceCount, int helperCount)
    {
        Exception? thrown;
        try
        {
            StartHelpers(helperCount);
            counters.Run = runPiece;
            counters.Work = pieceWork;
            counters.Pieces = pieceCount;
            counters.Wanted = helperCount;
            counters.Next = 0;
            Volatile.Write(ref counters.Gate, 0);
            Interlocked.Increment(ref counters.Epoch);
            for (int index = 0; index < helperCount; index++)
            {
                helpers[index].WakeIfAsleep();
            }

            RunPieces();
            CloseWhenEmpty();
        }
        finally
        {
            (thrown, failure) = (failure, null);
            Volatile.Write(ref counters.Owned, 0);
        }

        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    private void StartHelpers(int count)
    {
        for (int index = helpers.Length; index < count; index++)
        {
            var helper = new Helper(this, index);
            helper.Start();
            helpers = [.. helpers, helper];
        }
    }

    private void RunPieces()
    {
        try
        {
            for (int piece; (piece = Interlocked.Increment(ref counters.Next) - 1) < counters.Pieces;)
            {
                counters.Run(counters.Work, piece);
            }
        }
        catch (Exception exception)
        {
            // Kept for the caller, which rethrows the first one; the pieces not yet claimed are dropped.
            Interlocked.CompareExchange(ref failure, exception, null);
            Volatile.Write(ref counters.Next, counters.Pieces);
        }
    }

    private void CloseWhenEmpty()
    {
        var wait = new SpinWait();
        while (Interlocked.CompareExchange(ref counters.Gate, Closed, 0) != 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void Help(int index)
    {
        int inside;
        do
        {
            inside = Volatile.Read(ref counters.Gate);
            if (inside < 0)
            {
                return;
            }
        }
        while (Interlocked.CompareExchange(ref counters.Gate, inside + 1, inside) != inside);

        if (index < counters.Wanted)
        {
            RunPieces();
        }

        Interlocked.Decrement(ref counters.Gate);
    }

    /// <summary>One thread: spins for a while when idle, because the next job is often microseconds away, then sleeps.</summary>
    private sealed class Helper(ForkJoin pool, int index)
    {
        private const int SpinMicroseconds = 50;
        public static readonly long SpinTicks = Stopwatch.Frequency * SpinMicroseconds / 1_000_000;
        private readonly AutoResetEvent wake = new(initialState: false);
        private int asleep;
        private int waker = Processors.Current;

        public bool IsAwake => Volatile.Read(ref asleep) == 0;

        public void Start() => new Thread(Loop) { IsBackground = true, Name = $"CompiledNets {index + 1}" }.UnsafeStart();

        public void WakeIfAsleep()
        {
            if (!IsAwake && Interlocked.Exchange(ref asleep, 0) != 0)
            {
                waker = Processors.Current;
                wake.Set();
            }
        }

        private void Loop()
        {
            for (int seen = 0; ; seen = WaitForNewEpoch(seen))
            {
                pool.Help(index);
            }
        }

        private int WaitForNewEpoch(int seen)
        {
            long start = Stopwatch.GetTimestamp();
            while (true)
            {
                int epoch = Volatile.Read(ref pool.counters.Epoch);
                if (epoch != seen)
                {
                    return epoch;
                }

                if (index == 0 && pool.TryHelpPair())
                {
                    start = Stopwatch.GetTimestamp();
                }

                if (Stopwatch.GetTimestamp() - start < SpinTicks)
                {
                    Thread.SpinWait(1);
                    continue;
                }

                // Announce the sleep, then look once more: a caller that missed the announcement raised the epoch before
                // (both sides use full fences). If it saw the announcement, it signals, and the wait returns at once.
                Interlocked.Exchange(ref asleep, 1);
                if (Volatile.Read(ref pool.counters.Epoch) == seen || Interlocked.Exchange(ref asleep, 0) == 0)
                {
                    wake.WaitOne();
                    Processors.Leave(waker);
                    start = Stopwatch.GetTimestamp();
                }
            }
        }
    }

    /// <summary>The numbers that threads fight over, each on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 5 * Line)]
    private struct Counters
    {
        private const int Line = 128;

        [FieldOffset(Line)]
        public int Next;

        [FieldOffset(2 * Line)]
        public int Gate;

        /// <summary>Raised for each job, which lies on the same line: who sees the one has the other.</summary>
        [FieldOffset(3 * Line)]
        public int Epoch;

        /// <summary>What became of a pair's second piece, if the job is a pair; then the epoch stays.</summary>
        [FieldOffset(3 * Line + 4)]
        public int Pair;

        [FieldOffset(3 * Line + 8)]
        public int Pieces;

        [FieldOffset(3 * Line + 12)]
        public int Wanted;

        [FieldOffset(3 * Line + 16)]
        public delegate*<void*, int, void> Run;

        [FieldOffset(3 * Line + 24)]
        public void* Work;

        [FieldOffset(4 * Line)]
        public int Owned;
    }
}
