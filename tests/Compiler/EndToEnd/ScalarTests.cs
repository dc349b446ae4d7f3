namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>A float parameter is one number for the whole batch, given at run time.</summary>
public class ScalarTests
{
    private delegate float LossCall(ReadOnlySpan<float> x, float beta);

    private static readonly CompiledNetwork Network = CompiledNetwork.From("""
        [Network]
        public partial class Scaled
        {
            [Dense(1, Bias = false)] private partial Tensor Head(Tensor x);
            [Objective] private Tensor Loss([Shape(1)] Tensor x, float beta) => beta * Sum(Head(x));
        }
        """);

    [Fact]
    public void ACall_TakesTheNumber()
    {
        INetwork net = Network.Create();
        net.Core.WriteParameters()[0] = 3;
        var loss = (LossCall)Delegate.CreateDelegate(typeof(LossCall), net, "Loss");
        Assert.Equal(0.5f * 3 * 2, loss([2], 0.5f));
        Assert.Equal(-1f * 3 * 3, loss([2, 4], -1f));
    }

    [Fact]
    public void ATrainer_GivesItByTheGradientCallsMade()
    {
        INetwork net = Network.Create();
        net.Core.WriteParameters()[0] = 0;
        Dataset data = Dataset.Create().With("x", [1f, 1f, 1f], 1);
        var trainer = new Trainer(new Sgd(1)) { Epochs = 1, BatchSize = 1, Scalars = new Dictionary<string, Func<long, double>> { ["beta"] = call => call + 1 } };
        trainer.Fit(net, data);
        Assert.Equal(-(1 + 2 + 3), net.Core.Parameters[0]);
    }

    [Fact]
    public void ATrainerWithoutIt_SaysSo()
    {
        Dataset data = Dataset.Create().With("x", [1f], 1);
        var error = Assert.Throws<ArgumentException>(() => new Trainer(new Sgd(1)).Fit(Network.Create(), data));
        Assert.Contains("Loss takes 'beta', a number given at run time: say it in Trainer.Scalars", error.Message, StringComparison.Ordinal);
    }
}
