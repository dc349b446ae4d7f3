using static CompiledNets.Ops;

namespace CompiledNets.Tests.Strict;

/// <summary>A chain: its entry points are Predict and Loss.</summary>
[Network, Explains, Input(1, 12, 12)]
[Conv2D(8, 3), ReLU, MaxPool2D(2)]
[Flatten, Dropout(0.1), Dense(16), ReLU, Dense(3)]
[SoftmaxCrossEntropy]
public partial class Chain;

/// <summary>A network that is a layer of another.</summary>
[Network, Input(6)]
[Dense(8, Bias = false), BatchNorm, ReLU]
public sealed partial class Features;

/// <summary>Parts, several entry points of each kind, tokens, tuples, a state, a number given at run time.</summary>
[Network]
public partial class Wiring
{
    private const int Words = 7, Width = 8;

    [Embedding(50, Width)]
    private partial Tensor Embed(Tokens words);

    [LSTM(Width)]
    private partial Tensor Read(Tensor words);

    [Layer<Features>]
    private partial Tensor Backbone(Tensor x);

    [Dense(5)]
    private partial Tensor Head(Tensor x);

    /// <summary>Scores and the best of them.</summary>
    /// <param name="words">A text.</param>
    [Forward]
    private (Tensor Scores, Tokens Best) Answer([Shape(Words)] Tokens words)
    {
        var scores = Head(Read(Embed(words))[^1]);
        return (scores, ArgMax(scores));
    }

    [Forward, Explains]
    private Tensor Measure([Shape(6)] Tensor values, float scale) => Head(scale * Backbone(values));

    [Forward]
    private Tensor Step([Shape(Width)] Tensor x, [Shape(Width)] ref Tensor state)
    {
        state = Tanh(Dense(Concat(0, x, state), Width));
        return Head(state);
    }

    [Objective, Trains(nameof(Embed), nameof(Read), nameof(Head))]
    private Tensor TextLoss([Shape(Words)] Tokens words, [Shape] Tokens label) => SoftmaxCrossEntropy(Head(Read(Embed(words))[^1]), label);

    [Objective, Trains(nameof(Head)), Evaluates(nameof(Backbone))]
    private Tensor MeasureLoss([Shape(6)] Tensor values, [Shape] Tokens label) => SoftmaxCrossEntropy(Measure(values, 1f), label);
}

/// <summary>Networks stand within other types, too.</summary>
internal static partial class Outer
{
    /// <summary>A transformer's block, twice, with a helper.</summary>
    [Network]
    internal sealed partial class Blocks
    {
        [Forward]
        private Tensor Encode([Shape(4, 8)] Tensor x)
        {
            for (int block = 0; block < 2; block++)
            {
                x = Block(x);
            }

            return Mean(x, axis: 0);
        }

        private Tensor Block(Tensor x)
        {
            x += SelfAttention(LayerNorm(x), 2, causal: true);
            return x + Dense(GELU(Dense(LayerNorm(x), 16)), 8);
        }
    }
}
