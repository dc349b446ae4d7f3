using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class DenseGradientTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(7, true)]
    [InlineData(7, false)]
    public void OfRows(int samples, bool bias)
    {
        var bench = new Bench(samples);
        bench.CheckGradients(bench.Call("Dense", [bench.PerSample(Shape.Of(5))], ("units", 3), ("bias", bias)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfRowsWithLeadingAxes(int samples)
    {
        var bench = new Bench(samples);
        bench.CheckGradients(bench.Call("Dense", [bench.PerSample(Shape.Of(3, 2, 5))], ("units", 4)));
    }

    [Fact]
    public void OfAValueThatAllSamplesShare()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("Dense", [bench.Learned(Shape.Of(3, 5))], ("units", 2)));
    }
}
