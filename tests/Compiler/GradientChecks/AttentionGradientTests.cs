using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class AttentionGradientTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public void OfASequenceToItself(int samples, bool causal)
    {
        var bench = new Bench(samples);
        bench.CheckGradients(bench.Call("SelfAttention", [bench.PerSample(Shape.Of(4, 6))], ("heads", 3), ("causal", causal)));
    }

    [Fact]
    public void OfASequenceWithPadding()
    {
        var bench = new Bench(samples: 2);
        bench.CheckGradients(bench.Call("SelfAttention", [bench.PerSample(Shape.Of(4, 4)), Mask(bench, 4)], ("heads", 2), ("bias", false)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfQueriesToKeys(bool causal)
    {
        var bench = new Bench(samples: 2);
        Node key = bench.PerSample(Shape.Of(4, 4)), query = bench.PerSample(Shape.Of(3, 4)), value = bench.PerSample(Shape.Of(4, 4));
        bench.CheckGradients(bench.Call("MultiHeadAttention", [query, key, value, Mask(bench, 4)], ("heads", 2), ("causal", causal)));
    }

    // As a perceiver's latents, and a memory that all samples share.
    [Fact]
    public void OfWhatAllSamplesShare()
    {
        var bench = new Bench(samples: 2);
        Node x = bench.PerSample(Shape.Of(3, 4)), shared = bench.Learned(Shape.Of(2, 4));
        bench.CheckGradients(bench.Call("MultiHeadAttention", [shared, x, x], ("heads", 2)));

        bench = new Bench(samples: 2);
        (x, shared) = (bench.PerSample(Shape.Of(3, 4)), bench.Learned(Shape.Of(2, 4)));
        bench.CheckGradients(bench.Call("MultiHeadAttention", [x, shared, shared], ("heads", 1)));
    }

    [Fact]
    public void OfInputsWithoutGradients_LearnsTheWeightsOnly()
    {
        var bench = new Bench(samples: 2);
        bench.CheckGradients(bench.Call("MultiHeadAttention", [bench.Input(Shape.Of(3, 4)), bench.Input(Shape.Of(2, 4)), bench.Input(Shape.Of(2, 4))], ("heads", 2)));
    }

    [Fact]
    public void WithoutWeights()
    {
        var bench = new Bench(samples: 2);
        Node query = bench.PerSample(Shape.Of(3, 6)), key = bench.Learned(Shape.Of(5, 6)), value = bench.Input(Shape.Of(5, 6));
        bench.CheckGradients(bench.Call("Attention", [query, key, value], ("heads", 2), ("causal", true)));
    }

    [Fact]
    public void OfOneSequenceThreeTimes_GetsAllContributions()
    {
        var bench = new Bench(samples: 2);
        Node x = bench.PerSample(Shape.Of(3, 4));
        bench.CheckGradients(bench.Call("Attention", [x, x, x], ("heads", 2)));
    }

    [Theory]
    [InlineData("SelfAttention", 0)]
    [InlineData("Attention", 0)]
    [InlineData("Attention", 1)]
    public void OfAStepAndItsCache(string op, int result)
    {
        var bench = new Bench(samples: 5);
        Node[] steps = [.. Enumerable.Range(0, op == "Attention" ? 3 : 1).Select(_ => bench.PerSample(Shape.Of(4)))];
        bench.Call(op, [.. steps, bench.PerSample(Shape.Of(3, 6, 8)), bench.Tokens(Shape.Scalar, 6)], ("heads", 2), ("layer", 1));
        bench.CheckGradients(bench.Results[result]);
    }

    // Two layers one after another, and a cache that all samples share.
    [Fact]
    public void OfStepsThroughOneCache()
    {
        var bench = new Bench(samples: 3);
        Node cache = bench.Learned(Shape.Of(2, 4, 4)), position = bench.Tokens(Shape.Of(1), 4), x = bench.PerSample(Shape.Of(2));
        x = bench.Call("SelfAttention", [x, cache, position], ("heads", 1), ("layer", 1), ("bias", false));
        x = bench.Call("SelfAttention", [x, bench.Results[1], position], ("heads", 2));
        bench.CheckGradients(bench.Call("Sum", [bench.Graph.Add(new MultiplyOp(), x.Label, x, bench.Call("Sum", [bench.Results[1]]))]));
    }

    [Fact]
    public void OfPositions()
    {
        var bench = new Bench(samples: 2);
        Node x = bench.Call("Sinusoidal", [bench.PerSample(Shape.Of(3, 4))]);
        bench.CheckGradients(bench.Call("Rotary", [x], ("heads", 2), ("period", 50)));
    }

    /// <summary>1 or 0 for each key of each sample.</summary>
    private static Node Mask(Bench bench, int keys)
    {
        Node mask = bench.Input(Shape.Of(keys));
        Values values = bench.Feed.Inputs[((InputOp)mask.Op).Index];
        for (int index = 0; index < values.Data.Length; index++)
        {
            values.Data[index] = values.Data[index] < -0.3 ? 0 : 1;
        }

        return mask;
    }
}
