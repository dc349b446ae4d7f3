namespace CompiledNets.Tests.Training;

public class AccumulationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0.05)]
    public void SmallBatches_MakeTheStepOfALargeOne(double? maxNorm)
    {
        ParametersOnly whole = new(5), parts = new(5);
        Sgd first = new(0.1, 0.9) { MaxGradientNorm = maxNorm }, second = new(0.1, 0.9) { MaxGradientNorm = maxNorm };
        for (int step = 0; step < 3; step++)
        {
            float[] sum = new float[5];
            for (int part = 0; part < 4; part++)
            {
                float[] gradients = Numbers.Uniform(10 * step + part, 5);
                parts.AddGradients(gradients, 0);
                sum = [.. sum.Zip(gradients, (a, b) => a + b)];
            }

            whole.AddGradients([.. sum.Select(value => value / 4)], 0);
            first.Step(whole);
            second.Step(parts, batches: 4);
        }

        Numbers.AssertClose(whole.Core.Parameters.ToDoubles(), parts.Core.Parameters, 1e-6, "parameter");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Fit_StepsWithTheMeanOfItsBatches(int accumulate)
    {
        // Seven batches an epoch: the last step has those that are left.
        DenseChain net = Samples.LineNet(), same = Samples.LineNet();
        Dataset data = Samples.Line(28);
        var trainer = new Trainer(new Adam(0.05)) { Epochs = 2, BatchSize = 4, Shuffle = false, AccumulateSteps = accumulate };
        trainer.Fit(net, data);
        var adam = new Adam(0.05);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            int gathered = 0, number = 0;
            foreach (Batch batch in data.Batches(4))
            {
                same.AllObjectives[0].Gradients(batch);
                gathered++;
                if (++number % accumulate == 0 || number == 7)
                {
                    adam.Step(same, gathered);
                    gathered = 0;
                }
            }
        }

        Assert.Equal(same.Core.Parameters, net.Core.Parameters);
        Assert.Equal(trainer.StepCount(data), trainer.Optimizer.StateOf(net.Core).Steps);
    }

    [Fact]
    public void Cancellation_FinishesTheStepAtHand()
    {
        DenseChain net = Samples.LineNet();
        using var source = new CancellationTokenSource();
        net.OnGradients = calls =>
        {
            if (calls == 4)
            {
                source.Cancel();
            }
        };
        var trainer = new Trainer(new Sgd(0.1)) { BatchSize = 4, AccumulateSteps = 3 };
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(net, Samples.Line(40), cancellationToken: source.Token));
        Assert.Equal(2, trainer.Optimizer.StateOf(net.Core).Steps);
        Assert.Equal(0, net.Core.Gradients.ToArray().Sum(Math.Abs));
        Assert.DoesNotContain(true, net.Core.Trained.ToArray());
    }
}
