namespace CompiledNets.Analyzers.Tests.Fuzz;

/// <summary>A network of what the networks of the language's page leave out.</summary>
internal static class Mixture
{
    public const string Source = """
        [Network, Input(12), Dense(6), ReLU]
        public partial class Features;

        [Network]
        public partial class Mixture
        {
            [Layer<Features>] private partial Tensor Backbone(Tensor x);
            [Embedding(9, 6)] private partial Tensor Embed(Tokens text);
            [LSTM(6)] private partial Tensor Read(Tensor steps);
            [Forward] private (Tensor Answer, Tensor) Step([Shape(12)] Tensor x, [Shape(3)] Tokens text, float scale, [Shape(6)] ref Tensor state)
            {
                var steps = Read(Embed(text));
                steps += SelfAttention(LayerNorm(steps), 2, causal: true);
                foreach (int width in new[] { 2, 3 })
                {
                    state = width == 2 ? Tanh(state + Backbone(x)) : state * scale;
                }

                var image = Reshape(Concat(0, x, x, x), 1, 6, 6);
                image = AveragePool2D(BatchNorm(Conv2D(image, 4, 3, padding: 1, bias: false, name: $"conv.{2}")), 2);
                return (Dense(Flatten(image), 6) + steps[^1], Sum(steps[..2], axis: 0));
            }
            [Objective, Trains(nameof(Read), nameof(Step)), Evaluates(nameof(Backbone))]
            private Tensor Loss([Shape(12)] Tensor x, [Shape(3)] Tokens text, [Shape] Tokens label) =>
                SoftmaxCrossEntropy(Pow(Dropout(Read(Embed(text)), 0.1f), 2)[0] + Backbone(x), label, labelSmoothing: 0.1f)
                + 0.01f * L2Penalty(nameof(Read));
        }
        """;
}
