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

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfRootMeanSquares(int samples)
    {
        foreach (int[] shape in Shapes)
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call("RMSNorm", [bench.PerSample(Shape.Of(shape))], ("epsilon", 1e-2)));
        }
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 6, 5)]
    [InlineData(3, 6, 2, 3)]
    [InlineData(6, 6, 5)]
    public void OfGroups(int groups, params int[] shape)
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("GroupNorm", [bench.PerSample(Shape.Of(shape))], ("groups", groups), ("epsilon", 1e-2)));
    }

    [Fact]
    public void OfChannelsThatAllSamplesShare()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("InstanceNorm", [bench.Learned(Shape.Of(3, 5, 2))], ("epsilon", 1e-2)));
    }
}
