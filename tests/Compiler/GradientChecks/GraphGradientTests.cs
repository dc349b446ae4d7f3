using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

/// <summary>Sums along the edges of graphs and over segments of rows.</summary>
public sealed class GraphGradientTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfGraphs(int samples)
    {
        foreach (int[] shape in new int[][] { [5], [5, 3], [5, 2, 3] })
        {
            var bench = new Bench(samples);
            Node source = bench.Tokens(Shape.Of(8), limit: 5), target = bench.Tokens(Shape.Of(8), limit: 5);
            bench.CheckGradients(bench.Call("Aggregate", [bench.PerSample(Shape.Of(shape)), source, target]));
        }
    }

    [Fact]
    public void OfGraphsWhoseFeaturesAllSamplesShare()
    {
        var bench = new Bench(samples: 7);
        Node source = bench.Tokens(Shape.Of(4), limit: 5), target = bench.Call("Arange", [], ("count", 4));
        bench.CheckGradients(bench.Call("Aggregate", [bench.Learned(Shape.Of(5, 3)), source, target]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfWeightedGraphs_ByFeaturesAndWeights(int samples)
    {
        foreach ((int[] features, int[] weights) in new (int[], int[])[] { ([5], [8]), ([5, 3], [8]), ([5, 3], [8, 3]), ([5, 2, 3], [8, 2]), ([5, 2, 3], [8, 2, 3]) })
        {
            var bench = new Bench(samples);
            Node source = bench.Tokens(Shape.Of(8), limit: 5), target = bench.Tokens(Shape.Of(8), limit: 5);
            bench.CheckGradients(bench.Call(
                "Aggregate", [bench.PerSample(Shape.Of(features)), source, target, bench.PerSample(Shape.Of(weights))]));
        }
    }

    [Fact]
    public void OfWeightsOrFeaturesThatAllSamplesShare()
    {
        foreach (bool sharedWeights in new[] { false, true })
        {
            var bench = new Bench(samples: 7);
            Node source = bench.Tokens(Shape.Of(4), limit: 5), target = bench.Call("Arange", [], ("count", 4));
            Node Leaf(bool isShared, params int[] shape) => isShared ? bench.Learned(Shape.Of(shape)) : bench.PerSample(Shape.Of(shape));
            bench.CheckGradients(bench.Call("Aggregate", [Leaf(!sharedWeights, 5, 2, 3), source, target, Leaf(sharedWeights, 4, 2)]));
        }
    }

    [Fact]
    public void OfAGraphThatIsTheSameForAllSamples()
    {
        var bench = new Bench(samples: 7);
        Node line = bench.Call("Arange", [], ("count", 5));
        bench.CheckGradients(bench.Call("Aggregate", [bench.PerSample(Shape.Of(5, 3)), line, line, bench.PerSample(Shape.Of(5))]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfTakenRows(int samples)
    {
        foreach ((int[] x, int[] index) in new (int[], int[])[] { ([4], [6]), ([4, 3], []), ([4, 3], [5]), ([4, 2, 3], [2, 3]) })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call("Take", [bench.PerSample(Shape.Of(x)), bench.Tokens(Shape.Of(index), limit: 4)]));
            var shared = new Bench(samples);
            shared.CheckGradients(shared.Call("Take", [shared.Learned(Shape.Of(x)), shared.Tokens(Shape.Of(index), limit: 4)]));
        }
    }

    [Theory]
    [InlineData("SegmentSum", 1)]
    [InlineData("SegmentSum", 7)]
    [InlineData("SegmentSoftmax", 1)]
    [InlineData("SegmentSoftmax", 7)]
    public void OfSegments(string op, int samples)
    {
        // Fewer rows than segments, so that some have none; and more.
        foreach (int[] shape in new int[][] { [3], [9], [9, 2], [9, 2, 3] })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(op, [bench.PerSample(Shape.Of(shape)), bench.Tokens(Shape.Of(shape[0]), limit: 4)], ("count", 4)));
        }

        var shared = new Bench(samples);
        shared.CheckGradients(shared.Call(op, [shared.Learned(Shape.Of(9, 2)), shared.Tokens(Shape.Of(9), limit: 4)], ("count", 4)));
    }

    [Fact]
    public void SoftmaxOfLargeScores_IsFinite_AndSumsTo1()
    {
        var bench = new Bench(samples: 3);
        Node scores = bench.PerSample(Shape.Of(9), from: 900, to: 1000), segment = bench.Tokens(Shape.Of(9), limit: 3);
        Node sums = bench.Call("SegmentSum", [bench.Call("SegmentSoftmax", [scores, segment], ("count", 3)), segment], ("count", 3));
        Assert.All(Evaluation.Of(bench.Graph, bench.Feed, sums)[sums].Data, sum => Assert.True(sum == 0 || Math.Abs(sum - 1) < 1e-12));
    }
}
