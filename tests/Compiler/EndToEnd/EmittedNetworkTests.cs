namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted networks compute what their graphs say, evaluated in double.</summary>
public sealed class EmittedNetworkTests
{
    private const int SlicedBatch = 61;

    [Fact]
    public void DenseChain() => SideBySide.Check(
        "[Network, Input(5), Dense(7), ReLU, Dense(3), SoftmaxCrossEntropy] public partial class Net;");

    // As emitted loops call their variables, and emitted methods their numbers.
    [Fact]
    public void VariablesNamedLikeEmittedOnes() => SideBySide.Check("""
        [Network] public partial class Net
        {
            [Objective] private Tensor Loss([Shape(4, 6)] Tensor row, float x)
            {
                var n = Tanh(Dense(row, 6));
                var h = n + Broadcast(Mean(n, 0, true), 4, 6);
                var c = h * Mean(h, 1, true);
                var count = c * Dense(c + row, 6) * x;
                var i = Dense(count, 6);
                var samples = Sigmoid(Dense(i, 6) + count);
                var first = samples + h + n;
                return Mean(Square(first - x));
            }
        }
        """);

    [Fact]
    public void ConvolutionChainWithDropout() => SideBySide.Check("""
        [Network, Input(2, 11, 9)]
        [Conv2D(3, 3), ReLU, MaxPool2D(2)]
        [Conv2D(5, 2, Padding = 1), ReLU, AveragePool2D(2)]
        [Flatten, Dropout(0.25f), Dense(7), ReLU, Dense(4)]
        [SoftmaxCrossEntropy]
        public partial class Net;
        """);

    [Fact]
    public void BatchesThatAreCutIntoSlices()
    {
        foreach (string source in new[] { Networks.Digits, Networks.Norms })
        {
            CompiledNetwork compiled = CompiledNetwork.From(source);
            long flops = compiled.Model.Layers.Sum(layer => layer.Flops);
            Assert.True(Kernels.Slices.Count(SlicedBatch, Kernels.Slices.Length(SlicedBatch, flops, floatsPerSample: 0)) > 1);
            SideBySide.Check(source, SlicedBatch);
        }
    }

    [Fact]
    public void ResidualBlocksWithBatchNorm() => SideBySide.Check("""
        [Network] public partial class Net
        {
            [Forward] private Tensor Logits([Shape(3, 9, 7)] Tensor image)
            {
                var x = ReLU(BatchNorm(Conv2D(image, 4, 3, padding: 1, bias: false)));
                x = Residual(x, 4, 1);
                x = Residual(x, 6, 2);
                return Dense(GlobalAveragePool(x), 5);
            }
            private Tensor Residual(Tensor x, int filters, int stride)
            {
                var y = ReLU(BatchNorm(Conv2D(x, filters, 3, stride, padding: 1, bias: false)));
                y = BatchNorm(Conv2D(y, filters, 3, padding: 1, bias: false));
                var shortcut = stride == 1 ? x : BatchNorm(Conv2D(x, filters, 1, stride, bias: false));
                return ReLU(y + shortcut);
            }
            [Objective] private Tensor Loss([Shape(3, 9, 7)] Tensor image, [Shape] Tokens label) =>
                SoftmaxCrossEntropy(Logits(image), label, labelSmoothing: 0.1);
        }
        """);

    [Fact]
    public void TokensThroughNormsAndLoops() => SideBySide.Check("""
        [Network] public partial class Net
        {
            [Embedding(13, 6)] private partial Tensor Embed(Tokens text);
            [Embedding(5, 6)]  private partial Tensor Position(Tokens index);
            [LayerNorm, Dense(13)] private partial Tensor Head(Tensor x);
            [Forward] private Tensor Logits([Shape(5)] Tokens text)
            {
                var x = Embed(text) + Position(Arange(5));
                for (int i = 0; i < 2; i++)
                {
                    x += MatMul(Softmax(Dense(x, 5)), LayerNorm(x));
                    x += Dense(GELU(Dense(LayerNorm(x), 11)), 6);
                }
                return Head(x);
            }
            [Objective] private Tensor Loss([Shape(5)] Tokens text, [Shape(5)] Tokens next) => SoftmaxCrossEntropy(Logits(text), next);
        }
        """);

    [Fact]
    public void VariationalAutoencoder() => SideBySide.Check("""
        [Network] public partial class Vae
        {
            [Dense(9), ReLU]            private partial Tensor Hidden(Tensor x);
            [Dense(4)]                  private partial Tensor Mu(Tensor h);
            [Dense(4)]                  private partial Tensor LogVariance(Tensor h);
            [Dense(9), ReLU, Dense(11)] private partial Tensor Decoder(Tensor z);

            [Forward]   private Tensor Decode([Shape(4)] Tensor z) => Sigmoid(Decoder(z));
            [Objective] private Tensor Loss([Shape(11)] Tensor x)
            {
                var h = Hidden(x);
                var (mean, logVariance) = (Mu(h), LogVariance(h));
                var z = mean + Exp(0.5f * logVariance) * RandomNormal(4);
                var reconstruction = 11 * BinaryCrossEntropyWithLogits(Decoder(z), x);
                return reconstruction - 0.5f * Sum(1 + logVariance - Square(mean) - Exp(logVariance));
            }
        }
        """);

    [Fact]
    public void AdversariesThatTrainTheirOwnParts() => SideBySide.Check("""
        [Network] public partial class Gan
        {
            [Dense(9), LeakyReLU(0.2f), Dense(11), Tanh] private partial Tensor Generator(Tensor noise);
            [Dense(9), LeakyReLU(0.2f), Dense(1)]        private partial Tensor Discriminator(Tensor image);

            [Forward] private Tensor Generate([Shape(3)] Tensor noise) => Generator(noise);

            [Objective, Trains(nameof(Generator))]
            private Tensor GeneratorLoss([Shape(3)] Tensor noise) => BinaryCrossEntropyWithLogits(Discriminator(Generator(noise)), 1f);

            [Objective, Trains(nameof(Discriminator))]
            private Tensor DiscriminatorLoss([Shape(11)] Tensor real, [Shape(3)] Tensor noise) =>
                BinaryCrossEntropyWithLogits(Discriminator(real), 0.9f) +
                BinaryCrossEntropyWithLogits(Discriminator(StopGradient(Generator(noise))), 0f);
        }
        """);

    [Fact]
    public void TemporalDifference() => SideBySide.Check("""
        [Network] public partial class CartPoleQ
        {
            [Dense(7), ReLU, Dense(5), ReLU, Dense(2)] private partial Tensor Q(Tensor state);

            [Forward]   private Tensor Values([Shape(4)] Tensor state) => Q(state);
            [Objective] private Tensor Loss([Shape(4)] Tensor state, [Shape(1)] Tokens action, [Shape(1)] Tensor target) =>
                Huber(Gather(Q(state), action), target);
        }
        """);

    [Fact]
    public void GraphConvolutionOfTwoInputs() => SideBySide.Check("""
        [Network] public partial class Gcn
        {
            [Forward] private Tensor Classes([Shape(7, 5)] Tensor features, [Shape(7, 7)] Tensor adjacency) =>
                MatMul(adjacency, Dense(ReLU(MatMul(adjacency, Dense(features, 6, bias: false))), 3));
            [Objective] private Tensor Loss([Shape(7, 5)] Tensor features, [Shape(7, 7)] Tensor adjacency, [Shape(7)] Tokens label) =>
                SoftmaxCrossEntropy(Classes(features, adjacency), label);
        }
        """);

    [Fact]
    public void SeveralOutputsSlicesAndConcatenation() => SideBySide.Check("""
        [Network] public partial class Net
        {
            [Dense(6), Tanh] private partial Tensor Turn(Tensor x);
            [Forward] private (Tensor First, Tensor Others, Tensor Norm) Parts([Shape(4, 6)] Tensor x)
            {
                var y = Turn(Turn(x));
                var z = Concat(-1, y, x * 2, LogSoftmax(x));
                return (z[^1], z[1..^1], Sqrt(Sum(Square(z), axis: -1) + 1));
            }
            [Objective] private Tensor Loss([Shape(4, 6)] Tensor x, [Shape(18)] Tensor target)
            {
                var (first, rest, norm) = Parts(x);
                return MeanSquaredError(first, target) + Mean(Max(rest, axis: 0)) / Sum(norm);
            }
        }
        """);
}
