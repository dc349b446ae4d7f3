using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class ElementwiseGradientTests
{
    [Theory]
    [InlineData("Exp", -3, 3)]
    [InlineData("Log", 0.2, 3)]
    [InlineData("Sqrt", 0.2, 3)]
    [InlineData("Square", -3, 3)]
    [InlineData("Abs", -3, 3)]
    public void UnaryMaths(string op, double from, double to)
    {
        foreach (int samples in new[] { 1, 7 })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(op, [bench.PerSample(Shape.Of(3, 11), from, to)]));
        }
    }

    [Theory]
    [InlineData(3, -2)]
    [InlineData(-2, 0.5)]
    [InlineData(1.5, 0.2)]
    [InlineData(0.3, 0.2)]
    [InlineData(2, -2)]
    [InlineData(1, -2)]
    [InlineData(0.5, 0.2)]
    [InlineData(7, -1.5)]
    public void Powers(double exponent, double from)
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("Pow", [bench.PerSample(Shape.Of(3, 5), from, 2)], ("exponent", exponent)));
    }

    [Fact]
    public void PowerOfZero_IsTheConstantOne()
    {
        var bench = new Bench(samples: 2);
        Node one = bench.Call("Pow", [bench.PerSample(Shape.Of(3))], ("exponent", 0));
        Assert.Equal([1, 1, 1, 1, 1, 1], Evaluation.Of(bench.Graph, bench.Feed, one)[one].Data);
        bench.Differentiate(one, _ => 1);
        Assert.Empty(Evaluation.Of(bench.Graph, bench.Feed).Gradients);
    }

    [Theory]
    [InlineData("Maximum")]
    [InlineData("Minimum")]
    public void Pairs_Broadcast(string op)
    {
        foreach ((Shape left, Shape right) in new[]
        {
            (Shape.Of(3, 5), Shape.Of(3, 5)), (Shape.Of(3, 1), Shape.Of(2, 1, 5)), (Shape.Of(7), Shape.Scalar), (Shape.Scalar, Shape.Scalar),
        })
        {
            foreach (int samples in new[] { 1, 7 })
            {
                var bench = new Bench(samples);
                bench.CheckGradients(bench.Call(op, [bench.PerSample(left), bench.PerSample(right)]));
                bench = new Bench(samples);
                bench.CheckGradients(bench.Call(op, [bench.PerSample(left), bench.Learned(right)]));
            }
        }
    }

    [Theory]
    [InlineData("Maximum")]
    [InlineData("Minimum")]
    public void EqualPairs_ShareTheGradient(string op)
    {
        var bench = new Bench(samples: 1);
        Node a = bench.Learned(Shape.Of(3)), b = bench.Learned(Shape.Of(3));
        Values bValues = bench.Feed.Stored[((StoredOp)b.Op).Tensor];
        bench.Feed.Stored[((StoredOp)a.Op).Tensor].Data.CopyTo(bValues.Data, 0);
        bench.Differentiate(bench.Call(op, [a, b]), _ => 2);
        Evaluation evaluation = Evaluation.Of(bench.Graph, bench.Feed);
        Assert.All(evaluation.Gradients.Values, gradient => Assert.Equal([1, 1, 1], gradient.Data));
        Assert.Equal(2, evaluation.Gradients.Count);
    }

    [Theory]
    [InlineData("Greater")]
    [InlineData("Less")]
    public void Where_ByWhatIsChosen(string comparison)
    {
        foreach ((int[] a, int[] b) in new (int[], int[])[] { ([3, 5], [3, 5]), ([3, 1], [5]), ([], [4]) })
        {
            var bench = new Bench(samples: 7);
            Node mask = bench.Call(comparison, [bench.Input(Shape.Of(a)), bench.Input(Shape.Of(b))]);
            bench.CheckGradients(bench.Call("Where", [mask, bench.PerSample(Shape.Of(a)), bench.Learned(Shape.Of(b))]));
        }
    }

    [Fact]
    public void Clamp_InsideOfItsBounds()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("Clamp", [bench.PerSample(Shape.Of(3, 5), -2, 2)], ("low", -0.5), ("high", 1.25)));
    }
}
