using CompiledNets.Kernels;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>What is promised of every emitted network: nothing allocated, any thread, any number of threads, nothing half done.</summary>
[Collection(nameof(WorkPool))]
public class PromiseTests
{
    public static TheoryData<string> All => [Networks.Digits, Networks.Gan, Networks.Norms, Networks.Text, Networks.CharGpt];

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

    [Theory, MemberData(nameof(All))]
    public void Training_GivesTheSameBits_OnAnyNumberOfThreads(string source)
    {
        CompiledNetwork network = CompiledNetwork.From(source);
        float[] alone = TrainedWith(network, threads: 1);
        Assert.Equal(alone, TrainedWith(network, threads: 2));
        Assert.Equal(alone, TrainedWith(network, threads: 5));
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

    [Fact]
    public void AnObjective_TrainsItsPartsAlone()
    {
        INetwork net = CompiledNetwork.From(Networks.Gan).Create();
        Objective generator = net.AllObjectives.Single(objective => objective.Name == "GeneratorLoss");
        float[] before = [.. net.Core.Parameters];
        generator.Gradients(ArrayBatch.Random(generator, 5, 0, new Random(1)));
        new AdamW(0.01).Step(net);
        foreach (TensorSlot slot in net.Core.Layout.Slots)
        {
            bool same = net.Core.Slot(slot).SequenceEqual(before.AsSpan(slot.Offset, slot.Length));
            Assert.Equal(slot.Name.StartsWith("discriminator", StringComparison.Ordinal), same);
        }
    }

    [Fact]
    public void Evaluation_ChangesNothing()
    {
        INetwork net = CompiledNetwork.From(Networks.Norms).Create();
        Objective loss = net.AllObjectives.Single();
        ArrayBatch batch = ArrayBatch.Random(loss, 6, 0, new Random(1));
        loss.Gradients(batch);
        (float[] parameters, float[] gradients, float[] state, ulong counter) = ([.. net.Core.Parameters], [.. net.Core.Gradients], [.. net.Core.State], net.Core.Counter);

        Assert.Equal(loss.Evaluate(batch), loss.Evaluate(batch));
        Assert.Equal(parameters, net.Core.Parameters);
        Assert.Equal(gradients, net.Core.Gradients);
        Assert.Equal(state, net.Core.State);
        Assert.Equal(counter, net.Core.Counter);
    }

    [Fact]
    public void Gradients_Accumulate_AndAStepClearsThem()
    {
        INetwork net = CompiledNetwork.From(Networks.Gan).Create();
        Objective loss = net.AllObjectives.Single(objective => objective.Name == "GeneratorLoss");
        ArrayBatch batch = ArrayBatch.Random(loss, 4, 0, new Random(1));
        loss.Gradients(batch);
        float[] once = [.. net.Core.Gradients];
        loss.Gradients(batch);
        Assert.Equal(once.Select(value => 2 * value), net.Core.Gradients.ToArray());
        new Sgd(0.1).Step(net);
        Assert.All(net.Core.Gradients.ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void AWrongLabel_IsAnException_BeforeAnythingIsWritten()
    {
        INetwork net = CompiledNetwork.From(Networks.Digits).Create();
        Objective loss = net.AllObjectives.Single();
        var batch = new ArrayBatch(2, new float[2 * 144], new[] { 3, 10 });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => loss.Gradients(batch));
        Assert.Equal("label", error.ParamName);
        Assert.Contains("label[1] is 10", error.Message, StringComparison.Ordinal);
        Assert.All(net.Core.Gradients.ToArray(), value => Assert.Equal(0f, value));
        Assert.Equal(0ul, net.Core.Counter);
    }

    [Fact]
    public void UnequalBatches_AreAnException_ThatNamesTheArgument()
    {
        INetwork net = CompiledNetwork.From(Networks.Digits).Create();
        Objective loss = net.AllObjectives.Single();
        Assert.Equal("label", Assert.Throws<ArgumentException>(() => loss.Evaluate(new ArrayBatch(2, new float[2 * 144], new int[3]))).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => loss.Evaluate(new ArrayBatch(2, new float[2 * 144 + 1], new int[2]))).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => Arguments.Output(samples: 2, length: 21, size: 10, "output")).ParamName);
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
