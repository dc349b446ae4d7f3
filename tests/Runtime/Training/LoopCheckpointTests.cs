namespace CompiledNets.Tests.Training;

public sealed class LoopCheckpointTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("loop");

    private string Path => System.IO.Path.Combine(folder.FullName, "loop.safetensors");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void ALoopGoesOn_AsIfItHadNeverStopped()
    {
        float[] whole = Run(steps: 7, out DenseChain expected);
        File.Delete(Path);
        Run(steps: 3, out _);
        float[] resumed = Run(steps: 7, out DenseChain net);
        Assert.Equal(expected.Core.Parameters, net.Core.Parameters);
        Assert.Equal(expected.Core.State, net.Core.State);
        Assert.Equal(expected.Core.Counter, net.Core.Counter);
        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void WithoutAFile_NothingIsLoaded()
    {
        var checkpoint = new LoopCheckpoint { Numbers = { ["step"] = 3 } };
        Assert.False(checkpoint.TryLoad(Path));
        Assert.Equal(3, checkpoint.Numbers["step"]);
    }

    [Fact]
    public void ForeignFiles_AreRefusedAndChangeNothing()
    {
        Run(steps: 2, out _);
        DenseChain net = Samples.QuarterNet();
        var adam = new Adam();
        AssertRefused("set of networks is copy, net, here it is net", new LoopCheckpoint().Add("net", net, adam));
        AssertRefused("optimiser is Adam, here it is Sgd", Wanted(net, new Sgd(0.1), new float[7]));
        AssertRefused("optimiser is Adam, here it is absent", Wanted(net, null, new float[7]));
        AssertRefused("seed of the network is 1, here it is 5", Wanted(Samples.QuarterNet(5), adam, new float[7]));
        AssertRefused("the array has 8 floats", Wanted(net, adam, new float[8]));
        AssertRefused("'arrays/other' is missing", Wanted(net, adam, new float[7]).Add("other", new float[1]));
        NetworkFiles.Save(Samples.QuarterNet(), Path);
        AssertRefused("is no checkpoint", Wanted(net, adam, new float[7]));
        File.WriteAllBytes(Path, [1, 2, 3]);
        AssertRefused("is too", Wanted(net, adam, new float[7]));
        Assert.Equal(Samples.QuarterNet().Core.Parameters, net.Core.Parameters);
        Assert.Equal(0, adam.StateOf(net.Core).Steps);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("arrays")]
    [InlineData("net")]
    public void NamesMustBeFree(string name)
    {
        LoopCheckpoint checkpoint = new LoopCheckpoint().Add("net", Samples.QuarterNet());
        Assert.Throws<ArgumentException>(() => checkpoint.Add(name, new float[1]));
    }

    [Fact]
    public void Curves_AreSavedWithTheLoop()
    {
        var checkpoint = new LoopCheckpoint();
        checkpoint.Note("loss", 10, 0.1);
        checkpoint.Note("loss", 2.5, 1.0 / 3);
        checkpoint.Note("loss", 10, 0.2);
        checkpoint.Note("losses", 1, 7);
        checkpoint.Save(Path);
        var loaded = new LoopCheckpoint();
        Assert.True(loaded.TryLoad(Path));
        Assert.Equal([(2.5, 1.0 / 3), (10, 0.2)], loaded.Curve("loss"));
        Assert.Empty(loaded.Curve("accuracy"));
    }

    private static LoopCheckpoint Wanted(INetwork net, Optimizer? optimizer, float[] seen) =>
        new LoopCheckpoint().Add("net", net, optimizer).Add("copy", Samples.QuarterNet()).Add("seen", seen);

    private void AssertRefused(string problem, LoopCheckpoint checkpoint) =>
        Assert.Contains(problem, Assert.Throws<NetworkFileException>(() => checkpoint.TryLoad(Path)).Message);

    /// <summary>Steps on batches of a growing number, and saves after each one.</summary>
    private float[] Run(int steps, out DenseChain net)
    {
        net = Samples.QuarterNet();
        DenseChain copy = Samples.QuarterNet();
        var adam = new Adam(0.1) { Schedule = new WarmUp(4) };
        float[] seen = new float[7];
        LoopCheckpoint checkpoint = new LoopCheckpoint().Add("net", net, adam).Add("copy", copy).Add("seen", seen);
        int step = checkpoint.TryLoad(Path) ? (int)checkpoint.Numbers["step"] : 0;
        for (; step < steps; step++)
        {
            new Trainer(adam) { Epochs = 1, Seed = (ulong)step }.Fit(net, Samples.Quarters(9, seed: step + 1));
            net.Core.Parameters.CopyTo(copy.Core.WriteParameters());
            seen[step] = copy.Core.Parameters[0];
            checkpoint.Numbers["step"] = step + 1;
            checkpoint.Save(Path);
        }

        return seen;
    }
}
