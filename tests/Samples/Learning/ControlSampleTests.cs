using CompiledNets.Tests.Support;
using Samples;

namespace CompiledNets.Tests.Samples.Learning;

/// <summary>Samples that learn by playing.</summary>
public sealed class ControlSampleTests
{
    [Fact]
    public void APoleThatNobodyHolds_Falls()
    {
        Assert.InRange(CartPole.Play(games: 50, seed: 1, _ => 0), 7, 11);   // pushed to one side only
        Assert.InRange(CartPole.Play(games: 50, seed: 1, state => state[2] + state[3] > 0 ? 1 : 0), 100, 500);
    }

    [Fact]
    public void TheEquations_AreThoseOfThePaper()
    {
        // One step from rest, by hand: force 10, common = 10/1.1, turn = -common/(0.5·(4/3 - 0.1/1.1)), acceleration = common - 0.05·turn/1.1.
        var game = new CartPole();
        game.Start(new Middle());
        game.Push(1);
        double common = 10 / 1.1, turn = -common / (0.5 * (4.0 / 3 - 0.1 / 1.1));
        Assert.Equal([0, (float)(0.02 * (common - 0.05 * turn / 1.1)), 0, (float)(0.02 * turn)], game.State);
    }

    [Theory]
    [InlineData("Dqn", "150")]
    [InlineData("ActorCritic", "60")]
    public void APole_StandsLongerThanByChance(string sample, string epochs)
    {
        using var program = new SampleProgram(sample);
        CommandResult run = program.Run("--epochs", epochs).MustSucceed();
        Assert.InRange(double.Parse(run.Output[^1].Split(": ")[1], System.Globalization.CultureInfo.InvariantCulture), 60, 500); // chance: 22
    }

    [Fact]
    public void AnInterruptedPlay_GoesOnWithTheSameBits()
    {
        using SampleProgram whole = new("ActorCritic"), parts = new("ActorCritic");
        CommandResult expected = whole.Run("--epochs", "30").MustSucceed();
        parts.Run("--epochs", "10").MustSucceed();
        CommandResult resumed = parts.Run("--epochs", "30", "--resume").MustSucceed();
        Assert.Equal(expected.Output[^1], resumed.Output[^1]);
    }

    private sealed class Middle : Random
    {
        public override double NextDouble() => 0.5;
    }
}
