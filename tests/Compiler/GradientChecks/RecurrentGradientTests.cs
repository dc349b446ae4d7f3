using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class RecurrentGradientTests
{
    public static TheoryData<string> Layers => ["RNN", "LSTM", "GRU"];

    [Theory, MemberData(nameof(Layers))]
    public void OfSequences(string layer)
    {
        foreach (int samples in new[] { 1, 7 })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(layer, [bench.PerSample(Shape.Of(4, 3))], ("units", 2)));
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void OfStackedLayersInBothDirections(string layer)
    {
        var bench = new Bench(samples: 3);
        bench.CheckGradients(bench.Call(layer, [bench.PerSample(Shape.Of(3, 2))], ("units", 2), ("layers", 2), ("bidirectional", true)));
    }

    [Theory, MemberData(nameof(Layers))]
    public void OfGivenStates(string layer)
    {
        var bench = new Bench(samples: 3);
        Node x = bench.PerSample(Shape.Of(3, 2));
        bench.CheckGradients(bench.Call(layer, [x, .. States(layer, () => bench.PerSample(Shape.Of(3)))], ("units", 3)));
    }

    [Theory, MemberData(nameof(Layers))]
    public void OfGivenStatesOfSeveralLayers_WithoutBiases(string layer)
    {
        var bench = new Bench(samples: 3);
        Node[] inputs = [bench.PerSample(Shape.Of(2, 2)), .. States(layer, () => bench.PerSample(Shape.Of(4, 2)))];
        bench.CheckGradients(bench.Call(layer, inputs, ("units", 2), ("layers", 2), ("bidirectional", true), ("bias", false)));
    }

    [Theory, MemberData(nameof(Layers))]
    public void OfASingleStep_FromAState(string layer)
    {
        var bench = new Bench(samples: 3);
        Node x = bench.PerSample(Shape.Of(1, 2));
        bench.CheckGradients(bench.Call(layer, [x, .. States(layer, () => bench.PerSample(Shape.Of(3)))], ("units", 3)));
    }

    [Theory, MemberData(nameof(Layers))]
    public void OfAStateThatAllSamplesShare(string layer)
    {
        var bench = new Bench(samples: 3);
        Node x = bench.PerSample(Shape.Of(2, 2));
        bench.CheckGradients(bench.Call(layer, [x, .. States(layer, () => bench.Learned(Shape.Of(3)))], ("units", 3)));
    }

    [Theory, MemberData(nameof(Layers))]
    public void OfASequenceThatAllSamplesShare(string layer)
    {
        var bench = new Bench(samples: 3);
        bench.CheckGradients(bench.Call(layer, [bench.Learned(Shape.Of(3, 2))], ("units", 3)));
    }

    [Theory, MemberData(nameof(Layers))]
    public void OfALayerThatRunsAsInInference(string layer)
    {
        var bench = new Bench(samples: 3, training: false);
        bench.CheckGradients(bench.Call(layer, [bench.PerSample(Shape.Of(3, 2))], ("units", 3)));
    }

    [Fact]
    public void OfRectifiers()
    {
        var bench = new Bench(samples: 3);
        bench.CheckGradients(bench.Call("RNN", [bench.PerSample(Shape.Of(4, 3))], ("units", 3), ("activation", "ReLU"), ("layers", 2)));
    }

    [Fact]
    public void OfLayersWithDropout()
    {
        var bench = new Bench(samples: 3);
        bench.CheckGradients(bench.Call("LSTM", [bench.PerSample(Shape.Of(3, 2))], ("units", 3), ("layers", 3), ("dropout", 0.4)));
    }

    private static Node[] States(string layer, Func<Node> state) => layer == "LSTM" ? [state(), state()] : [state()];
}
