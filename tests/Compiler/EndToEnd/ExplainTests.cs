using CompiledNets.Compiler.Tests.Goldens;
using CompiledNets.Kernels;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Explanations of compiled networks: saliency, integrated gradients, and what is said where there are none.</summary>
[Collection(nameof(WorkPool))]
public sealed class ExplainTests
{
    private static readonly CompiledNetwork Classifier = CompiledNetwork.From(ExplainNetworks.Classifier);
    private static readonly CompiledNetwork Mixed = CompiledNetwork.From(ExplainNetworks.Mixed);

    [Theory]
    [InlineData(ExplainNetworks.Classifier)]
    [InlineData(ExplainNetworks.Mixed)]
    [InlineData(ExplainNetworks.Attentive)]
    public void EmittedGradients_AreThoseOfTheGraph(string source) => SideBySide.Check(source, 1, 7, 61);

    [Fact]
    public void NothingIsEmitted_UnlessAskedFor()
    {
        Assert.Contains("PredictInputGradients", Classifier.Emitted, StringComparison.Ordinal);
        Assert.DoesNotContain("InputGradients", CompiledNetwork.From(ExplainNetworks.Classifier.Replace("Explains, ", "")).Emitted, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePublicMethod_TakesSpansNamedForWhatTheyAre()
    {
        string[] parameters = [.. Mixed.Parameters("BothInputGradients")];
        Assert.Equal(["words", "image", "scale", "prior", "dScores", "dSize", "dImage", "dPrior"], parameters);
    }

    [Fact]
    public void SaliencyAndIntegratedGradients_EqualPyTorchs()
    {
        GoldenExplanation golden = GoldenExplanation.Read();
        INetwork net = golden.Network(Classifier);
        Attribution saliency = Explain.Saliency(net, golden.Samples);
        Assert.Equal(golden.Best, saliency.Scores);
        Close(golden.Saliency, saliency.Values);

        IntegratedAttribution integrated = Explain.IntegratedGradients(net, golden.Samples, golden.Baseline, golden.Score, golden.Steps);
        Close(golden.Integrated, integrated.Values);
        Close(golden.Gaps, [.. integrated.CompletenessGaps.Select(gap => (float)gap)], scale: golden.Integrated.Max(Math.Abs));
    }

    [Fact]
    public void IntegratedGradients_AreComplete_TheMoreSteps_TheBetter()
    {
        INetwork net = CompiledNetwork.From("[Network, Explains, Input(9), Dense(7), Tanh, Dense(5), Sigmoid, Dense(3)] public partial class Smooth;").Create(3);
        float[] samples = Numbers(7 * 9);
        IntegratedAttribution Of(int steps) => Explain.IntegratedGradients(net, samples, score: 1, steps: steps);
        double few = Of(4).CompletenessGaps.Max(Math.Abs), many = Of(128).CompletenessGaps.Max(Math.Abs);
        Assert.True(few > 30 * many, $"{few} and {many}");
        Assert.True(many < 1e-6, $"{many}");
    }

    [Fact]
    public void IntegratedGradients_OfALinearNetwork_AreWeightTimesChange()
    {
        INetwork net = CompiledNetwork.From("[Network, Explains, Input(4), Dense(3)] public partial class Linear;").Create();
        float[] samples = Numbers(4), baseline = [1, 2, 3, 4];
        IntegratedAttribution shares = Explain.IntegratedGradients(net, samples, baseline, score: 2, steps: 1);
        for (int index = 0; index < 4; index++)
        {
            Assert.Equal(net.Core.Parameters[2 * 4 + index] * (samples[index] - baseline[index]), shares.Values[index], 1e-6f);
        }

        Assert.Equal(0, shares.CompletenessGaps[0], 1e-6);
    }

    [Theory, InlineData(1), InlineData(7), InlineData(150)]
    public void ABatch_IsExplainedSampleBySample(int count)
    {
        INetwork net = Classifier.Create();
        float[] samples = Numbers(count * 84);
        Attribution together = Explain.Saliency(net, samples);
        IntegratedAttribution shares = Explain.IntegratedGradients(net, samples, steps: 5);
        for (int sample = 0; sample < count; sample += 29)
        {
            float[] one = samples[(sample * 84)..((sample + 1) * 84)];
            Close(Widen(Explain.Saliency(net, one).Values), together.Of(sample));
            Close(Widen(Explain.IntegratedGradients(net, one, steps: 5).Values), shares.Of(sample));
        }
    }

    [Fact]
    public void Magnitudes_AreTheGreatestOfEachPixelsChannels()
    {
        Attribution saliency = Explain.Saliency(Classifier.Create(), Numbers(2 * 84), score: 0);
        float[] map = saliency.Magnitudes(1);
        Assert.Equal(42, map.Length);
        Assert.Equal(Math.Max(Math.Abs(saliency.Of(1)[5]), Math.Abs(saliency.Of(1)[42 + 5])), map[5]);
    }

    [Fact]
    public void OneOfSeveralInputs_IsExplained_WithTheOthersAsTheyAre()
    {
        INetwork net = Mixed.Create();
        var scalars = new Dictionary<string, double> { ["scale"] = 2 };
        Dataset data = Dataset.Create().With("words", [1, 2, 3, 8, 0, 4, 4, 5], 4).With("image", Numbers(10), 5).With("prior", Numbers(6), 3);
        Attribution saliency = Explain.Saliency(net, data, score: 1, output: "Scores", input: "prior", scalars: scalars);
        Assert.Equal([0, 1, 0, 0, 1, 0], saliency.Values.ToArray());

        IntegratedAttribution size = Explain.IntegratedGradients(net, data, output: "Size", input: "image", scalars: scalars);
        for (int index = 0; index < 10; index++)
        {
            Assert.Equal(Math.Pow(data.CopyFloats("image")[index], 2), size.Values[index], 1e-5);
        }
    }

    [Fact]
    public void IntsThatAreReturned_HaveNoGradient()
    {
        CompiledNetwork compiled = CompiledNetwork.From("""
            [Network]
            public partial class Answering
            {
                [Forward, Explains] private (Tokens Best, Tensor Scores) Answer([Shape(4)] Tensor x)
                {
                    var scores = Dense(Tanh(Dense(x, 5)), 3);
                    return (ArgMax(scores), scores);
                }
            }
            """);
        INetwork net = compiled.Create();
        string[] parameters = [.. compiled.Parameters("AnswerInputGradients")];
        Assert.Equal(["x", "dScores", "dX"], parameters);
        IntegratedAttribution shares = Explain.IntegratedGradients(net, Numbers(4 * 70), steps: 200);
        Assert.All(shares.CompletenessGaps, gap => Assert.Equal(0, gap, 1e-4));
    }

    [Fact]
    public void TokensAndMissingNames_AreRefused_WithWhatToDo()
    {
        INetwork net = Mixed.Create();
        Dataset data = Dataset.Create().With("words", new int[4], 4).With("image", new float[5], 5).With("prior", new float[2], 2);
        Refuses("'words: Tokens (4)' of Both has no gradient: only floats have. Explain a [Forward] that takes the embedded values.",
            () => Explain.Saliency(net, data, output: "Scores", input: "words"));
        Refuses("What is explained is a score by one Tensor that Both takes: there are 'image', 'prior'.",
            () => Explain.Saliency(net, data, output: "Scores"));
        Refuses("What is explained is one Tensor that Both returns: there are 'Scores', 'Size', but no 'Logits'.",
            () => Explain.Saliency(net, data, output: "Logits", input: "image"));
        Refuses("'scale' is a number given at run time: say it in 'scalars'; for 'prior: Tensor (3)' the column is 'prior: Tensor (2)'",
            () => Explain.Saliency(net, data, output: "Size", input: "image"));
        Refuses("What is explained is one Tensor that Both returns", () => Explain.Saliency(net, new float[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Explain.Saliency(Classifier.Create(), Numbers(84), score: 5));
        Assert.Throws<ArgumentException>(() => Explain.Saliency(Classifier.Create(), Numbers(83)));
        Assert.Throws<ArgumentException>(() => Explain.IntegratedGradients(Classifier.Create(), Numbers(84), new float[3]));
    }

    [Fact]
    public void WithoutExplains_AnEntrySaysWhatToWrite()
    {
        INetwork net = CompiledNetwork.From("[Network, Input(4), Dense(3)] public partial class Plain;").Create();
        Assert.False(net.AllForwards[0].HasInputGradients);
        var error = Assert.Throws<NotSupportedException>(() => Explain.Saliency(net, new float[4]));
        Assert.Equal(
            "Plain.Predict was compiled without gradients by its inputs: write [Forward, Explains] on the method, or [Network, Explains] on the class "
            + "if the network is a chain.", error.Message);
    }

    [Fact]
    public void Explanations_ChangeNothing()
    {
        INetwork net = Classifier.Create();
        float[] before = [.. net.Core.Gradients, .. net.Core.State];
        ForwardEntry predict = net.AllForwards[0];
        predict.InputGradients(ArrayBatch.Random(predict, 33, 0, new Random(3)), Numbers(33 * 5), new float[33 * 84]);
        Assert.Equal(before, (float[])[.. net.Core.Gradients, .. net.Core.State]);
        Assert.Equal(0ul, net.Core.Counter);
    }

    private static float[] Numbers(int count) => [.. GoldenNetwork.RandomNumbers(7, count).Select(value => (float)value)];

    private static double[] Widen(ReadOnlySpan<float> values) => [.. values.ToArray().Select(value => (double)value)];

    private static void Refuses(string message, Action call) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static void Close(double[] expected, ReadOnlySpan<float> actual, double? scale = null)
    {
        Assert.Equal(expected.Length, actual.Length);
        double most = 2e-5 * (scale ?? expected.Max(Math.Abs));
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(Math.Abs(expected[index] - actual[index]) <= most, $"value {index} is {actual[index]}, not {expected[index]}");
        }
    }
}
