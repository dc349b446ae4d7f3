namespace CompiledNets.Tests.Reinforcement;

public sealed class ReplayMemoryTests
{
    [Fact]
    public void TheOldest_IsReplaced_AndEachIsDrawnWhole()
    {
        var memory = new ReplayMemory(capacity: 5, stateSize: 3);
        for (int i = 0; i < 7; i++)
        {
            memory.Add([i, i + 0.1f, i + 0.2f], action: i + 100, reward: -i, isEnd: i == 6, [-i, i, 2 * i]);
        }

        Assert.Equal((7, 5), (memory.Seen, memory.Count));
        var batch = new TransitionBatch(size: 200, stateSize: 3);
        memory.Sample(new Random(1), batch);
        Assert.Equal([102, 103, 104, 105, 106], batch.Actions.Distinct().Order());
        for (int row = 0; row < 200; row++)
        {
            int i = batch.Actions[row] - 100;
            Assert.Equal([i, i + 0.1f, i + 0.2f], batch.States[(3 * row)..(3 * row + 3)]);
            Assert.Equal([-i, i, 2 * i], batch.Next[(3 * row)..(3 * row + 3)]);
            Assert.Equal((-i, i == 6 ? 1f : 0), (batch.Rewards[row], batch.Ends[row]));
        }
    }

    [Fact]
    public void ACheckpoint_HasItAll_HowManyWereSeenToo()
    {
        string path = Path.Combine(Path.GetTempPath(), $"replay{Guid.NewGuid():N}.safetensors");
        ReplayMemory memory = new(capacity: 3, stateSize: 1), loaded = new(capacity: 3, stateSize: 1);
        memory.Values[1] = 5; // as after 5·2²⁴ transitions, of which no float can count single ones
        memory.Add([1], 2, 3, true, [4]);
        new LoopCheckpoint().Add("replay", memory).Save(path);
        Assert.True(new LoopCheckpoint().Add("replay", loaded).TryLoad(path));
        File.Delete(path);
        Assert.Equal(5L * (1 << 24) + 1, loaded.Seen);
        Assert.Equal(memory.Values, loaded.Values);
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        var memory = new ReplayMemory(capacity: 3, stateSize: 2);
        Assert.Throws<InvalidOperationException>(() => memory.Sample(new Random(1), new TransitionBatch(1, 2)));
        Assert.Throws<ArgumentException>("state", () => memory.Add([1], 0, 0, false, [1, 2]));
        Assert.Throws<ArgumentException>("next", () => memory.Add([1, 2], 0, 0, false, [1]));
        Assert.Throws<ArgumentOutOfRangeException>("action", () => memory.Add([1, 2], -1, 0, false, [1, 2]));
        Assert.Throws<ArgumentException>("batch", () => memory.Sample(new Random(1), new TransitionBatch(4, 3)));
        Assert.Equal(0, memory.Count);
    }

    [Fact]
    public void OnceMade_NothingIsAllocated()
    {
        var (memory, batch, random) = (new ReplayMemory(10, 2), new TransitionBatch(4, 2), new Random(1));
        float[] state = [1, 2];
        memory.Add(state, 0, 0, false, state);
        memory.Sample(random, batch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            memory.Add(state, 0, 0, false, state);
            memory.Sample(random, batch);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
