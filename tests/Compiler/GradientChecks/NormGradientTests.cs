using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class NormGradientTests
{
    private static readonly int[][] Shapes = [[5], [3, 4], [3, 5, 2]];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OfBatches(bool training)
    {
        foreach (int[] shape in Shapes)
        {
            var bench = new Bench(samples: 7, training: training);
            bench.CheckGradients(bench.Call("BatchNorm", [bench.PerSample(Shape.Of(shape))], ("epsilon", 1e-3)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OfABatchOfOneImage(bool training)
    {
        var bench = new Bench(samples: 1, training: training);
        bench.CheckGradients(bench.Call("BatchNorm", [bench.PerSample(Shape.Of(3, 5, 2))]));
    }

    [Fact]
    public void OfAnImageThatAllSamplesShare()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("BatchNorm", [bench.Learned(Shape.Of(3, 5, 2))]));
    }

    [Fact]
    public void OfConstantImages_LearnsScaleAndShiftOnly()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("BatchNorm", [bench.Input(Shape.Of(3, 5, 2))]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfRows(int samples)
    {
        foreach (int[] shape in Shapes)
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call("LayerNorm", [bench.PerSample(Shape.Of(shape))]));
        }
    }

    [Fact]
    public void OfRowsThatAllSamplesShare()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("LayerNorm", [bench.Learned(Shape.Of(3, 5))], ("epsilon", 0.1)));
    }
}
