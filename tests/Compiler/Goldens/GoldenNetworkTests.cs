using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Compiler.Tests.Goldens;

/// <summary>Emitted networks train as PyTorch's do: the same gradients, and the same losses for twenty steps of Adam.</summary>
/// <remarks>PyTorch computed in double. Gradients in float32 differ from that by a few times 1e-6 of a tensor's largest; Adam divides
/// them by their size, which carries such differences into the parameters, so losses agree to 1e-4.</remarks>
public sealed class GoldenNetworkTests
{
    private const double GradientTolerance = 2e-5;
    private const double LossTolerance = 1e-4;

    [Fact]
    public void SmallConvolutions_TrainAsInPyTorch() => Check("SmallConvolutions", """
        [Network, Input(2, 9, 8)]
        [Conv2D(3, 3), ReLU, MaxPool2D(2), Conv2D(4, 2, Padding = 1), ReLU, MaxPool2D(2)]
        [Flatten, Dense(7), ReLU, Dense(5)]
        [SoftmaxCrossEntropy]
        public partial class Net;
        """);

    [Fact]
    public void Residual_TrainsAsInPyTorch() => Check("Residual", """
        [Network] public partial class Net
        {
            [Conv2D(4, 3, Padding = 1, Bias = false)] private partial Tensor Stem(Tensor x);
            [BatchNorm] private partial Tensor Stem_norm(Tensor x);
            [Conv2D(6, 3, Stride = 2, Padding = 1, Bias = false)] private partial Tensor Body(Tensor x);
            [BatchNorm] private partial Tensor Body_norm(Tensor x);
            [Conv2D(6, 1, Stride = 2, Bias = false)] private partial Tensor Shortcut(Tensor x);
            [Dense(5)] private partial Tensor Head(Tensor x);

            [Objective] private Tensor Loss([Shape(2, 7, 6)] Tensor image, [Shape] Tokens label)
            {
                var x = ReLU(Stem_norm(Stem(image)));
                return SoftmaxCrossEntropy(Head(GlobalAveragePool(ReLU(Body_norm(Body(x)) + Shortcut(x)))), label);
            }
        }
        """);

    [Fact]
    public void Text_TrainsAsInPyTorch() => Check("Text", """
        [Network] public partial class Net
        {
            [Embedding(11, 6)] private partial Tensor Embed(Tokens text);
            [Embedding(5, 6)] private partial Tensor Position(Tokens place);
            [LayerNorm] private partial Tensor Norm(Tensor x);
            [Dense(13)] private partial Tensor Up(Tensor x);
            [Dense(6)] private partial Tensor Down(Tensor x);
            [LayerNorm] private partial Tensor Last_norm(Tensor x);
            [Dense(11)] private partial Tensor Head(Tensor x);

            [Objective] private Tensor Loss([Shape(5)] Tokens text, [Shape(5)] Tokens next)
            {
                var x = Embed(text) + Position(Arange(5));
                x += Down(GELU(Up(Norm(x))));
                return SoftmaxCrossEntropy(Head(Last_norm(x)), next);
            }
        }
        """);

    [Fact]
    public void Classifier_TrainsAsInPyTorch() => Check("Classifier", """
        [Network] public partial class TextNet
        {
            [Embedding(13, 6)] private partial Tensor Embed(Tokens words);
            [LSTM(5)]          private partial Tensor Read(Tensor words);
            [Dense(1)]         private partial Tensor Score(Tensor state);

            [Forward]   private Tensor Logit([Shape(9)] Tokens words) => Score(Read(Embed(words))[^1]);
            [Objective] private Tensor Loss([Shape(9)] Tokens words, [Shape(1)] Tensor spam) =>
                BinaryCrossEntropyWithLogits(Logit(words), spam);
        }
        """);

    [Fact]
    public void CharGpt_TrainsAsInPyTorch() => Check("CharGpt", Networks.CharGpt);

    [Fact]
    public void TiedGpt_TrainsAsInPyTorch() => Check("TiedGpt", Networks.TiedGpt);

    [Fact]
    public void DigitNet_TrainsAsInPyTorch() => Check("DigitNet", """
        [Network, Input(1, 28, 28)]
        [Conv2D(32, 3), ReLU, MaxPool2D(2)]
        [Conv2D(64, 3), ReLU, MaxPool2D(2)]
        [Flatten, Dense(128), ReLU, Dense(10)]
        [SoftmaxCrossEntropy]
        public partial class DigitNet;
        """);

    private static void Check(string name, string source)
    {
        var golden = GoldenNetwork.Find(name);
        INetwork net = CompiledNetwork.From(source).Create();
        Assert.Equal(golden.Parameters.Select(parameter => parameter.Name).Order(), Names(net, SlotRole.Parameter));
        foreach (GoldenParameter parameter in golden.Parameters)
        {
            TensorSlot slot = Slot(net, parameter.Name);
            parameter.Values(slot.Length).CopyTo(net.Core.WritableSlot(slot));
        }

        Objective objective = net.AllObjectives.Single();
        var adam = new Adam(golden.Rate);
        for (int step = 0; step < golden.Losses.Length; step++)
        {
            float loss = objective.Gradients(new ArrayBatch(golden.Samples, golden.Columns(step)));
            Close(golden.Losses[step], loss, LossTolerance * golden.Losses[step], $"loss of step {step}");
            if (step == 0)
            {
                CheckGradients(golden, net);
            }

            adam.Step(net);
        }

        Assert.Equal(golden.States.Keys.Order(), Names(net, SlotRole.State));
        foreach ((string file, double[] state) in golden.States)
        {
            CloseAll(state, net.Core.Slot(Slot(net, file)), LossTolerance, file);
        }
    }

    private static void CheckGradients(GoldenNetwork golden, INetwork net)
    {
        foreach (GoldenParameter parameter in golden.Parameters)
        {
            TensorSlot slot = Slot(net, parameter.Name);
            ReadOnlySpan<float> gradient = net.Core.Gradients.Slice(slot.Offset, slot.Length);
            if (parameter.Gradient is { } whole)
            {
                CloseAll(whole, gradient, GradientTolerance, $"gradient by {parameter.Name}");
                continue;
            }

            double sum = 0, squares = 0;
            foreach (double value in gradient)
            {
                sum += value;
                squares += value * value;
            }

            // The entries' errors add up at random: to about √n of the typical one, which the sum of squares tells.
            double norm = Math.Sqrt(parameter.Squares);
            Close(parameter.Sum, sum, GradientTolerance * norm, $"sum of the gradient by {parameter.Name}");
            Close(parameter.Squares, squares, GradientTolerance * parameter.Squares, $"squares of the gradient by {parameter.Name}");
            for (int index = 0; index < parameter.Places.Length; index++)
            {
                double expected = parameter.Sampled[index];
                double typical = norm / Math.Sqrt(slot.Length);
                Close(
                    expected, gradient[parameter.Places[index]], GradientTolerance * Math.Max(typical, Math.Abs(expected)),
                    $"gradient by {parameter.Name}[{parameter.Places[index]}]");
            }
        }
    }

    private static TensorSlot Slot(INetwork net, string file) => net.Core.Layout.Slots.Single(slot => slot.Name == file);

    private static IEnumerable<string> Names(INetwork net, SlotRole role) =>
        net.Core.Layout.Slots.Where(slot => slot.Role == role).Select(slot => slot.Name).Order();

    private static void CloseAll(double[] expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Max(Math.Abs);
        for (int index = 0; index < expected.Length; index++)
        {
            Close(expected[index], actual[index], tolerance * largest, $"{what}[{index}]");
        }
    }

    private static void Close(double expected, double actual, double error, string what) =>
        Assert.True(Math.Abs(expected - actual) <= error, $"{what} is {actual}, in PyTorch {expected}");
}
