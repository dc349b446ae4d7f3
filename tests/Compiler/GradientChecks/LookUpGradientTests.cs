using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class LookUpGradientTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfTokens(int samples)
    {
        foreach (int[] shape in new int[][] { [], [5], [2, 3] })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call("Embedding", [bench.Tokens(Shape.Of(shape), limit: 4)], ("count", 4), ("width", 3)));
        }
    }

    [Fact]
    public void OfPositions()
    {
        var bench = new Bench(samples: 7);
        Node positions = bench.Call("Arange", [], ("count", 5));
        bench.CheckGradients(bench.Call("Embedding", [positions], ("count", 6), ("width", 3)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfPicks(int samples)
    {
        foreach ((int[] x, int[] index) in new (int[], int[])[] { ([4], []), ([4], [1]), ([4], [6]), ([3, 4], [3]), ([2, 3, 4], [2, 3, 5]) })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call("Gather", [bench.PerSample(Shape.Of(x)), bench.Tokens(Shape.Of(index), limit: 4)]));
        }
    }

    [Fact]
    public void OfPicksFromATableThatAllSamplesShare()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("Gather", [bench.Learned(Shape.Of(3, 4)), bench.Tokens(Shape.Of(3, 2), limit: 4)]));
    }

    [Fact]
    public void OfTheSamePicksForAllSamples()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("Gather", [bench.PerSample(Shape.Of(4)), bench.Call("Arange", [], ("count", 3))]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfNoise(int samples)
    {
        var bench = new Bench(samples);
        Node noise = bench.Call("RandomNormal", [], ("shape", new[] { 3, 2 }));
        bench.CheckGradients(bench.Call("Multiply", [bench.PerSample(Shape.Of(3, 2)), noise]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfScatteredValues(int samples)
    {
        foreach (int[] shape in new int[][] { [6], [3, 5] })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(
                "ScatterAdd", [bench.PerSample(Shape.Of(shape)), bench.Tokens(Shape.Of(shape), limit: 4)], ("count", 4)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfTheLargestValues_WhoseRankingIsNoPath(int samples)
    {
        foreach (int[] shape in new int[][] { [6], [3, 5] })
        {
            var bench = new Bench(samples);
            Node x = bench.PerSample(Shape.Of(shape)), values = bench.Call("TopK", [x], ("count", 3));
            Node best = bench.Call("OneHot", [bench.Call("ArgMax", [x])], ("classes", 7));
            Node weights = bench.Call("Sum", [best], ("axis", -1), ("keepDims", true));
            bench.CheckGradients(bench.Call("Multiply", [bench.Call("Multiply", [values, values]), weights]));
        }
    }

    [Fact]
    public void OfTheLargestValuesOfWhatAllSamplesShare()
    {
        var bench = new Bench(samples: 7);
        Node shared = bench.Call("TopK", [bench.Learned(Shape.Of(2, 5))], ("count", 2));
        bench.CheckGradients(bench.Call("Multiply", [shared, bench.PerSample(Shape.Of(2, 2))]));
    }
}
