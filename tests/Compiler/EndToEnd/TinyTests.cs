namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Networks that are written as straight-line arithmetic compute what their graphs say, whatever follows the products.</summary>
public sealed class TinyTests
{
    [Theory]
    [InlineData("[Network, Input(1), Dense(5), ReLU, Dense(1), MeanSquaredError]")]
    [InlineData("[Network, Input(2), Dense(4), Tanh, Dense(1), BinaryCrossEntropyWithLogits]")]
    [InlineData("[Network, Input(3), Dense(7), Sigmoid, Dense(4), ReLU, Dense(2), SoftmaxCrossEntropy]")]
    [InlineData("[Network, Input(4), Dense(8, Bias = false), ReLU, BatchNorm, Dense(3), MeanAbsoluteError]")]
    public void Chains(string attributes) => SideBySide.Check($"{attributes} public partial class Net;");

    [Fact]
    public void Weights_AreNotPacked() =>
        Assert.DoesNotContain("Prepared", CompiledNetwork.From("[Network, Input(1), Dense(5), ReLU, Dense(1), MeanSquaredError] public partial class Net;").Emitted);

    [Fact]
    public void Chains_InLargeBatches() => SideBySide.Check("[Network, Input(3), Dense(5), ReLU, Dense(2), MeanSquaredError] public partial class Net;", 301);

    [Fact]
    public void SharedWeightsScalarsAndSeveralOutputs() => SideBySide.Check("""
        [Network] public partial class Net
        {
            [Dense(3)] private partial Tensor Step(Tensor x);
            [Dense(3, Bias = false)] private partial Tensor Twist(Tensor x);
            [Forward] private (Tensor Once, Tensor Twice) Both([Shape(3)] Tensor x, [Shape(3)] Tensor y)
            {
                var once = Maximum(Step(x), y);
                return (once - 2 * y, Step(once) * Abs(once));
            }
            [Objective] private Tensor Loss([Shape(3)] Tensor x, [Shape(3)] Tensor y, float beta)
            {
                var (a, b) = Both(Twist(x), y);
                var c = Step(beta * a) / (2 + Square(b)) - (Twist(b) - (a - y));
                return Mean(Square(c)) + beta * Sum(Minimum(a, -b) * Sqrt(1 + Square(y[0..1])));
            }
        }
        """);
}
