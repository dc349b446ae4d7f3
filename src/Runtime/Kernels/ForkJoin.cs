using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace CompiledNets.Kernels;

/// <summary>Persistent threads that help one caller at a time with its numbered pieces.</summary>
/// <remarks>
/// <para>A job is open while <c>gate</c> counts the helpers inside it, and closed while the gate is negative. Helpers enter
/// only an open job; the caller closes it only when nobody is inside. So a helper that wakes late finds the gate closed and
/// never sees a job that has gone, and the job's fields need no other protection.</para>
/// <para>Each thread has a run of the pieces to itself, and helps with the others' once it is through. So a piece mostly meets the same core in
/// each step of a training, and what it reads or changes, weights and their gradients first of all, stays in that core's cache.</para>
/// <para>Nothing is allocated per job: threads are started once, and a job is a function pointer and a pointer to the
/// caller's struct.</para>
/// </remarks>
internal sealed unsafe partial class ForkJoin
{
    private const int Closed = int.MinValue, Line = 128;
    private Helper[] helpers = [];
    private Share[] shares = new Share[1];
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
            counters.Wanted = helperCount;
            Deal(pieceCount, helperCount + 1);
            Volatile.Write(ref counters.Gate, 0);
            Interlocked.Increment(ref counters.Epoch);
            for (int index = 0; index < helperCount; index++)
            {
                helpers[index].WakeIfAsleep();
            }

            RunPieces(0);
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
            shares = new Share[helpers.Length + 1];
        }
    }

    private void Deal(int pieces, int threads)
    {
        for (int thread = 0; thread < threads; thread++)
        {
            shares[thread].Next = Part(thread);
            shares[thread].End = Part(thread + 1);
        }

        int Part(int index) => (int)((long)pieces * index / threads);
    }

    /// <summary>Runs the thread's own share, then what is left of the others'.</summary>
    private void RunPieces(int thread)
    {
        int threads = counters.Wanted + 1;
        try
        {
            for (int turn = 0; turn < threads; turn++)
            {
                ref Share share = ref shares[(thread + turn) % threads];
                for (int piece; (piece = share.Claim()) >= 0;)
                {
                    counters.Run(counters.Work, piece);
                }
            }
        }
        catch (Exception exception)
        {
            // Kept for the caller, which rethrows the first one; the pieces not yet claimed are dropped.
            Interlocked.CompareExchange(ref failure, exception, null);
            for (int other = 0; other < threads; other++)
            {
                shares[other].Drop();
            }
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
            RunPieces(index + 1);
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

    /// <summary>The pieces from <see cref="Next"/> to <see cref="End"/>, on cache lines of their own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 2 * Line)]
    private struct Share
    {
        [FieldOffset(Line)]
        public int Next;

        [FieldOffset(Line + 4)]
        public int End;

        /// <summary>A piece that is now the caller's; -1 if there is none left.</summary>
        public int Claim()
        {
            // Who only looks does not take the line from those who work on it.
            if (Volatile.Read(ref Next) >= End)
            {
                return -1;
            }

            int piece = Interlocked.Increment(ref Next) - 1;
            return piece < End ? piece : -1;
        }

        public void Drop() => Volatile.Write(ref Next, End);
    }

    /// <summary>The numbers that threads fight over, each on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 5 * Line)]
    private struct Counters
    {
        [FieldOffset(2 * Line)]
        public int Gate;

        /// <summary>Raised for each job, which lies on the same line: who sees the one has the other.</summary>
        [FieldOffset(3 * Line)]
        public int Epoch;

        /// <summary>What became of a pair's second piece, if the job is a pair; then the epoch stays.</summary>
        [FieldOffset(3 * Line + 4)]
        public int Pair;

        [FieldOffset(3 * Line + 8)]
        public int Wanted;

        [FieldOffset(3 * Line + 16)]
        public delegate*<void*, int, void> Run;

        [FieldOffset(3 * Line + 24)]
        public void* Work;

        [FieldOffset(4 * Line)]
        public int Owned;
    }
}
