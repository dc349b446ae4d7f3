using System.Diagnostics;
using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class WorkPoolTests : ThreadTests
{
    public WorkPoolTests() => WorkPool.Threads = 4;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    public void EveryPiece_RunsExactlyOnce(int pieces)
    {
        for (int round = 0; round < 200; round++)
        {
            var counts = new int[pieces];
            var work = new CountPieces(counts);
            WorkPool.Run(ref work, pieces);
            Assert.All(counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void RefStructOverStackMemory_ReachesOtherThreads()
    {
        Span<int> squares = stackalloc int[100];
        var work = new Squares(squares);
        WorkPool.Run(ref work, squares.Length);
        for (int index = 0; index < squares.Length; index++)
        {
            Assert.Equal(index * index, squares[index]);
        }
    }

    [Fact]
    public void WorkInsideAHeapObject_SurvivesCollections()
    {
        var holder = new Holder { Work = new CollectingPieces(new int[64]) };
        WorkPool.Run(ref holder.Work, 64);
        Assert.All(holder.Work.Counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void SeveralThreads_TakePart()
    {
        var meeting = new MeetingPieces(new CountdownEvent(2));
        WorkPool.Run(ref meeting, 2);
        Assert.True(meeting.Arrivals.IsSet);
    }

    [Fact]
    public void EachThread_BeginsWithPiecesOfItsOwn()
    {
        WorkPool.Threads = 2;
        for (int round = 0; round < 20; round++)
        {
            var halves = new MeetingHalves(new CountdownEvent(2), new int[8]);
            WorkPool.Run(ref halves, 8);
            Assert.Equal(Environment.CurrentManagedThreadId, halves.Threads[0]);
            Assert.NotEqual(Environment.CurrentManagedThreadId, halves.Threads[4]);
        }
    }

    [Fact]
    public void AThreadThatIsThrough_HelpsTheOthers()
    {
        WorkPool.Threads = 2;
        var blocked = new BlockedHalf(new CountdownEvent(7));
        WorkPool.Run(ref blocked, 8);
        Assert.True(blocked.Others.IsSet);
    }

    [Fact]
    public void OneThread_KeepsAllPiecesOnTheCaller()
    {
        WorkPool.Threads = 1;
        var work = new RecordThread(new int[20]);
        WorkPool.Run(ref work, 20);
        Assert.All(work.Threads, thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    }

    [Fact]
    public void NestedCall_RunsOnItsOwnThread()
    {
        var work = new NestedPieces(new int[16]);
        WorkPool.Run(ref work, 16);
        Assert.All(work.Strays, strays => Assert.Equal(0, strays));
    }

    [Fact]
    public void ManyCallersAtOnce_EachGetTheirOwnPiecesDone()
    {
        const int Callers = 8, Rounds = 300;
        var wrong = new int[Callers];
        var callers = Enumerable.Range(0, Callers).Select(caller => new Thread(() =>
        {
            var counts = new int[5];
            for (int round = 1; round <= Rounds; round++)
            {
                var work = new CountPieces(counts);
                WorkPool.Run(ref work, counts.Length);
                wrong[caller] += counts.Count(count => count != round);
            }
        })).ToArray();
        Array.ForEach(callers, thread => thread.Start());
        Array.ForEach(callers, thread => thread.Join());
        Assert.All(wrong, count => Assert.Equal(0, count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ExceptionInAPiece_IsRethrownAndThePoolStaysUsable(int threads)
    {
        WorkPool.Threads = threads;
        for (int round = 0; round < 50; round++)
        {
            var failing = new FailingPieces(round % 10);
            Exception? thrown = null;
            try
            {
                WorkPool.Run(ref failing, 10);
            }
            catch (InvalidOperationException exception)
            {
                thrown = exception;
            }

            Assert.Equal($"piece {round % 10}", thrown?.Message);
        }

        EveryPiece_RunsExactlyOnce(9);
    }

    [Fact]
    public void WarmCall_AllocatesNothing()
    {
        var work = new CountPieces(new int[8]);
        WorkPool.Run(ref work, 8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
        {
            WorkPool.Run(ref work, 8);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void BothPiecesOfAPair_RunExactlyOnce(int threads)
    {
        WorkPool.Threads = threads;
        var counts = new int[2];
        for (int round = 1; round <= 20_000; round++)
        {
            var work = new CountPieces(counts);
            WorkPool.RunPair(ref work);
            Assert.Equal([round, round], counts);
        }
    }

    [Fact]
    public void PairsThatFollowEachOtherClosely_AreShared()
    {
        var threads = new int[2];
        var waited = Stopwatch.StartNew();
        while (threads[0] == threads[1] && waited.Elapsed < TimeSpan.FromSeconds(30))
        {
            var work = new SlowPieces(threads);
            WorkPool.RunPair(ref work);
        }

        Assert.NotEqual(threads[0], threads[1]);
    }

    [Fact]
    public void PairsAndOtherWorkOfManyCallers_EachGetTheirPiecesDone()
    {
        const int Callers = 4, Rounds = 3000;
        var wrong = new int[Callers];
        var callers = Enumerable.Range(0, Callers).Select(caller => new Thread(() =>
        {
            var counts = new int[2];
            for (int round = 1; round <= Rounds; round++)
            {
                var work = new CountPieces(counts);
                if (round % 3 == 0)
                {
                    WorkPool.Run(ref work, 2);
                }
                else
                {
                    WorkPool.RunPair(ref work);
                }

                wrong[caller] += counts.Count(count => count != round);
            }
        })).ToArray();
        Array.ForEach(callers, thread => thread.Start());
        Array.ForEach(callers, thread => thread.Join());
        Assert.All(wrong, count => Assert.Equal(0, count));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    public void ExceptionInAPair_IsRethrownAndThePoolStaysUsable(int bad, int threads)
    {
        WorkPool.Threads = threads;
        for (int round = 0; round < 2000; round++)
        {
            Assert.Equal($"piece {bad}", Assert.Throws<InvalidOperationException>(() =>
            {
                var failing = new FailingPieces(bad);
                WorkPool.RunPair(ref failing);
            }).Message);
        }

        EveryPiece_RunsExactlyOnce(9);
    }

    [Fact]
    public void WarmPair_AllocatesNothing()
    {
        var work = new CountPieces(new int[2]);
        WorkPool.RunPair(ref work);
        WorkPool.Run(ref work, 2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 300; round++)
        {
            WorkPool.RunPair(ref work);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ThreadsBelowOne_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkPool.Threads = 0);

    private struct CountPieces(int[] counts) : IPieces
    {
        public readonly void Run(int piece) => Interlocked.Increment(ref counts[piece]);
    }

    private readonly ref struct Squares(Span<int> squares) : IPieces
    {
        private readonly Span<int> squares = squares;

        public void Run(int piece) => squares[piece] = piece * piece;
    }

    private struct CollectingPieces(int[] counts) : IPieces
    {
        public readonly int[] Counts => counts;

        public readonly void Run(int piece)
        {
            if (piece % 16 == 0)
            {
                GC.Collect();
            }

            Interlocked.Increment(ref counts[piece]);
        }
    }

    private sealed class Holder
    {
        public CollectingPieces Work;
    }

    /// <summary>Each of two pieces waits for the other, so one thread alone would not get through.</summary>
    private readonly struct MeetingPieces(CountdownEvent arrivals) : IPieces
    {
        public CountdownEvent Arrivals => arrivals;

        public void Run(int piece)
        {
            arrivals.Signal();
            arrivals.Wait(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>The first pieces of both halves wait for each other.</summary>
    private readonly struct MeetingHalves(CountdownEvent arrivals, int[] threads) : IPieces
    {
        public int[] Threads => threads;

        public void Run(int piece)
        {
            threads[piece] = Environment.CurrentManagedThreadId;
            if (piece % 4 == 0)
            {
                arrivals.Signal();
                arrivals.Wait(TimeSpan.FromSeconds(30));
            }
        }
    }

    /// <summary>The first piece waits for all the others, three of which are its own thread's.</summary>
    private readonly struct BlockedHalf(CountdownEvent others) : IPieces
    {
        public CountdownEvent Others => others;

        public void Run(int piece)
        {
            if (piece == 0)
            {
                others.Wait(TimeSpan.FromSeconds(30));
            }
            else
            {
                others.Signal();
            }
        }
    }

    private readonly struct RecordThread(int[] threads) : IPieces
    {
        public int[] Threads => threads;

        public void Run(int piece) => threads[piece] = Environment.CurrentManagedThreadId;
    }

    /// <summary>Pieces of some microseconds, time enough for another thread to come.</summary>
    private readonly struct SlowPieces(int[] threads) : IPieces
    {
        public void Run(int piece)
        {
            Thread.SpinWait(100);
            threads[piece] = Environment.CurrentManagedThreadId;
        }
    }

    private readonly struct NestedPieces(int[] strays) : IPieces
    {
        public int[] Strays => strays;

        public void Run(int piece)
        {
            var inner = new RecordThread(new int[8]);
            WorkPool.Run(ref inner, 8);
            strays[piece] = inner.Threads.Count(thread => thread != Environment.CurrentManagedThreadId);
        }
    }

    private readonly struct FailingPieces(int bad) : IPieces
    {
        public void Run(int piece)
        {
            if (piece == bad)
            {
                throw new InvalidOperationException($"piece {piece}");
            }
        }
    }
}
