namespace CompiledNets.Compiler.Tests.Support;

/// <summary>The networks of the language's page.</summary>
internal static class LanguageNetworks
{
    /// <summary>The image classifier: a chain of layers on a class.</summary>
    public const string DigitNet = """
        [Network, Input(1, 28, 28)]
        [Conv2D(32, 3), ReLU, MaxPool2D(2)]
        [Conv2D(64, 3), ReLU, MaxPool2D(2)]
        [Flatten, Dropout(0.25f), Dense(128), ReLU, Dense(10)]
        [SoftmaxCrossEntropy]
        public partial class DigitNet;
        """;

    /// <summary>An embedding and a recurrent layer, of which the last step is read.</summary>
    public const string TextNet = """
        [Network]
        public partial class TextNet
        {
            [Embedding(10_000, 128)] private partial Tensor Embed(Tokens words);
            [LSTM(128)]              private partial Tensor Read(Tensor words);
            [Dense(1)]               private partial Tensor Score(Tensor state);

            [Forward]   private Tensor Logit([Shape(64)] Tokens words) => Score(Read(Embed(words))[^1]);
            [Objective] private Tensor Loss([Shape(64)] Tokens words, [Shape(1)] Tensor spam) =>
                BinaryCrossEntropyWithLogits(Logit(words), spam);
        }
        """;

    /// <summary>Helpers with constant parameters, unrolled; a residual network.</summary>
    public const string ResNet18 = """
        [Network]
        public partial class ResNet18
        {
            [Forward] private Tensor Logits([Shape(3, 224, 224)] Tensor image)
            {
                var x = MaxPool2D(ReLU(BatchNorm(Conv2D(image, 64, 7, stride: 2, padding: 3, bias: false))), 3, stride: 2, padding: 1);
                x = Stage(x, 64, 1);
                x = Stage(x, 128, 2);
                x = Stage(x, 256, 2);
                x = Stage(x, 512, 2);
                return Dense(GlobalAveragePool(x), 1000);
            }
            private Tensor Stage(Tensor x, int filters, int stride) => Residual(Residual(x, filters, stride), filters, 1);
            private Tensor Residual(Tensor x, int filters, int stride)
            {
                var y = ReLU(BatchNorm(Conv2D(x, filters, 3, stride, padding: 1, bias: false)));
                y = BatchNorm(Conv2D(y, filters, 3, padding: 1, bias: false));
                var shortcut = stride == 1 ? x : BatchNorm(Conv2D(x, filters, 1, stride, bias: false));
                return ReLU(y + shortcut);
            }
        }
        """;

    /// <summary>The decoder-only transformer.</summary>
    public const string CharGpt = """
        [Network]
        public partial class CharGpt
        {
            public const int Vocabulary = 96, Context = 128, Width = 128, Heads = 4, Layers = 4;

            [Embedding(Vocabulary, Width)]  private partial Tensor Embed(Tokens text);
            [Embedding(Context, Width)]     private partial Tensor Position(Tokens index);
            [LayerNorm, Dense(Vocabulary)]  private partial Tensor Head(Tensor x);

            [Forward] private Tensor Logits([Shape(Context)] Tokens text)
            {
                var x = Embed(text) + Position(Arange(Context));
                for (int i = 0; i < Layers; i++)
                {
                    x += SelfAttention(LayerNorm(x), Heads, causal: true);
                    x += Dense(GELU(Dense(LayerNorm(x), 4 * Width)), Width);
                }
                return Head(x);
            }
            [Objective] private Tensor Loss([Shape(Context)] Tokens text, [Shape(Context)] Tokens next) =>
                SoftmaxCrossEntropy(Logits(text), next);
        }
        """;

    /// <summary>A loss that is an ordinary expression, and noise.</summary>
    public const string Vae = """
        [Network]
        public partial class Vae
        {
            [Dense(400), ReLU]                       private partial Tensor Hidden(Tensor x);
            [Dense(20)]                              private partial Tensor Mu(Tensor h);
            [Dense(20)]                              private partial Tensor LogVariance(Tensor h);
            [Dense(400), ReLU, Dense(784)]           private partial Tensor Decoder(Tensor z);

            [Forward]   private Tensor Decode([Shape(20)] Tensor z) => Sigmoid(Decoder(z));
            [Objective] private Tensor Loss([Shape(784)] Tensor x)
            {
                var h = Hidden(x);
                var (mean, logVariance) = (Mu(h), LogVariance(h));
                var z = mean + Exp(0.5f * logVariance) * RandomNormal(20);
                var reconstruction = 784 * BinaryCrossEntropyWithLogits(Decoder(z), x);
                return reconstruction - 0.5f * Sum(1 + logVariance - Square(mean) - Exp(logVariance));
            }
        }
        """;

    /// <summary>Two objectives, each of which trains its own part.</summary>
    public const string DigitGan = """
        [Network]
        public partial class DigitGan
        {
            [Dense(128), LeakyReLU(0.2f), Dense(784), Tanh] private partial Tensor Generator(Tensor noise);
            [Dense(128), LeakyReLU(0.2f), Dense(1)]         private partial Tensor Discriminator(Tensor image);

            [Forward] private Tensor Generate([Shape(64)] Tensor noise) => Generator(noise);

            [Objective, Trains(nameof(Generator))]
            private Tensor GeneratorLoss([Shape(64)] Tensor noise) =>
                BinaryCrossEntropyWithLogits(Discriminator(Generator(noise)), 1f);

            [Objective, Trains(nameof(Discriminator))]
            private Tensor DiscriminatorLoss([Shape(784)] Tensor real, [Shape(64)] Tensor noise) =>
                BinaryCrossEntropyWithLogits(Discriminator(real), 0.9f) +
                BinaryCrossEntropyWithLogits(Discriminator(StopGradient(Generator(noise))), 0f);
        }
        """;

    /// <summary>Tokens and tensors in one objective.</summary>
    public const string CartPoleQ = """
        [Network]
        public partial class CartPoleQ
        {
            [Dense(64), ReLU, Dense(64), ReLU, Dense(2)] private partial Tensor Q(Tensor state);

            [Forward]   private Tensor Values([Shape(4)] Tensor state) => Q(state);
            [Objective] private Tensor TemporalDifference([Shape(4)] Tensor state, [Shape(1)] Tokens action, [Shape(1)] Tensor target) =>
                Huber(Gather(Q(state), action), target);
        }
        """;

    /// <summary>Another network as a layer, trained or frozen.</summary>
    public const string FlowerNet = """
        [Network, Input(3, 224, 224), Conv2D(8, 7, Stride = 4, Bias = false), BatchNorm, ReLU, MaxPool2D(2), Conv2D(16, 3, Bias = false), BatchNorm, ReLU]
        public partial class ResNetFeatures;

        [Network]
        public partial class FlowerNet
        {
            [Layer<ResNetFeatures>]          private partial Tensor Backbone(Tensor image);
            [GlobalAveragePool, Dense(5)]    private partial Tensor Head(Tensor features);

            [Forward] private Tensor Logits([Shape(3, 224, 224)] Tensor image) => Head(Backbone(image));

            [Objective, Trains(nameof(Head)), Evaluates(nameof(Backbone))]
            private Tensor HeadLoss([Shape(3, 224, 224)] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);

            [Objective]
            private Tensor FineTuneLoss([Shape(3, 224, 224)] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);
        }
        """;

    /// <summary>A graph as one sample.</summary>
    public const string CitationGcn = """
        [Network]
        public partial class CitationGcn
        {
            [Forward] private Tensor Classes([Shape(2708, 1433)] Tensor features, [Shape(2708, 2708)] Tensor adjacency) =>
                MatMul(adjacency, Dense(ReLU(MatMul(adjacency, Dense(features, 16, bias: false))), 7));
        }
        """;

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>
    {
        [nameof(DigitNet)] = DigitNet,
        [nameof(TextNet)] = TextNet,
        [nameof(ResNet18)] = ResNet18,
        [nameof(CharGpt)] = CharGpt,
        [nameof(Vae)] = Vae,
        [nameof(DigitGan)] = DigitGan,
        [nameof(CartPoleQ)] = CartPoleQ,
        [nameof(FlowerNet)] = FlowerNet,
        [nameof(CitationGcn)] = CitationGcn,
    };
}
