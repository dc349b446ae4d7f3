namespace CompiledNets.Tests.Training;

public class WeightAverageTests
{
    // 40,001 crosses pieces of parallel work and ends inside a vector.
    [Theory]
    [InlineData(1)]
    [InlineData(40_001)]
    public void Updates_FollowTheFormulaInDouble(int length)
    {
        var network = new ParametersOnly(length);
        var average = new WeightAverage(network, decay: 0.9);
        double[] expected = [];
        for (int update = 0; update < 5; update++)
        {
            Numbers.Uniform(update, length).CopyTo(network.Core.WriteParameters());
            double[] now = network.Core.Parameters.ToDoubles();
            expected = update == 0 ? now : [.. expected.Zip(now, (old, value) => 0.9 * old + 0.1 * value)];
            average.Update();
        }

        Assert.Equal(5, average.Updates);
        Numbers.AssertClose(expected, average.Parameters, 1e-6, "average");
    }

    [Fact]
    public void TwoSwaps_AreNone()
    {
        DenseChain net = Samples.QuarterNet();
        var average = new WeightAverage(net);
        net.Core.WriteParameters().Fill(2);
        long version = net.Core.Version;
        float[] kept = average.Parameters.ToArray();
        average.Swap();
        Assert.Equal(kept, net.Core.Parameters);
        Assert.NotEqual(version, net.Core.Version);
        average.Swap();
        Assert.Equal(kept, average.Parameters);
        Assert.DoesNotContain(net.Core.Parameters.ToArray(), value => value != 2);
    }

    [Fact]
    public void CopyTo_GivesAverageAndState()
    {
        var target = new ParametersOnly(3);
        Assert.Throws<ArgumentException>(() => new WeightAverage(Samples.QuarterNet()).CopyTo(target));

        var average = new WeightAverage(target);
        target.Core.WriteParameters().Fill(7);
        average.CopyTo(target);
        Assert.Equal([0f, 0f, 0f], target.Core.Parameters);
    }

    [Fact]
    public void ATrainedNetwork_EndsWithTheAverageOfItsSteps()
    {
        DenseChain net = Samples.LineNet(), same = Samples.LineNet();
        Dataset data = Samples.Line(20);
        new Trainer(new Sgd(0.1)) { Epochs = 3, BatchSize = 8, Shuffle = false, AverageDecay = 0.7 }.Fit(net, data);
        var sgd = new Sgd(0.1);
        var average = new WeightAverage(same, 0.7);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            foreach (Batch batch in data.Batches(8))
            {
                same.AllObjectives[0].Gradients(batch);
                sgd.Step(same);
                average.Update();
            }
        }

        Assert.Equal(average.Parameters, net.Core.Parameters);
    }

    [Fact]
    public void EpochsAreJudged_ByTheAverage()
    {
        // Decays of 0 and 0.99 see the same training and other averages.
        double[] losses = [.. new[] { 0, 0.99 }.Select(decay =>
        {
            var trainer = new Trainer(new Sgd(0.1)) { Epochs = 4, BatchSize = 8, AverageDecay = decay, EarlyStopping = new EarlyStopping(9) };
            DenseChain net = Samples.LineNet();
            TrainingResult result = trainer.Fit(net, Samples.Line(40), Samples.Line(10, seed: 2));
            Dataset validation = Samples.Line(10, seed: 2);
            foreach (Batch batch in validation.Batches(10))
            {
                Assert.Equal(result.Best.ValidationLoss!.Value, net.AllObjectives[0].Evaluate(batch), 1e-6);
            }

            return result.Last.ValidationLoss!.Value;
        })];
        Assert.NotEqual(losses[0], losses[1]);
    }

    [Fact]
    public void Updates_AllocateNothing()
    {
        var average = new WeightAverage(new ParametersOnly(1000));
        average.Update();
        long before = GC.GetAllocatedBytesForCurrentThread();
        average.Update();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
