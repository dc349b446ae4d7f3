using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Large batches go forward and back in micro-batches, and gradients are those of the batch all the same.</summary>
public class MicroBatchTests
{
    private const string Cut = "new CNet.MicroBatches(samples, ";

    /// <summary>A gated recurrent unit over 96 steps, in a micro-batch of 16 or 24 samples.</summary>
    private const string Sequence = """
        [Embedding(30, 48)] private partial Tensor Embed(Tokens words);
        [GRU(40)]           private partial Tensor Read(Tensor words);
        [Dense(3)]          private partial Tensor Score(Tensor state);
        [Objective] private Tensor Loss([Shape(96)] Tokens words, [Shape] Tokens label) => SoftmaxCrossEntropy(Score(Read(Embed(words))[^1]), label);
        """;

    /// <summary>A table that two layers read, values that no sample changes, and a penalty on them.</summary>
    private const string Shared = """
        [Embedding(30, 64)]               private partial Tensor Embed(Tokens words);
        [Embedding(64, 64)]               private partial Tensor Position(Tokens index);
        [Dense(30, TiedTo = nameof(Embed))] private partial Tensor Head(Tensor x);
        [Objective] private Tensor Loss([Shape(64)] Tokens words, [Shape(64)] Tokens next)
        {
            var place = Position(Arange(64));
            var x = Embed(words) * Exp(0.1f * place);
            return SoftmaxCrossEntropy(Head(Tanh(Dense(GELU(Dense(x, 64)), 64))), next) + 0.01f * Mean(Square(place));
        }
        """;

    private const string Images = """
        [Network, Input(1, 64, 64)]
        [Conv2D(8, 3), ReLU, Conv2D(8, 3), ReLU, GlobalAveragePool, Flatten, Dense(3)]
        [SoftmaxCrossEntropy]
        public partial class Images;
        """;

    [Theory]
    [InlineData(Networks.Large, 61)]
    [InlineData(Sequence, 53)]
    [InlineData(Shared, 71)]
    [InlineData(Images, 149)]
    public void Gradients_AreTheMeanOfTheSamples(string source, int samples)
    {
        CompiledNetwork network = CompiledNetwork.From(Text(source).Replace("0.25f", "0f", StringComparison.Ordinal));
        Assert.Contains(Cut, network.Emitted, StringComparison.Ordinal);
        INetwork net = network.Create();
        Objective loss = net.AllObjectives.Single();
        ArrayBatch batch = ArrayBatch.Random(loss, samples, 3, new Random(4));
        var expected = new double[net.Core.Gradients.Length];
        double mean = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            mean += loss.Gradients(Sample(batch, sample)) / (double)samples;
            AddAndClear(net, expected, 1.0 / samples);
        }

        Assert.Equal(mean, loss.Gradients(batch), 1e-5 * Math.Abs(mean));
        double largest = expected.Max(Math.Abs);
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], net.Core.Gradients[index], 1e-5 * largest);
        }
    }

    [Theory]
    [InlineData("[Network, Input(512, 16)] [Dense(64), BatchNorm, ReLU, Flatten, Dense(3)] [SoftmaxCrossEntropy] public partial class Net;")]
    [InlineData("[Network, Input(784)] [Dense(128), ReLU, Dense(10)] [SoftmaxCrossEntropy] public partial class Net;")]
    public void Batches_ThatMustStayWhole_OrWouldGainNothing_DoSo(string source) =>
        Assert.DoesNotContain(Cut, CompiledNetwork.From(source).Emitted, StringComparison.Ordinal);

    private static void AddAndClear(INetwork net, double[] sums, double factor)
    {
        Span<float> gradients = net.Core.WritableGradients;
        for (int index = 0; index < sums.Length; index++)
        {
            sums[index] += factor * gradients[index];
        }

        gradients.Clear();
    }

    private static ArrayBatch Sample(ArrayBatch batch, int sample) => new(1, [.. batch.Columns.Select(column => Part(column, sample, column.Length / batch.Count))]);

    private static Array Part(Array column, int sample, int size)
    {
        var part = Array.CreateInstance(column.GetType().GetElementType()!, size);
        Array.Copy(column, sample * size, part, 0, size);
        return part;
    }

    private static string Text(string source) => source.Contains("class ", StringComparison.Ordinal) ? source : Reader.Network(source);
}
