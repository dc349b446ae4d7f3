using CompiledNets.Tests.Files;

namespace CompiledNets.Tests.Training;

public sealed class NetworkBlendTests
{
    [Fact]
    public void Moving_GoesAShareOfTheWay_StateToo()
    {
        FileTestNetwork net = new(1), goal = new(2);
        float[] parameters = net.Core.Parameters.ToArray(), state = net.Core.State.ToArray();
        long version = net.Core.Version;
        net.MoveTowards(goal, 0.25);
        Assert.Equal(parameters.Select((value, i) => value + 0.25f * (goal.Core.Parameters[i] - value)), net.Core.Parameters.ToArray());
        Assert.Equal(state.Select((value, i) => value + 0.25f * (goal.Core.State[i] - value)), net.Core.State.ToArray());
        Assert.NotEqual(parameters, net.Core.Parameters.ToArray());
        Assert.True(net.Core.Version > version, "packed copies are stale");
    }

    [Fact]
    public void Strangers_AreRefusedAndNothingMoves()
    {
        DenseChain net = Samples.QuarterNet();
        float[] before = net.Core.Parameters.ToArray();
        Assert.Throws<ArgumentOutOfRangeException>(() => net.MoveTowards(net, 1.5));
        Assert.Throws<ArgumentException>(() => net.MoveTowards(Samples.LineNet(), 0.5));
        Assert.Equal(before, net.Core.Parameters.ToArray());
    }
}
