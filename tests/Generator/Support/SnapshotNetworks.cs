namespace CompiledNets.Generator.Tests.Support;

/// <summary>One network of each kind, small enough to read what is emitted for it.</summary>
internal static class SnapshotNetworks
{
    public const string Chain = """
        namespace Demo;
        [Network, Input(1, 12, 12)]
        [Conv2D(8, 3), ReLU, MaxPool2D(2)]
        [Flatten, Dropout(0.25f), Dense(10)]
        [SoftmaxCrossEntropy]
        public partial class Digits;
        """;

    public const string Explained = """
        namespace Demo;
        [Network, Explains, Input(1, 6, 6)]
        [Conv2D(4, 3, Bias = false), BatchNorm, ReLU, MaxPool2D(2)]
        [Flatten, Dropout(0.25f), Dense(3)]
        public partial class Explained;
        """;

    public const string Tiny = """
        [Network, Input(1)]
        [Dense(5), ReLU, Dense(1)]
        [MeanSquaredError]
        public partial class Line;
        """;

    public const string Wiring = """
        namespace Demo;
        [Network]
        internal partial class Vae
        {
            [Dense(40), ReLU]            private partial Tensor Hidden(Tensor x);
            [Dense(2)]                   private partial Tensor Mu(Tensor h);
            [Dense(2)]                   private partial Tensor LogVariance(Tensor h);
            [Dense(40), ReLU, Dense(49)] private partial Tensor Decoder(Tensor z);

            [Forward] private Tensor Decode([Shape(2)] Tensor z) => Sigmoid(Decoder(z));
            [Objective] private Tensor Loss([Shape(49)] Tensor x)
            {
                var h = Hidden(x);
                var (mean, logVariance) = (Mu(h), LogVariance(h));
                var z = mean + Exp(0.5f * logVariance) * RandomNormal(2);
                var reconstruction = 49 * BinaryCrossEntropyWithLogits(Decoder(z), x);
                return reconstruction - 0.5f * Sum(1 + logVariance - Square(mean) - Exp(logVariance));
            }
        }
        """;

    public const string Residual = """
        namespace Demo;
        [Network]
        public partial class Residual
        {
            [Forward] private Tensor Logits([Shape(3, 8, 8)] Tensor image) => Dense(GlobalAveragePool(Block(Block(image, 4, 1), 8, 2)), 5);
            [Objective] private Tensor Loss([Shape(3, 8, 8)] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);

            private Tensor Block(Tensor x, int filters, int stride)
            {
                var y = ReLU(BatchNorm(Conv2D(x, filters, 3, stride, padding: 1, bias: false)));
                y = BatchNorm(Conv2D(y, filters, 3, padding: 1, bias: false));
                var shortcut = BatchNorm(Conv2D(x, filters, 1, stride, bias: false));
                return ReLU(y + shortcut);
            }
        }
        """;

    public const string SharedPart = """
        [Network]
        public partial class Twins
        {
            /// <summary>What both pictures are reduced to.</summary>
            [Dense(8), Tanh] private partial Tensor Features(Tensor x);
            [Forward] private Tensor Distance([Shape(16)] Tensor left, [Shape(16)] Tensor right) => Sum(Square(Features(left) - Features(right)));
            [Objective] private Tensor Loss([Shape(16)] Tensor left, [Shape(16)] Tensor right, [Shape] Tensor wanted) =>
                MeanSquaredError(Distance(left, right), wanted);
        }
        """;

    public const string SeveralOutputs = """
        [Network]
        public partial class TwoHeads
        {
            [Dense(12), GELU] private partial Tensor Trunk(Tensor x);
            [Forward] private (Tensor kind, Tensor size) Read([Shape(6)] Tensor x)
            {
                var trunk = Trunk(x);
                return (Softmax(Dense(trunk, 3)), Softplus(Dense(trunk, 1)));
            }
        }
        """;

    public const string Loop = """
        [Network]
        public partial class Deep
        {
            public const int Layers = 3;
            [Embedding(11, 6)] private partial Tensor Embed(Tokens text);
            [Forward] private Tensor Logits([Shape(5)] Tokens text)
            {
                var x = Embed(text);
                for (int i = 0; i < Layers; i++)
                {
                    x += Dense(GELU(Dense(LayerNorm(x), 12)), 6, name: $"block.{i}.out");
                }
                return Dense(x[^1], 11);
            }
            [Objective] private Tensor Loss([Shape(5)] Tokens text, [Shape] Tokens next) => SoftmaxCrossEntropy(Logits(text), next);
        }
        """;

    public const string Attention = """
        [Network]
        public partial class Translator
        {
            [Sinusoidal, SelfAttention(2, Causal = true)] private partial Tensor Read(Tensor x);
            [Forward] private Tensor Scores([Shape(5, 8)] Tensor text, [Shape(7, 8)] Tensor memory, [Shape(7)] Tensor mask) =>
                MultiHeadAttention(Read(text), memory, memory, mask, heads: 2);
            [Objective] private Tensor Loss([Shape(5, 8)] Tensor text, [Shape(7, 8)] Tensor memory, [Shape(7)] Tensor mask, [Shape(5)] Tokens next) =>
                SoftmaxCrossEntropy(Scores(text, memory, mask), next);
        }
        """;

    public const string TwoObjectives = """
        [Network]
        public partial class Gan
        {
            [Dense(8), LeakyReLU(0.2f), Dense(9), Tanh] private partial Tensor Generator(Tensor noise);
            [Dense(8), LeakyReLU(0.2f), Dense(1)]       private partial Tensor Discriminator(Tensor image);
            [Forward] private Tensor Generate([Shape(4)] Tensor noise) => Generator(noise);
            [Objective, Trains(nameof(Generator))]
            private Tensor GeneratorLoss([Shape(4)] Tensor noise) => BinaryCrossEntropyWithLogits(Discriminator(Generator(noise)), 1f);
            [Objective, Trains(nameof(Discriminator))]
            private Tensor DiscriminatorLoss([Shape(9)] Tensor real, [Shape(4)] Tensor noise) =>
                BinaryCrossEntropyWithLogits(Discriminator(real), 0.9f) +
                BinaryCrossEntropyWithLogits(Discriminator(StopGradient(Generator(noise))), 0f);
        }
        """;

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>
    {
        [nameof(Chain)] = Chain,
        [nameof(Explained)] = Explained,
        [nameof(Tiny)] = Tiny,
        [nameof(Wiring)] = Wiring,
        [nameof(Residual)] = Residual,
        [nameof(SharedPart)] = SharedPart,
        [nameof(SeveralOutputs)] = SeveralOutputs,
        [nameof(Loop)] = Loop,
        [nameof(Attention)] = Attention,
        [nameof(TwoObjectives)] = TwoObjectives,
    };
}
