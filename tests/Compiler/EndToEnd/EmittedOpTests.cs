using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted code of single ops computes what their graphs say, evaluated in double.</summary>
public sealed class EmittedOpTests
{
    [Fact]
    public void Activations() => SideBySide.Check(Reader.Network("""
        [Dense(11)] private partial Tensor In(Tensor x);
        [Forward] private (Tensor A, Tensor B) Some([Shape(3, 5)] Tensor x) => (GELU(3 * x), SiLU(4 * x) + LogSoftmax(x));
        [Objective] private Tensor First([Shape(3, 5)] Tensor x, [Shape(3, 11)] Tensor y)
        {
            var h = In(x);
            return MeanSquaredError(LeakyReLU(h, 0.2) + LeakyReLU(h, -0.5) + ELU(h) + ELU(h, 1.7) + GELU(h) + SiLU(h), y);
        }
        [Objective] private Tensor Second([Shape(3, 5)] Tensor x, [Shape(3, 11)] Tensor y)
        {
            var h = In(x);
            return MeanSquaredError(Sigmoid(h) + Tanh(h) + Softplus(h) + Softmax(h) + LogSoftmax(2 * h), y);
        }
        """));

    [Fact]
    public void MoreActivations() => SideBySide.Check(Reader.Network("""
        [Dense(12), PReLU(PerChannel = true)] private partial Tensor In(Tensor x);
        [Forward] private Tensor Gated([Shape(3, 10)] Tensor x) => GatedLinearUnit(4 * x);
        [Objective] private Tensor First([Shape(3, 5)] Tensor x, [Shape(3, 12)] Tensor y)
        {
            var h = In(x);
            return MeanSquaredError(Softsign(h) + SELU(h) + Mish(3 * h) + HardSwish(5 * h) + PReLU(h), y);
        }
        [Objective] private Tensor Second([Shape(3, 5)] Tensor x, [Shape(3, 6)] Tensor y) => MeanSquaredError(GatedLinearUnit(In(x)), y);
        [Objective] private Tensor OneValue([Shape(5)] Tensor x) => Square(PReLU(Sum(Dense(x, 3))));
        """));

    [Fact]
    public void Choices() => SideBySide.Check(Reader.Network("""
        [Dense(4)] private partial Tensor In(Tensor x);
        [Forward] private (Tensor Above, Tensor Below) Masks([Shape(3, 5)] Tensor x, [Shape(5)] Tensor y) => (Greater(x, y), Less(x, y));
        [Objective] private Tensor Loss([Shape(3, 5)] Tensor x, [Shape(3, 1)] Tensor y)
        {
            var h = In(x);
            return Mean(Square(Where(Greater(y, h), h, 2 * h * h)) + Clamp(h, -0.25, 0.5) * Where(Less(h, 0), 1, h));
        }
        """));

    [Fact]
    public void ElementwiseMaths() => SideBySide.Check(Reader.Network("""
        [Dense(11)] private partial Tensor In(Tensor x);
        [Objective] private Tensor Unary([Shape(3, 5)] Tensor x)
        {
            var h = In(x);
            return Mean(Exp(h) - Abs(h) + Log(1 + Square(h)) * Sqrt(2 + Square(h)) + Pow(h, 3));
        }
        [Objective] private Tensor Powers([Shape(3, 5)] Tensor x)
        {
            var h = 1 + Square(In(x));
            return Mean(Pow(h, -2) + Pow(h, 0.3) + Pow(h, 1.5) + Pow(h, 0) * Pow(h, 1) + Pow(h, 0.5));
        }
        [Objective] private Tensor Pairs([Shape(3, 5)] Tensor x, [Shape(3, 1)] Tensor y)
        {
            var h = In(x);
            return Mean(Maximum(h, y) * Minimum(2 * h, 0.5f) + Maximum(h, h));
        }
        """));

    [Fact]
    public void Losses() => SideBySide.Check(Reader.Network("""
        [Dense(2)] private partial Tensor In(Tensor x);
        [Objective] private Tensor Absolute([Shape(5)] Tensor x, [Shape(2)] Tensor y) => MeanAbsoluteError(In(x), y);
        [Objective] private Tensor Robust([Shape(5)] Tensor x, [Shape(2)] Tensor y) => Huber(In(x), y, 0.7) + Huber(In(x * x), In(x));
        [Objective] private Tensor Binary([Shape(5)] Tensor x, [Shape(2)] Tensor y) => BinaryCrossEntropy(Sigmoid(In(x)), Sigmoid(y));
        [Objective] private Tensor Logits([Shape(5)] Tensor x, [Shape(2)] Tensor y) =>
            BinaryCrossEntropyWithLogits(In(x), 1f) + BinaryCrossEntropyWithLogits(In(x), 0f) + BinaryCrossEntropyWithLogits(In(x), Sigmoid(In(x * x)) * y);
        """));

    [Fact]
    public void LossesOfLabelsAndRows() => SideBySide.Check(Reader.Network("""
        [Dense(5)] private partial Tensor In(Tensor x);
        [Objective] private Tensor Likelihood([Shape(3, 4)] Tensor x, [Shape(3)] Tokens y) => NegativeLogLikelihood(LogSoftmax(In(x)), y) + MultiMargin(In(x), y, 0.5);
        [Objective] private Tensor Focal([Shape(4)] Tensor x, [Shape] Tokens y) => SoftmaxFocal(In(x), y) + SoftmaxFocal(In(x), y, gamma: 0.5);
        [Objective] private Tensor Binary([Shape(4)] Tensor x, [Shape(5)] Tensor y) =>
            BinaryFocalWithLogits(In(x), Sigmoid(y)) + BinaryFocalWithLogits(In(x), 1f, gamma: 0.7, alpha: 0.6) + Hinge(In(x), y) + Hinge(In(x), -1f, 0.5);
        [Objective] private Tensor Divergence([Shape(3, 4)] Tensor x, [Shape(3, 5)] Tensor y) =>
            KLDivergence(LogSoftmax(In(x)), Maximum(0f, y)) + KLDivergence(LogSoftmax(In(x)), LogSoftmax(y), logTarget: true);
        [Objective] private Tensor Rows([Shape(4)] Tensor x, [Shape(3, 5)] Tensor y, [Shape] Tensor s) =>
            TripletMargin(In(x), y[0], y[1]) + CosineEmbedding(In(x), y[2], s, 0.1) + TripletMargin(y[0], In(x), In(2 * x), 0.5, swap: true);
        [Forward] private Tensor Similarity([Shape(4)] Tensor x, [Shape(3, 5)] Tensor y) => CosineSimilarity(In(x), y);
        """));

    [Fact]
    public void Alignments() => SideBySide.Check(Reader.Network("""
        [Dense(5)] private partial Tensor In(Tensor x);
        [Objective] private Tensor Whole([Shape(7, 4)] Tensor x, [Shape(3)] Tokens labels, [Shape] Tokens count) =>
            CTC(In(x), labels, count, zeroInfinity: true);
        [Objective] private Tensor Parts([Shape(7, 4)] Tensor x, [Shape(3)] Tokens labels, [Shape] Tokens steps, [Shape] Tokens count) =>
            CTC(In(x), labels, steps, count, blank: 2, zeroInfinity: true);
        """));

    // Gradients of one number for all samples, and penalties of layers before and after them, of parts and of entries.
    [Fact]
    public void LinearObjectivesAndPenalties() => SideBySide.Check(Reader.Network("""
        [Dense(5), ReLU, Dense(2)] private partial Tensor Head(Tensor x);
        [Forward] private Tensor Features([Shape(3, 4)] Tensor x) => LayerNorm(Dense(x, 4));
        [Objective] private Tensor Critic([Shape(3, 4)] Tensor x) => Mean(Head(x) + Features(x)[0][..2]);
        [Objective] private Tensor Sparse([Shape(4)] Tensor x, [Shape(2)] Tensor y) =>
            0.1f * L1Penalty(nameof(Head)) + MeanSquaredError(Head(x), y) + 0.5f * L2Penalty(nameof(Head));
        [Objective, Trains(nameof(Features))] private Tensor Small([Shape(3, 4)] Tensor x)
        {
            var penalty = 0.3f * (L2Penalty(nameof(Features)) + L2Penalty(nameof(Head)) + L2Penalty(nameof(Small)));
            return Mean(Square(Head(Features(x)))) + Mean(Square(Dense(x, 1, bias: false))) + penalty;
        }
        """));

    [Fact]
    public void Movements() => SideBySide.Check(Reader.Network("""
        [Dense(3)] private partial Tensor In(Tensor x);
        [Forward] private (Tensor Last, Tensor Middle) Slices([Shape(4, 5)] Tensor x) => (x[^1], x[1..^1]);
        [Forward] private Tensor Joined([Shape(4, 5)] Tensor x, [Shape(4, 2)] Tensor y) => Concat(-1, y, x, y);
        [Objective] private Tensor Parts([Shape(4, 5)] Tensor x)
        {
            var h = In(x);
            var steps = Concat(0, h[^1..], h, h[0..2]);
            return Mean(Square(Concat(1, steps, steps * steps)) * 0.5f) + Mean(h[0] * h[^1]);
        }
        """));

    [Fact]
    public void AxesTakenApart() => SideBySide.Check(Reader.Network("""
        [Dense(9)] private partial Tensor In(Tensor x);
        [Forward] private (Tensor First, Tensor Last) Ends([Shape(4, 5)] Tensor x)
        {
            var (first, _, last) = Split(x, [1, 3, 1], axis: -1);
            return (first, last);
        }
        [Objective] private Tensor Attended([Shape(4, 5)] Tensor x)
        {
            var (query, key, value) = Split(In(x), 3, axis: -1);
            return Mean(Square(MatMul(Softmax(MatMul(query, Transpose(key))), value)));
        }
        [Objective] private Tensor Some([Shape(4, 5)] Tensor x)
        {
            var loss = Mean(Split(In(x), 3, axis: 1)[1]);
            foreach (var part in Split(In(x), 4))
            {
                loss += Mean(part * part[0]);
            }

            return loss;
        }
        """));

    [Fact]
    public void SlicesOfTokens() => SideBySide.Check(Reader.Network("""
        [Embedding(7, 3)] private partial Tensor Embed(Tokens words);
        [Dense(7)] private partial Tensor Head(Tensor x);
        [Forward] private Tensor Last([Shape(5)] Tokens words) => Embed(words[^1]);
        [Objective] private Tensor NextWord([Shape(6)] Tokens words) => SoftmaxCrossEntropy(Head(Embed(words[..^1])), words[1..]);
        [Objective] private Tensor Positions([Shape(4, 3)] Tensor x, [Shape(2, 4)] Tokens at) => Mean(Gather(Head(x), at[1]) * Gather(Head(x), Arange(9)[2..6]));
        """));

    [Fact]
    public void AxesInAnotherOrder() => SideBySide.Check(Reader.Network("""
        [Dense(4)] private partial Tensor In(Tensor x);
        [Forward] private (Tensor Swapped, Tensor Turned) Some([Shape(2, 3, 5)] Tensor x) => (Transpose(x), Permute(x, 2, 0, 1));
        [Objective] private Tensor Loss([Shape(2, 3, 5)] Tensor x, [Shape(4, 2, 3)] Tensor y) =>
            MeanSquaredError(Permute(In(x), -1, 0, 1), y) + Mean(Square(Transpose(In(x)) * Permute(y, 1, 0, 2)));
        """));

    // Devices add up runs of more than 4,096 values in two stages.
    [Fact]
    public void LongReductions() => SideBySide.Check(Reader.Network("""
        [Objective] private Tensor Rows([Shape(2, 4099)] Tensor x, [Shape(2)] Tensor y) =>
            MeanSquaredError(Mean(x, axis: 1) + 0.01f * Sum(x * x, axis: 1), y) + Mean(Max(x, axis: 1));
        [Objective] private Tensor Columns([Shape(4099, 3)] Tensor x, [Shape(3)] Tensor y) => MeanSquaredError(0.01f * Sum(x, axis: 0), y);
        """));

    [Fact]
    public void MoreMovements() => SideBySide.Check(Reader.Network("""
        [Dense(4)] private partial Tensor In(Tensor x);
        [Forward] private (Tensor Middle, Tensor Sums) Some([Shape(3, 5)] Tensor x) => (Slice(x, -1, 1, 4), CumulativeSum(x, 0));
        [Forward] private Tensor Framed([Shape(2, 3, 5)] Tensor x) => Pad(x, 1, 2, top: 2, bottom: 1);
        [Objective] private Tensor Stacked([Shape(3, 5)] Tensor x, [Shape(3, 4)] Tensor y) =>
            Mean(Square(Stack(1, In(x), y, In(x * x)) * Broadcast(Slice(In(x), 0, 0, 1), 3, 3, 4)));
        [Objective] private Tensor Summed([Shape(3, 5)] Tensor x, [Shape(3, 4)] Tensor y) =>
            Mean(Square(CumulativeSum(In(x), 1) + CumulativeSum(y * In(x), 0))) + Mean(Square(Pad(In(x), 1, 0, 2, 3)));
        """));

    [Fact]
    public void MatrixProducts() => SideBySide.Check(Reader.Network("""
        [Dense(6)] private partial Tensor In(Tensor x);
        [Dense(4)] private partial Tensor Keys(Tensor x);
        [Forward] private Tensor Each([Shape(2, 3, 5)] Tensor a, [Shape(2, 5, 4)] Tensor b) => MatMul(a, b);
        [Forward] private Tensor Vectors([Shape(5)] Tensor a, [Shape(5)] Tensor b) => MatMul(a, b);
        [Objective] private Tensor Graph([Shape(7, 5)] Tensor features, [Shape(7, 7)] Tensor adjacency) =>
            Mean(Square(MatMul(adjacency, In(features))));
        [Objective] private Tensor Shared([Shape(3, 5)] Tensor x, [Shape(2, 6, 3)] Tensor y) =>
            Mean(Square(MatMul(In(x), y))) + Mean(MatMul(y, In(x)));
        [Objective] private Tensor Partly([Shape(2, 1, 4, 5)] Tensor x, [Shape(3, 6, 2)] Tensor y) => Mean(Square(MatMul(In(x), y)));
        """));

    // What depends on no input is there once for all samples: operands, parts and slices of that kind.
    [Fact]
    public void OpsOfWhatAllSamplesShare() => SideBySide.Check(Reader.Network("""
        [Embedding(7, 3)] private partial Tensor Table(Tokens rows);
        [Dense(3)] private partial Tensor In(Tensor x);
        [Forward] private Tensor Right([Shape(2, 4, 5)] Tensor x) => MatMul(In(x), Table(Arange(3))[^3..]);
        [Objective] private Tensor RightLoss([Shape(2, 4, 5)] Tensor x) => Mean(Square(MatMul(In(x), Table(Arange(3)))));
        [Objective] private Tensor LeftLoss([Shape(2, 3, 5)] Tensor x) => Mean(Square(MatMul(Table(Arange(7)), In(x))));
        [Objective] private Tensor Alone([Shape(5)] Tensor x) => Mean(MatMul(Softmax(Table(Arange(3))), Table(Arange(3)))) + Mean(In(x));
        [Objective] private Tensor Joined([Shape(2, 5)] Tensor x) => Mean(Square(Concat(0, In(x), Table(Arange(4)), Table(Arange(7))[1..3])));
        """));
}
