namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Sources of networks that are explained.</summary>
internal static class ExplainNetworks
{
    /// <summary>A chain with everything that training would do otherwise: the one of the golden values.</summary>
    public const string Classifier = """
        [Network, Explains, Input(2, 7, 6)]
        [Conv2D(4, 3, Bias = false), BatchNorm, ReLU, MaxPool2D(2)]
        [Flatten, Dropout(0.25f), Dense(6), Tanh, Dense(5)]
        [SoftmaxCrossEntropy]
        public partial class Classifier;
        """;

    /// <summary>Tokens, a run-time scalar, two float inputs, of which one reaches only one of two outputs.</summary>
    public const string Mixed = """
        [Network]
        public partial class Mixed
        {
            [Embedding(9, 5)]  private partial Tensor Embed(Tokens words);
            [LSTM(5)]          private partial Tensor Read(Tensor words);
            [LayerNorm]        private partial Tensor Norm(Tensor x);
            [Dense(3)]         private partial Tensor Head(Tensor x);

            [Forward, Explains]
            private (Tensor Scores, Tensor Size) Both([Shape(4)] Tokens words, [Shape(5)] Tensor image, float scale, [Shape(3)] Tensor prior)
            {
                var state = Read(Embed(words) + image)[^1];
                return (Head(Norm(state)) * scale + prior, Sum(Square(image)));
            }
        }
        """;

    /// <summary>Attention, a softmax and products of what is explained with itself.</summary>
    public const string Attentive = """
        [Network]
        public partial class Attentive
        {
            [Forward, Explains] private Tensor Answer([Shape(5, 6)] Tensor steps, [Shape(5, 6)] Tensor unused) =>
                Softmax(Dense(Flatten(SelfAttention(GELU(LayerNorm(steps)), 2, causal: true) * steps), 4));
        }
        """;
}
