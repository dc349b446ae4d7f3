namespace CompiledNets.Tests.Training;

public class ParameterGroupTests
{
    [Theory]
    [InlineData("backbone", "backbone.conv1.weight", true)]
    [InlineData("Backbone", "backbone.conv1.weight", true)]
    [InlineData("backbone.*", "backbone.conv1.weight", true)]
    [InlineData("backbone.conv1", "backbone.conv1.weight", true)]
    [InlineData("backbone.conv1.weight", "backbone.conv1.weight", true)]
    [InlineData("*.bias", "backbone.conv1.bias", true)]
    [InlineData("*", "0.weight", true)]
    [InlineData("back", "backbone.conv1.weight", false)]
    [InlineData("conv1", "backbone.conv1.weight", false)]
    [InlineData("backbone.conv", "backbone.conv1.weight", false)]
    [InlineData("backbone?conv1", "backbone.conv1.weight", false)]
    [InlineData("*.bias", "backbone.bias.weight", true)]
    public void APattern_IsANameOrItsBeginning(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new ParameterGroup(pattern).Matches(name));

    [Fact]
    public void Groups_HaveRatesAndDecaysOfTheirOwn()
    {
        var network = new ParametersOnly(2, 3, 4, 5);
        network.Core.WriteParameters().Fill(1);
        var sgd = new Sgd(0.1, weightDecay: 0.5)
        {
            Groups = [new("slot1", rateFactor: 0.1), new("slot*2", weightDecay: 0), new("slot1*", rateFactor: 9), new("slot3", 0)],
        };
        Assert.Throws<ArgumentException>(() => sgd.Step(network));
        sgd = new Sgd(0.1, weightDecay: 0.5) { Groups = [new("slot1", 0.1), new("slot*2", weightDecay: 0), new("slot3", 0)] };
        network.AddGradients([.. Enumerable.Repeat(1f, 14)], 0, 1, 2, 3);
        sgd.Step(network);

        // p - rate·(g + decay·p)
        double[] expected = [.. Repeat(0.85, 2), .. Repeat(0.985, 3), .. Repeat(0.9, 4), .. Repeat(1, 5)];
        Numbers.AssertClose(expected, network.Core.Parameters, 1e-6, "parameter");

        static IEnumerable<double> Repeat(double value, int count) => Enumerable.Repeat(value, count);
    }

    [Fact]
    public void ARateFactor_IsWhatAnotherLearningRateWouldBe()
    {
        ParametersOnly grouped = new(7), alone = new(7);
        Adam first = new(0.01) { Groups = [new("slot0", rateFactor: 0.25)], Schedule = new StepDecay(2) }, second = new(0.0025) { Schedule = new StepDecay(2) };
        for (int step = 0; step < 5; step++)
        {
            float[] gradients = Numbers.Uniform(step, 7);
            grouped.AddGradients(gradients, 0);
            alone.AddGradients(gradients, 0);
            first.Step(grouped);
            second.Step(alone);
        }

        Assert.Equal(alone.Core.Parameters, grouped.Core.Parameters);
    }

    [Fact]
    public void APatternThatMatchesNothing_IsRefusedBeforeAnythingMoves()
    {
        var network = new ParametersOnly(2, 3);
        network.AddGradients([1, 1, 1, 1, 1], 0, 1);
        Assert.Equal(
            "The parameter group 'head.*' matches no parameter of ParametersOnly, which has slot0, slot1.",
            Assert.Throws<ArgumentException>(() => new Sgd(1) { Groups = [new("head.*")] }.Step(network)).Message);
        Assert.Equal(
            "The parameter group 'slot1' gets no parameter of ParametersOnly: groups before it match all of its names.",
            Assert.Throws<ArgumentException>(() => new Sgd(1) { Groups = [new("slot*"), new("slot1")] }.Step(network)).Message);
        Assert.Equal([0f, 0f, 0f, 0f, 0f], network.Core.Parameters);
        Assert.True(network.Core.Trained[0]);
    }

    [Fact]
    public void Fit_RefusesAPatternBeforeTheFirstGradient()
    {
        DenseChain net = Samples.LineNet();
        var trainer = new Trainer(new Sgd(0.1) { Groups = [new("backbone")] });
        Assert.Throws<ArgumentException>(() => trainer.Fit(net, Samples.Line(9)));
        Assert.Equal(0UL, net.Core.Counter);
    }

    [Fact]
    public void NumbersOutOfRange_AreRefusedByName()
    {
        Assert.Throws<ArgumentException>("pattern", () => new ParameterGroup(" "));
        Assert.Throws<ArgumentOutOfRangeException>("rateFactor", () => new ParameterGroup("a", -1));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new ParameterGroup("a", 1, double.NaN));
    }
}
