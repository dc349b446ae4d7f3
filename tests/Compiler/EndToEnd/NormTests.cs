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

    [Fact]
    public void BatchNormAfterConvolution_IsPartOfItsEpilogueInInference()
    {
        CompiledNetwork net = SideBySide.Check(
            "[Network, Input(2, 5, 4), Conv2D(3, 2, Bias = false), BatchNorm, ReLU, GlobalAveragePool, Dense(2), MeanSquaredError] public partial class Net;");
        Step step = Plan.Of(net.Model.Entries[0].Inference).Phases.SelectMany(phase => phase.Steps).Single(step => step.Kernel?.Op is Conv2DOp);
        Assert.Equal([typeof(BatchNormOp), typeof(ReLUOp)], step.Elementwise.Select(node => node.Op.GetType()));
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
}
