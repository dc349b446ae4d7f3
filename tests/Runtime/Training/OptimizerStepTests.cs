using CompiledNets.Kernels;

namespace CompiledNets.Tests.Training;

public class OptimizerStepTests
{
    [Fact]
    public void Step_UpdatesExactlyWhatWasTrained()
    {
        var network = new ParametersOnly(3, 4, 5);
        network.Core.WriteParameters().Fill(1);
        var adam = new AdamW(0.1, weightDecay: 0.5);
        network.AddGradients(Numbers.Uniform(1, 12), 0, 1, 2);
        adam.Step(network);
        float[] parameters = network.Core.Parameters.ToArray();
        OptimizerState state = adam.StateOf(network.Core);
        float[] means = state.Moments[0].Span.ToArray();

        network.Core.WritableGradients[4] = 9;
        network.AddGradients(Numbers.Uniform(2, 12), 0, 2);
        adam.Step(network);

        Assert.Equal([2L, 1L, 2L], state.SlotSteps);
        Assert.Equal(2, state.Steps);
        for (int i = 0; i < 12; i++)
        {
            bool kept = i is >= 3 and < 7;
            Assert.Equal(kept, parameters[i] == network.Core.Parameters[i]);
            Assert.Equal(kept, means[i] == state.Moments[0].Span[i]);
        }

        Assert.Equal(9, network.Core.Gradients[4]);
        Assert.Equal(0, network.Core.Gradients[..3].ToArray().Sum(Math.Abs));
        Assert.Equal(0, network.Core.Gradients[7..].ToArray().Sum(Math.Abs));
        Assert.DoesNotContain(true, network.Core.Trained.ToArray());
    }

    [Fact]
    public void BiasCorrection_CountsTheStepsOfEachSlot()
    {
        var alone = new ParametersOnly(4);
        var late = new ParametersOnly(3, 4);
        float[] gradients = Numbers.Uniform(1, 7);
        Adam first = new(0.1), second = new(0.1);
        for (int i = 0; i < 5; i++)
        {
            late.AddGradients(gradients, 0);
            second.Step(late);
        }

        alone.AddGradients(gradients.AsSpan(3), 0);
        first.Step(alone);
        late.AddGradients(gradients, 0, 1);
        second.Step(late);

        Assert.Equal(alone.Core.Parameters, late.Core.Parameters[3..]);
    }

    [Fact]
    public void SlotsOfOneStepCount_AreOneRun()
    {
        var network = new ParametersOnly(3, 4, 5, 6);
        OptimizerState state = new Sgd(0.1).StateOf(network.Core);
        Assert.Equal([new SlotRun(0, 7, 1, 0), new SlotRun(12, 6, 1, 0)], state.CountStep([true, true, false, true]));
        Assert.Equal(
            [new SlotRun(0, 7, 2, 0), new SlotRun(7, 5, 1, 0), new SlotRun(12, 6, 2, 0)], state.CountStep([true, true, true, true]));
    }

    [Fact]
    public void WithoutGradients_NothingMovesAndNoStepCounts()
    {
        var network = new ParametersOnly(3);
        network.Core.WriteParameters().Fill(1);
        long version = network.Core.Version;
        var sgd = new Sgd(0.1, weightDecay: 1) { Schedule = new StepDecay(1, 0.5) };
        sgd.Step(network);
        Assert.Equal([1f, 1f, 1f], network.Core.Parameters);
        Assert.Equal(version, network.Core.Version);
        Assert.Equal(0.1, sgd.CurrentLearningRate(network));
    }

    [Fact]
    public void AStep_MakesPackedCopiesStale()
    {
        var network = new ParametersOnly(3);
        long version = network.Core.Version;
        network.AddGradients([1, 2, 3], 0);
        new Sgd(0.1).Step(network);
        Assert.NotEqual(version, network.Core.Version);
    }

    [Fact]
    public void OneOptimizer_KeepsNetworksApart()
    {
        var shared = new Adam(0.1);
        ParametersOnly first = new(5), second = new(5);
        foreach (ParametersOnly network in (ParametersOnly[])[first, first, second])
        {
            network.AddGradients([1, 2, 3, 4, 5], 0);
            shared.Step(network);
        }

        Assert.Equal(2, shared.StateOf(first.Core).Steps);
        Assert.Equal(1, shared.StateOf(second.Core).Steps);
        Assert.NotEqual(first.Core.Parameters.ToArray(), second.Core.Parameters.ToArray());
    }

    [Fact]
    public void ClippedNorm_RunsOverAllThatTheStepUpdates()
    {
        var network = new ParametersOnly(1, 1, 40_000);
        network.AddGradients([3, 0, .. Enumerable.Repeat(0.02f, 40_000)], 0, 2);
        network.Core.WritableGradients[1] = 1e9f;
        new Sgd(1) { MaxGradientNorm = 2.5 }.Step(network);
        double norm = Math.Sqrt(network.Core.Parameters.ToDoubles().Sum(moved => moved * moved));
        Assert.Equal(2.5, norm, 1e-4);
        Assert.Equal(0, network.Core.Parameters[1]);
        Assert.Equal(-3 * 2.5 / 5, network.Core.Parameters[0], 1e-4);
    }

    [Fact]
    public void GradientsTooLargeToSquareInFloat_AreClippedAll()
    {
        var network = new ParametersOnly(2);
        network.AddGradients([3e30f, 4e30f], 0);
        new Sgd(1) { MaxGradientNorm = 1 }.Step(network);
        Assert.Equal(-0.6, network.Core.Parameters[0], 1e-6);
        Assert.Equal(-0.8, network.Core.Parameters[1], 1e-6);
    }

    // The number belongs to the process, so tests that run meanwhile may see it change: no result depends on it.
    [Fact]
    public void TheNumberOfThreads_ChangesNoBit()
    {
        int before = WorkPool.Threads;
        try
        {
            Assert.Equal(ParametersWith(threads: 1), ParametersWith(threads: 3));
        }
        finally
        {
            WorkPool.Threads = before;
        }

        static float[] ParametersWith(int threads)
        {
            WorkPool.Threads = threads;
            var network = new ParametersOnly(70_003);
            var adam = new Adam { MaxGradientNorm = 0.5 };
            for (int step = 0; step < 3; step++)
            {
                network.AddGradients(Numbers.Uniform(step, 70_003), 0);
                adam.Step(network);
            }

            return network.Core.Parameters.ToArray();
        }
    }

    [Fact]
    public void WarmSteps_AllocateNothing()
    {
        var network = new ParametersOnly(301, 70_003);
        float[] gradients = Numbers.Uniform(1, 301 + 70_003);
        int[] bothSlots = [0, 1];
        Optimizer[] optimizers =
        [
            new Sgd(0.1, 0.9, true), new Adam { Schedule = new WarmUp(3, new CosineDecay(10)) }, new AdamW { MaxGradientNorm = 1 },
            new RmsProp(momentum: 0.5, centered: true),
        ];
        foreach (Optimizer optimizer in optimizers)
        {
            TakeSteps(3);
            long before = GC.GetAllocatedBytesForCurrentThread();
            TakeSteps(10);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

            void TakeSteps(int steps)
            {
                for (int i = 0; i < steps; i++)
                {
                    network.AddGradients(gradients, bothSlots);
                    optimizer.Step(network);
                }
            }
        }
    }

    [Fact]
    public void NumbersOutOfRange_AreRefusedByName()
    {
        Assert.Throws<ArgumentOutOfRangeException>("LearningRate", () => new Sgd(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>("LearningRate", () => new Adam(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("LearningRate", () => new Adam().LearningRate = double.PositiveInfinity);
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new Sgd(0.1, momentum: 1));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new RmsProp(momentum: -0.5));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new Sgd(0.1, weightDecay: -1));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Adam(beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new AdamW(beta2: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new AdamW(epsilon: -1e-8));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new RmsProp(alpha: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>("MaxGradientNorm", () => new Sgd(1) { MaxGradientNorm = 0 });
        Assert.Throws<ArgumentException>("nesterov", () => new Sgd(0.1, nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new CosineDecay(0));
        Assert.Throws<ArgumentOutOfRangeException>("every", () => new StepDecay(0));
        Assert.Throws<ArgumentOutOfRangeException>("floor", () => new CosineDecay(10, floor: 2));
    }
}
