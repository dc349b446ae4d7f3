namespace CompiledNets.Tests.Data;

public class PrefetchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static Dataset Numbered(int count) => Dataset.Create().With("index", [.. Enumerable.Range(0, count)], 1);

    private static Dataset Watched(int count, Action<int> watch) => Numbered(count).Augment("index", new Watch(watch), seed: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void PrefetchedBatches_AreThoseOfTheSequence(int ahead)
    {
        BatchSequence batches = Numbered(103).Batches(10);
        using PrefetchedBatches prefetched = batches.Prefetch(ahead);
        for (ulong epoch = 1; epoch <= 20; epoch++)
        {
            batches.Shuffle(epoch);
            var seen = new List<int>();
            foreach (Batch batch in prefetched)
            {
                seen.AddRange(batch.Tokens(0));
            }

            var expected = new List<int>();
            foreach (Batch batch in batches)
            {
                expected.AddRange(batch.Tokens(0));
            }

            Assert.Equal(expected, seen);
        }
    }

    [Fact]
    public void Filling_RunsAheadNoFurtherThanAsked()
    {
        int filled = 0;
        using PrefetchedBatches prefetched = Watched(12, _ => Interlocked.Increment(ref filled)).Batches(1).Prefetch(ahead: 3);
        int turn = 0;
        foreach (Batch batch in prefetched)
        {
            turn++;
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref filled) == Math.Min(12, turn + 3), Patience));
            Thread.Sleep(5);
            Assert.Equal(Math.Min(12, turn + 3), Volatile.Read(ref filled));
            Assert.Equal(turn - 1, batch.Tokens(0)[0]);
        }

        Assert.Equal(12, turn);
    }

    [Fact]
    public void LoopsThatEndEarly_LeaveTheNextOneWhole()
    {
        using PrefetchedBatches prefetched = Numbered(50).Batches(5).Prefetch();
        for (int round = 0; round < 50; round++)
        {
            int turns = 0;
            foreach (Batch batch in prefetched)
            {
                Assert.Equal(5 * turns, batch.Tokens(0)[0]);
                if (++turns > round % 11)
                {
                    break;
                }
            }
        }
    }

    [Fact]
    public void WhatFillingThrows_TheLoopThrows_AfterTheBatchesBefore()
    {
        using PrefetchedBatches prefetched = Watched(9, index => _ = index == 6 ? throw new FormatException("six") : index).Batches(2).Prefetch(8);
        for (int round = 0; round < 3; round++)
        {
            int turns = 0;
            Assert.Equal("six", Assert.Throws<FormatException>(() =>
            {
                foreach (Batch batch in prefetched)
                {
                    turns++;
                }
            }).Message);
            Assert.Equal(3, turns);
        }
    }

    [Fact]
    public async Task ACancelledWait_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        PrefetchedBatches prefetched = Watched(4, index =>
        {
            if (index == 1)
            {
                release.Wait(Patience);
            }
        }).Batches(1).Prefetch(cancellationToken: cancellation.Token);
        int turns = 0;
        Task loop = Task.Run(() =>
        {
            PrefetchedBatches.Enumerator batches = prefetched.GetEnumerator();
            while (batches.MoveNext())
            {
                turns++;
                cancellation.CancelAfter(20);
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop.WaitAsync(Patience));
        Assert.Equal(1, turns);
        release.Set();
        prefetched.Dispose();
        Assert.Throws<ObjectDisposedException>(() => prefetched.GetEnumerator());
    }

    [Fact]
    public void WarmPrefetching_AllocatesNothing_OnNeitherThread()
    {
        long filler = 0;
        using PrefetchedBatches prefetched = Watched(40, index => filler = index is 0 or 39 ? GC.GetAllocatedBytesForCurrentThread() - filler : filler)
            .Batches(4).Prefetch();
        Pass();
        Pass();
        filler = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, filler);

        void Pass()
        {
            foreach (Batch batch in prefetched)
            {
                _ = batch.Count;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Streams_AreCutAcrossPieces(int size)
    {
        var seen = new List<int>();
        var sizes = new List<int>();
        await foreach (Batch batch in Pieces(3, 5, 0, 1, 8).Prefetch().Batches(size))
        {
            sizes.Add(batch.Count);
            seen.AddRange(batch.Tokens("index"));
        }

        Assert.Equal(Enumerable.Range(0, 17), seen);
        Assert.All(sizes.SkipLast(1), count => Assert.Equal(size, count));
    }

    [Fact]
    public async Task StreamsThatFailOrEndEarly_StopTheirReader()
    {
        bool disposed = false;
        await foreach (Dataset _ in Endless().Prefetch())
        {
            break;
        }

        Assert.True(disposed);
        var failing = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (Dataset _ in Failing().Prefetch())
            {
            }
        });
        Assert.Equal("broken", failing.Message);
        using var cancelled = new CancellationTokenSource(20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Batch _ in Endless().Prefetch(1, cancelled.Token).Batches(3, cancelled.Token))
            {
            }
        });

        async IAsyncEnumerable<Dataset> Endless()
        {
            try
            {
                while (true)
                {
                    await Task.Yield();
                    yield return Numbered(2);
                }
            }
            finally
            {
                disposed = true;
            }
        }

        async IAsyncEnumerable<Dataset> Failing()
        {
            yield return Numbered(1);
            await Task.Yield();
            throw new InvalidDataException("broken");
        }
    }

    [Fact]
    public async Task PiecesOfOtherColumns_AreRefused()
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(async () =>
        {
            await foreach (Batch _ in Mixed().Batches(4))
            {
            }
        });
        Assert.Contains("index: Tokens (1), then 1 samples of other", refused.Message);

        async IAsyncEnumerable<Dataset> Mixed()
        {
            yield return Numbered(1);
            await Task.Yield();
            yield return Numbered(1).Rename("index", "other");
        }
    }

    private static async IAsyncEnumerable<Dataset> Pieces(params int[] counts)
    {
        int start = 0;
        foreach (int count in counts)
        {
            await Task.Yield();
            yield return Numbered(start + count)[start..];
            start += count;
        }
    }

    private sealed class Watch(Action<int> watch) : TokenAugmentation
    {
        public override bool CanChange(EntryColumn column) => true;

        public override void Change(EntryColumn column, ReadOnlySpan<int> sample, Span<int> changed, ref AugmentationRandom random)
        {
            watch(sample[0]);
            sample.CopyTo(changed);
        }
    }
}
