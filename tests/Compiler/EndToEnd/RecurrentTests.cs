using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted recurrent layers: against the reference, from state to state, and learning.</summary>
public sealed class RecurrentTests
{
    private delegate void WholeCall(
        ReadOnlySpan<float> x, ReadOnlySpan<float> h, ReadOnlySpan<float> c, Span<float> y, Span<float> hEnd, Span<float> cEnd);

    private delegate void StepCall(ReadOnlySpan<float> x, Span<float> h, Span<float> c, Span<float> y);

    [Fact]
    public void OfOneLayer() => SideBySide.Check(Reader.Network("""
        [LSTM(11)]                           private partial Tensor Long(Tensor x);
        [GRU(11)]                            private partial Tensor Gated(Tensor x);
        [RNN(11)]                            private partial Tensor Simple(Tensor x);
        [RNN(5, Activation = Activation.ReLU, Bias = false)] private partial Tensor Rectified(Tensor x);
        [Forward] private Tensor All([Shape(5, 3)] Tensor x) => Concat(1, Long(x), Gated(x), Simple(x), Rectified(x));
        [Objective] private Tensor Loss([Shape(5, 3)] Tensor x) => Mean(Square(All(x)));
        """));

    [Fact]
    public void OfSeveralLayersInBothDirections() => SideBySide.Check(Reader.Network("""
        [LSTM(3, Layers = 2, Bidirectional = true, Dropout = 0.3)] private partial Tensor Long(Tensor x);
        [GRU(3, Layers = 3, Dropout = 0.3), RNN(4, Bidirectional = true)] private partial Tensor Gated(Tensor x);
        [Forward] private (Tensor A, Tensor B) Both([Shape(4, 5)] Tensor x) => (Long(x), Gated(x));
        [Objective] private Tensor Loss([Shape(4, 5)] Tensor x) => Mean(Square(Long(x)[^1])) + Mean(Gated(x)[1..]);
        """));

    // A device lets four samples share a group then; the last group has two.
    [Fact]
    public void OfManySamples() => SideBySide.Check(
        Reader.Network("""
            [Objective] private Tensor Loss([Shape(3, 4)] Tensor x, [Shape(5)] Tensor h)
            {
                var (y, last, cell) = LSTM(x, 5, h, h);
                return Mean(Square(y)) + Mean(last * cell) + Mean(Square(GRU(x, 3))) + Mean(Square(RNN(x, 2, bidirectional: true)));
            }
            """),
        130);

    [Fact]
    public void OfGivenStates_WhoseFinalOnesAreLearnedFromToo() => SideBySide.Check(Reader.Network("""
        [Dense(5)] private partial Tensor In(Tensor x);
        [Forward] private (Tensor Y, Tensor H) Gated([Shape(3, 4)] Tensor x, [Shape(5)] Tensor h) => GRU(x, 5, h);
        [Objective] private Tensor Loss([Shape(3, 4)] Tensor x, [Shape(5)] Tensor h)
        {
            var (y, last, cell) = LSTM(x, 5, In(h), 0f);
            var (_, both) = RNN(y, 5, 0f, bidirectional: true);
            return Mean(Square(cell)) + Mean(last * last[..]) + Mean(Square(both[1])) + Mean(GRU(x, 5, In(h)).H);
        }
        [Objective, Trains(nameof(In)), Evaluates(nameof(Loss))]
        private Tensor InputLoss([Shape(3, 4)] Tensor x, [Shape(5)] Tensor h) => Loss(x, h);
        """));

    [Theory, InlineData(1), InlineData(7)]
    public void StepsOneByOne_GiveWhatTheWholeSequenceGives(int samples)
    {
        const int Steps = 6, Features = 3, Units = 5;
        INetwork net = CompiledNetwork.From("""
            [Network] public partial class Net
            {
                [LSTM(5)] private partial (Tensor Y, Tensor H, Tensor C) Read(Tensor x, Tensor h, Tensor c);

                [Forward] private (Tensor Y, Tensor HEnd, Tensor CEnd) Whole([Shape(6, 3)] Tensor x, [Shape(5)] Tensor h, [Shape(5)] Tensor c) =>
                    Read(x, h, c);

                [Forward] private Tensor Step([Shape(1, 3)] Tensor x, [Shape(5)] ref Tensor h, [Shape(5)] ref Tensor c)
                {
                    (var y, h, c) = Read(x, h, c);
                    return y[0];
                }
            }
            """).Create();
        var whole = (WholeCall)Delegate.CreateDelegate(typeof(WholeCall), net, "Whole");
        var step = (StepCall)Delegate.CreateDelegate(typeof(StepCall), net, "Step");
        var random = new Random(samples);
        float[] x = Random(samples * Steps * Features), h = Random(samples * Units), c = Random(samples * Units);
        float[] y = new float[samples * Steps * Units], hEnd = new float[h.Length], cEnd = new float[c.Length];
        whole(x, h, c, y, hEnd, cEnd);

        float[] now = new float[samples * Units];
        for (int at = 0; at < Steps; at++)
        {
            step([.. Enumerable.Range(0, samples * Features).Select(i => x[(i / Features * Steps + at) * Features + i % Features])], h, c, now);
            for (int i = 0; i < now.Length; i++)
            {
                Assert.Equal(y[(i / Units * Steps + at) * Units + i % Units], now[i], 1e-6f);
            }
        }

        Assert.Equal(hEnd, h, (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal(cEnd, c, (a, b) => Math.Abs(a - b) < 1e-6f);

        float[] Random(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }

    [Fact]
    public void TheTextClassifierOfTheDocumentation_LearnsWhichWordCameFirst()
    {
        INetwork net = CompiledNetwork.From(Networks.Text).Create();
        Objective loss = net.AllObjectives.Single();
        var random = new Random(5);
        int[] words = [.. Enumerable.Range(0, 32 * Networks.TextSteps).Select(_ => random.Next(Networks.TextWords))];
        float[] spam = [.. Enumerable.Range(0, 32).Select(sample => words[sample * Networks.TextSteps] % 2f)];
        var batch = new ArrayBatch(32, words, spam);
        var adam = new Adam(0.02);
        float first = loss.Evaluate(batch);
        for (int step = 0; step < 150; step++)
        {
            loss.Gradients(batch);
            adam.Step(net);
        }

        Assert.True(loss.Evaluate(batch) < first / 10, $"from {first} to {loss.Evaluate(batch)}");
    }
}
