using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;
using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Compiler.Tests.Reference;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.GradientChecks;

/// <summary>The gradients that explain an entry point are those of its own graph: by finite differences, both in double.</summary>
public sealed class InputGradientTests
{
    private const double Step = 1e-5;

    [Theory]
    [InlineData(ExplainNetworks.Classifier, 1)]
    [InlineData(ExplainNetworks.Mixed, 2)]
    [InlineData(ExplainNetworks.Attentive, 2)]
    public void AreTheSlopesOfTheOutputs(string source, int gradients)
    {
        NetworkModel model = BuildNetwork.Run(Reader.ReadWhole(source));
        Assert.Empty(model.Findings);
        EntryModel entry = model.Entries[0], explanation = entry.InputGradients!;
        Assert.Equal(gradients, explanation.Results.Length);
        foreach (int samples in new[] { 1, 7 })
        {
            Feed feed = FeedOf(entry.Inference, explanation.Inference, samples);
            Evaluation found = Evaluation.Of(explanation.Inference, feed);
            int[] inputs = [.. Enumerable.Range(0, entry.Inputs.Length).Where(index => entry.Inputs[index].Kind == ValueKind.Tensor)];
            for (int number = 0; number < inputs.Length; number++)
            {
                Check(entry, feed, inputs[number], found.Outputs[number].Data);
            }
        }
    }

    /// <summary>Values for both graphs: a last bias is in the entry point's alone, seeds are in the gradients' alone.</summary>
    private static Feed FeedOf(Graph outputs, Graph gradients, int samples)
    {
        Feed feed = Feed.Any(gradients, samples, seed: 4), further = Feed.Any(outputs, samples, seed: 5);
        foreach ((int input, Values values) in further.Inputs)
        {
            feed.Inputs.TryAdd(input, values);
        }

        foreach ((StoredTensor tensor, Values values) in further.Stored)
        {
            feed.Stored.TryAdd(tensor, values);
        }

        return feed;
    }

    private static void Check(EntryModel entry, Feed feed, int input, double[] gradient)
    {
        for (int index = 0; index < gradient.Length; index += Math.Max(1, gradient.Length / 60))
        {
            // An input that nothing reads is no leaf of the graph: what it is does not matter.
            double expected = feed.Inputs.ContainsKey(input) ? Slope(entry, feed, input, index) : 0;
            Assert.True(
                Math.Abs(gradient[index] - expected) <= FiniteDifferences.Tolerance * Math.Max(Math.Abs(expected), 1e-3),
                $"gradient by {entry.Inputs[input].Name}[{index}] is {gradient[index]}, by finite differences {expected} ({feed.Samples} samples)");
        }
    }

    private static double Slope(EntryModel entry, Feed feed, int input, int index)
    {
        ref double value = ref feed.Inputs[input].Data[index];
        double at = value;
        value = at + Step;
        double above = Explained(entry, feed);
        value = at - Step;
        double below = Explained(entry, feed);
        value = at;
        return (above - below) / (2 * Step);
    }

    /// <summary>The number whose gradients by the outputs the explanation is given: Σ seed·output.</summary>
    private static double Explained(EntryModel entry, Feed feed)
    {
        Evaluation outputs = Evaluation.Of(entry.Inference, feed);
        return outputs.Outputs.Sum(output => output.Value.Data.Zip(
            feed.Inputs[entry.Inputs.Length + output.Key].Data, (value, seed) => value * seed).Sum());
    }
}
