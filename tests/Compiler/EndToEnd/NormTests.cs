using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Passes;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted norms, forward and backward, and running statistics.</summary>
public sealed class NormTests
{
    // Two in a row would be ill-conditioned: a small random scale makes the second divide by a small deviation.
    [Theory]
    [InlineData(4, "4")]
    [InlineData(12, "4, 3")]
    [InlineData(38, "2, 19, 1")]
    [InlineData(24, "4, 3, 2")]
    public void BatchNorm_AsTheReference(int size, string shape) => SideBySide.Check(
        $"[Network, Input(5), Dense({size}), Reshape({shape}), BatchNorm(Momentum = 0.3), Tanh, Flatten, Dense(2), MeanSquaredError] public partial class Net;");

    [Fact]
    public void BatchNormOfTheInput_LearnsWithoutAnInputGradient()
    {
        CompiledNetwork net = SideBySide.Check("[Network, Input(3, 4), BatchNorm, Flatten, Dense(2), MeanSquaredError] public partial class Net;");
        Assert.DoesNotContain("dX", net.Emitted, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluatedBatchNorm_UsesItsRunningStatistics_AndLeavesThem() => SideBySide.Check(Reader.Network("""
        [Conv2D(3, 2), BatchNorm, ReLU] private partial Tensor Body(Tensor x);
        [Flatten, Dense(2)]             private partial Tensor Head(Tensor x);

        [Objective, Evaluates(nameof(Body))]
        private Tensor Loss([Shape(2, 5, 4)] Tensor x, [Shape(2)] Tensor y) => MeanSquaredError(Head(Body(x)), y);
        """));

    [Fact]
    public void SharedBatchNorm_UpdatesItsStatisticsAtEachCall() => SideBySide.Check(Reader.Network("""
        [Dense(4), BatchNorm, Tanh] private partial Tensor Turn(Tensor x);

        [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape(4)] Tensor y) => MeanSquaredError(Turn(Turn(x)), y);
        """));

    // Against the graph with its norm, in double: folding rounds each weight once more, which the bound of all emitted code covers.
    [Theory]
    [InlineData("2, 5, 4", "Conv2D(3, 2, Bias = false), BatchNorm, ReLU")]
    [InlineData("2, 9, 8", "Conv2D(7, 3, Stride = 2), BatchNorm(Epsilon = 0.01)")]
    [InlineData("16, 10, 9", "Conv2D(17, 3, Padding = 1), BatchNorm, ReLU")]
    [InlineData("6, 7, 5", "Conv2D(12, 3, Groups = 6), BatchNorm, Tanh")]
    [InlineData("5, 20", "Conv1D(9, 4), BatchNorm, ReLU")]
    [InlineData("11", "Dense(40), BatchNorm, ReLU")]
    [InlineData("3", "Dense(2), BatchNorm")]
    public void BatchNorm_IsFoldedIntoTheLayerBefore(string input, string layers)
    {
        CompiledNetwork net = SideBySide.Check($"[Network, Input({input}), {layers}, Flatten, Dense(2), MeanSquaredError] public partial class Net;");
        Assert.All(net.Model.Entries, entry => Assert.DoesNotContain(Steps(entry.Inference), step => step.Nodes.Any(node => node.Op is BatchNormOp)));
    }

    [Theory]
    [InlineData("Dense(4), Tanh, BatchNorm")]
    [InlineData("Reshape(2, 3), Dense(4), BatchNorm")]
    public void BatchNormAfterAnythingElse_StaysByItself(string layers)
    {
        CompiledNetwork net = SideBySide.Check($"[Network, Input(6), {layers}, Flatten, Dense(2), MeanSquaredError] public partial class Net;");
        Assert.Contains(Steps(net.Model.Entries[0].Inference), step => step.Nodes.Any(node => node.Op is BatchNormOp));
    }

    [Fact]
    public void SumsThatOthersReadToo_AreNotFolded() => SideBySide.Check(Reader.Network("""
        [Forward]
        private (Tensor Sums, Tensor Normed) Both([Shape(2, 6, 6)] Tensor x)
        {
            var sums = Conv2D(x, 8, 3);
            return (sums, BatchNorm(sums));
        }
        """));

    [Fact]
    public void ResidualBlock_AddsItsShortcutInTheConvolution()
    {
        CompiledNetwork net = SideBySide.Check(Reader.Network("""
            [Forward]
            private Tensor Block([Shape(16, 9, 10)] Tensor x)
            {
                var y = ReLU(BatchNorm(Conv2D(x, 18, 3, stride: 2, padding: 1, bias: false)));
                y = BatchNorm(Conv2D(y, 18, 3, padding: 1, bias: false));
                var shortcut = BatchNorm(Conv2D(x, 18, 1, stride: 2, bias: false));
                y = ReLU(y + shortcut);
                return ReLU(y + Conv2D(y, 18, 3, padding: 1));
            }
            """));
        Assert.DoesNotContain("CNet.Lanes", net.Emitted, StringComparison.Ordinal);
    }

    [Fact]
    public void ResidualStream_IsAddedInDenseLayers()
    {
        CompiledNetwork net = SideBySide.Check(Reader.Network("""
            [Forward]
            private Tensor Stream([Shape(5, 19)] Tensor x)
            {
                x += Dense(ReLU(Dense(LayerNorm(x), 33)), 19);
                x = ReLU(Dense(x, 19, bias: false) + x);
                return x + Dense(Reshape(LayerNorm(x), 95), 1);
            }
            """));
        Assert.Equal(1, net.Emitted.Split("CNet.Lanes.Store").Length - 1);
    }

    [Fact]
    public void ResidualStream_IsAddedInGradientsOfLayerNorm()
    {
        CompiledNetwork net = SideBySide.Check(Reader.Network("""
            [Objective]
            private Tensor Loss([Shape(3, 17)] Tensor x, [Shape(3, 17)] Tensor y)
            {
                x = Dense(x, 17);
                x += Dense(Tanh(Dense(LayerNorm(x), 33)), 17);
                return MeanSquaredError(x, y);
            }
            """));
        Assert.Matches(@"LayerNorm\.InputGradient\(([^,]+, ){7}[^,]+\);", net.Emitted);
    }

    [Fact]
    public void StatisticsThatMoved_AreFoldedAnew()
    {
        CompiledNetwork net = CompiledNetwork.From("[Network, Input(3, 5, 5), Conv2D(8, 3), BatchNorm, Flatten, Dense(2), MeanSquaredError] public partial class Net;");
        INetwork trained = net.Create(1), copy = net.Create(2);
        float[] x = [.. Enumerable.Range(0, 4 * 75).Select(index => (float)Math.Sin(index))], y = new float[8];
        var batch = new ArrayBatch(4, [x, y]);
        float before = trained.AllObjectives[0].Evaluate(batch);
        trained.AllObjectives[0].Gradients(batch);
        float after = trained.AllObjectives[0].Evaluate(batch);
        copy.Core.CopyFrom(trained.Core, ViewTarget.Value, ViewTarget.Value);
        Assert.NotEqual(before, after);
        Assert.Equal(after, copy.AllObjectives[0].Evaluate(batch));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("3, 5")]
    [InlineData("2, 3, 17")]
    public void LayerNorm_AsTheReference(string input) => SideBySide.Check(
        $"[Network, Input({input}), LayerNorm, Dense(19), LayerNorm(Epsilon = 0.01), Tanh, Flatten, Dense(2), MeanSquaredError] public partial class Net;");

    [Theory]
    [InlineData("5", "RMSNorm")]
    [InlineData("2, 3, 17", "RMSNorm(Epsilon = 0.01)")]
    [InlineData("6", "GroupNorm(2)")]
    [InlineData("6, 5", "GroupNorm(3)")]
    [InlineData("4, 3, 7", "GroupNorm(1, Epsilon = 0.01)")]
    [InlineData("4, 3, 7", "InstanceNorm")]
    public void NormsOfSamples_AsTheReference(string shape, string norm)
    {
        int size = shape.Split(", ").Aggregate(1, (product, extent) => product * int.Parse(extent, System.Globalization.CultureInfo.InvariantCulture));
        SideBySide.Check(
            $"[Network, Input({shape}), {norm}, Flatten, Dense({size}), Reshape({shape}), {norm}, Tanh, Flatten, Dense(2), MeanSquaredError] public partial class Net;");
    }

    private static IEnumerable<Step> Steps(Graph inference) => Plan.Of(inference).Phases.SelectMany(phase => phase.Steps);
}
