namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Sources of networks that several tests run.</summary>
internal static class Networks
{
    /// <summary>The image classifier of the documentation, smaller.</summary>
    public const string Digits = """
        [Network, Input(1, 12, 12)]
        [Conv2D(8, 3), ReLU, MaxPool2D(2)]
        [Conv2D(16, 3), ReLU]
        [Flatten, Dropout(0.25f), Dense(16), ReLU, Dense(10)]
        [SoftmaxCrossEntropy]
        public partial class Digits;
        """;

    /// <summary>Two objectives that train different parts.</summary>
    public const string Gan = """
        [Network]
        public partial class Gan
        {
            [Dense(12), LeakyReLU(0.2f), Dense(9), Tanh] private partial Tensor Generator(Tensor noise);
            [Dense(12), LeakyReLU(0.2f), Dense(1)]       private partial Tensor Discriminator(Tensor image);
            [Forward] private Tensor Generate([Shape(4)] Tensor noise) => Generator(noise);
            [Objective, Trains(nameof(Generator))]
            private Tensor GeneratorLoss([Shape(4)] Tensor noise) => BinaryCrossEntropyWithLogits(Discriminator(Generator(noise)), 1f);
            [Objective, Trains(nameof(Discriminator))]
            private Tensor DiscriminatorLoss([Shape(9)] Tensor real, [Shape(4)] Tensor noise) =>
                BinaryCrossEntropyWithLogits(Discriminator(real), 0.9f) +
                BinaryCrossEntropyWithLogits(Discriminator(StopGradient(Generator(noise))), 0f);
        }
        """;

    public const int TextSteps = 8, TextWords = 20;

    /// <summary>The text classifier of the documentation, smaller.</summary>
    public const string Text = """
        [Network]
        public partial class TextNet
        {
            [Embedding(20, 12)] private partial Tensor Embed(Tokens words);
            [LSTM(12)]          private partial Tensor Read(Tensor words);
            [Dense(1)]          private partial Tensor Score(Tensor state);

            [Forward]   private Tensor Logit([Shape(8)] Tokens words) => Score(Read(Embed(words))[^1]);
            [Objective] private Tensor Loss([Shape(8)] Tokens words, [Shape(1)] Tensor spam) =>
                BinaryCrossEntropyWithLogits(Logit(words), spam);
        }
        """;

    /// <summary>Its samples keep so much that 24 of them are a micro-batch.</summary>
    public const string Large = """
        [Network]
        public partial class Large
        {
            public const int Vocabulary = 20, Context = 64, Width = 32;

            [Embedding(Vocabulary, Width)] private partial Tensor Embed(Tokens text);
            [Embedding(Context, Width)]    private partial Tensor Position(Tokens index);

            [Forward]
            private Tensor Logits([Shape(Context)] Tokens text)
            {
                var x = Embed(text) + Position(Arange(Context));
                x += Dropout(SelfAttention(LayerNorm(x), 2, causal: true), 0.25f);
                x += Dense(GELU(Dense(LayerNorm(x), 4 * Width)), Width);
                return Dense(LayerNorm(x), Vocabulary, bias: false);
            }

            [Objective]
            private Tensor Loss([Shape(Context)] Tokens text, [Shape(Context)] Tokens next) => SoftmaxCrossEntropy(Logits(text), next);
        }
        """;

    /// <summary>The decoder-only transformer of the documentation, smaller.</summary>
    public const string CharGpt = """
        [Network]
        public partial class CharGpt
        {
            public const int Vocabulary = 13, Context = 7, Width = 8, Heads = 2, Layers = 2;

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

    /// <summary>The same with one matrix for embedding and head.</summary>
    public static string TiedGpt { get; } = CharGpt
        .Replace("CharGpt", "TiedGpt", StringComparison.Ordinal)
        .Replace("Dense(Vocabulary)", "Dense(Vocabulary, TiedTo = nameof(Embed))", StringComparison.Ordinal);

    /// <summary>Batch statistics, a residual, noise in the objective.</summary>
    public const string Norms = """
        [Network]
        public partial class Norms
        {
            [Forward] private Tensor Features([Shape(3, 6, 6)] Tensor image)
            {
                var x = ReLU(BatchNorm(Conv2D(image, 6, 3, padding: 1, bias: false)));
                return x + BatchNorm(Conv2D(x, 6, 3, padding: 1, bias: false));
            }
            [Objective] private Tensor Loss([Shape(3, 6, 6)] Tensor image, [Shape(6)] Tensor target)
            {
                var mean = Dense(GlobalAveragePool(Features(image)), 6);
                return MeanSquaredError(mean + 0.1f * RandomNormal(6), target);
            }
        }
        """;
}
