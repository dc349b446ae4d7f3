using CompiledNets.Kernels;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>What is promised of networks on the processor: nothing allocated, any thread, any number of threads, slices like wholes.</summary>
[Collection(nameof(WorkPool))]
public class HostPromiseTests
{
    public static TheoryData<string> All => [Networks.Digits, Networks.Gan, Networks.Norms, Networks.Text, Networks.CharGpt, Networks.Large];

    [Theory, MemberData(nameof(All))]
    public void WarmCalls_AllocateNothing(string source)
    {
        INetwork net = CompiledNetwork.From(source).Create();
        var random = new Random(3);
        var adam = new Adam();
        var calls = net.AllObjectives.Select(objective => (objective, Batch: ArrayBatch.Random(objective, 33, 10, random))).ToArray();
        var forwards = net.AllForwards.Select(forward =>
            (forward, Batch: ArrayBatch.Random(forward, 33, 10, random), Outputs: new float[33 * forward.Outputs.Sum(output => output.Size)])).ToArray();

        void Run()
        {
            foreach (var (objective, batch) in calls)
            {
                objective.Gradients(batch);
                objective.Evaluate(batch);
                adam.Step(net);
            }

            foreach (var (forward, batch, outputs) in forwards)
            {
                forward.Run(batch, outputs);
            }
        }

        long least = long.MaxValue;
        for (int round = 0; round < 8; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void WarmExplanations_AllocateNothing()
    {
        ForwardEntry predict = CompiledNetwork.From(ExplainNetworks.Classifier).Create().AllForwards[0];
        ArrayBatch batch = ArrayBatch.Random(predict, 33, 0, new Random(3));
        float[] seeds = new float[33 * 5], gradients = new float[33 * 84];
        long least = long.MaxValue;
        for (int round = 0; round < 8; round++)
        {
            long start = GC.GetAllocatedBytesForCurrentThread();
            predict.InputGradients(batch, seeds, gradients);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - start);
        }

        Assert.Equal(0, least);
    }

    [Theory, MemberData(nameof(All))]
    public void Training_GivesTheSameBits_OnAnyNumberOfThreads(string source)
    {
        CompiledNetwork network = CompiledNetwork.From(source);
        float[] alone = TrainedWith(network, threads: 1);
        Assert.Equal(alone, TrainedWith(network, threads: 2));
        Assert.Equal(alone, TrainedWith(network, threads: 5));
    }

    /// <summary>Its slices follow the number of threads: the kernels want 32 samples of a large dense layer together, and 16 of few filters.</summary>
    [Fact]
    public void Training_InSlicesOfOtherLengths_GivesTheSameBits()
    {
        CompiledNetwork network = CompiledNetwork.From("""
            [Network, Input(1, 12, 12)]
            [Conv2D(6, 5), ReLU, MaxPool2D(2), Conv2D(14, 3), ReLU]
            [Flatten, Dense(280), ReLU, Dense(150), ReLU, Dropout(0.25f), Dense(10)]
            [SoftmaxCrossEntropy]
            public partial class Wide;
            """);
        float[] alone = TrainedWith(network, threads: 1);
        foreach (int threads in new[] { 2, 3, 4, 8, 61 })
        {
            Assert.Equal(alone, TrainedWith(network, threads));
        }
    }

    [Fact]
    public void Inference_IsCorrect_FromEightThreadsAtOnce()
    {
        INetwork net = CompiledNetwork.From(Networks.Digits).Create();
        ForwardEntry predict = net.AllForwards.Single();
        var batches = Enumerable.Range(0, 8).Select(thread => ArrayBatch.Random(predict, 1 + 9 * thread, 10, new Random(thread))).ToArray();
        float[][] expected = [.. batches.Select(batch => Run(predict, batch))];

        int wrong = 0;
        var threads = batches.Select((batch, index) => new Thread(() =>
        {
            for (int round = 0; round < 50; round++)
            {
                if (!Run(predict, batch).AsSpan().SequenceEqual(expected[index]))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void ASlicedBatch_GivesTheBitsOfItsParts()
    {
        INetwork net = CompiledNetwork.From(Networks.Digits).Create();
        ForwardEntry predict = net.AllForwards.Single();
        ArrayBatch all = ArrayBatch.Random(predict, 70, 10, new Random(1));
        float[] images = (float[])all.Columns[0];
        float[] together = Run(predict, all);
        float[] apart = [.. Enumerable.Range(0, 70).SelectMany(sample => Run(predict, new ArrayBatch(1, images[(sample * 144)..((sample + 1) * 144)])))];
        Assert.Equal(apart, together);
    }

    private static float[] TrainedWith(CompiledNetwork network, int threads)
    {
        int before = WorkPool.Threads;
        WorkPool.Threads = threads;
        try
        {
            INetwork net = network.Create(seed: 5);
            var random = new Random(9);
            var adam = new Adam();
            for (int step = 0; step < 3; step++)
            {
                foreach (Objective objective in net.AllObjectives)
                {
                    objective.Gradients(ArrayBatch.Random(objective, 61, 10, random));
                    adam.Step(net);
                }
            }

            return [.. net.Core.Parameters, .. net.Core.State];
        }
        finally
        {
            WorkPool.Threads = before;
        }
    }

    private static float[] Run(ForwardEntry forward, ArrayBatch batch)
    {
        var outputs = new float[batch.Count * forward.Outputs.Sum(output => output.Size)];
        forward.Run(batch, outputs);
        return outputs;
    }
}
