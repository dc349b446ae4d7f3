using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class ReductionGradientTests
{
    private static readonly int[][] AxisLists = [[], [0], [1], [-1], [0, 2], [1, 2], [0, 1, 2]];

    [Theory]
    [InlineData("Sum", 1)]
    [InlineData("Sum", 7)]
    [InlineData("Mean", 1)]
    [InlineData("Mean", 7)]
    [InlineData("Max", 1)]
    [InlineData("Max", 7)]
    public void OverAxes(string reduction, int samples)
    {
        foreach (int[] axes in AxisLists)
        {
            foreach (bool keepDims in new[] { false, true })
            {
                var bench = new Bench(samples);
                Node x = bench.PerSample(Shape.Of(3, 5, 2));
                bench.CheckGradients(bench.Call(reduction, [x], ("axes", axes), ("keepDims", keepDims)));
            }
        }
    }

    [Theory]
    [InlineData("Sum")]
    [InlineData("Mean")]
    [InlineData("Max")]
    public void OfAValueThatAllSamplesShare(string reduction)
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call(reduction, [bench.Learned(Shape.Of(3, 5))], ("axis", 0)));
    }
}
