using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Runs all entry points of an emitted network beside the reference in double, on the same random values.</summary>
/// <remarks>A value of float32 is off by 6e-8 of itself, sums of n such by about √n times as much, and the kernels' functions by a few
/// units more: relative to the largest value of a result, <see cref="Tolerance"/> leaves room for that and for nothing else.</remarks>
internal static class Agreement
{
    public const double Tolerance = 1e-5;

    private static readonly int[] Batches = [1, 7, 40];

    /// <param name="source">A network, as it stands in a file.</param>
    /// <param name="tokens">Tokens are below this.</param>
    public static void Check(string source, int tokens = 3)
    {
        CompiledNetwork network = CompiledNetwork.From(source);
        var random = new Random(1);
        foreach (int samples in Batches)
        {
            INetwork net = network.Create();
            foreach (ref float value in net.Core.WriteParameters())
            {
                value = (float)(random.NextDouble() * 2 - 1);
            }

            foreach (EntryModel entry in network.Model.Entries)
            {
                Check(net, entry, network.Model, samples, tokens, random);
            }
        }
    }

    private static void Check(INetwork net, EntryModel entry, NetworkModel model, int samples, int tokens, Random random)
    {
        string what = $"{entry.Spec.Name} of {samples} samples";
        if (net.AllForwards.SingleOrDefault(known => known.Name == entry.Spec.Name) is { } forward)
        {
            var arguments = ArrayBatch.Random(forward, samples, tokens, random);
            float[] outputs = new float[samples * forward.Outputs.Sum(output => output.Size)];
            forward.Run(arguments, outputs);
            double[] values = [.. Evaluation.Of(entry.Inference, FeedOf(net, entry, model, arguments)).Outputs.Values.SelectMany(output => output.Data)];
            AssertClose(values, outputs, what);
            return;
        }

        Objective objective = net.AllObjectives.Single(known => known.Name == entry.Spec.Name);
        ArrayBatch batch = ArrayBatch.Random(objective, samples, tokens, random);
        Feed feed = FeedOf(net, entry, model, batch);
        AssertClose([Evaluation.OfObjective(entry.Inference, feed).Objective], [objective.Evaluate(batch)], what);

        Evaluation training = Evaluation.Of(entry.Training!, feed);
        net.Core.WritableGradients.Clear();
        AssertClose([training.Objective], [objective.Gradients(batch)], what);
        foreach ((StoredTensor tensor, Values gradient) in training.Gradients)
        {
            AssertClose(gradient.Data, net.Core.Gradients.Slice(tensor.Offset, tensor.Shape.Size).ToArray(), $"d{tensor.CodeName} in {what}");
        }
    }

    private static Feed FeedOf(INetwork net, EntryModel entry, NetworkModel model, ArrayBatch batch)
    {
        var feed = new Feed(batch.Count);
        for (int index = 0; index < entry.Inputs.Length; index++)
        {
            Array column = batch.Columns[index];
            var element = column is int[] ? ElementKind.Int : ElementKind.Float;
            double[] data = column is int[] ints ? [.. ints.Select(value => (double)value)] : [.. ((float[])column).Select(value => (double)value)];
            feed.Inputs[index] = new Values(new TensorType(entry.Inputs[index].Shape, Batched: true, element), batch.Count, data);
        }

        foreach (StoredTensor tensor in model.Tensors)
        {
            double[] data = [.. net.Core.Slot(net.Core.Layout.Slots[tensor.Index]).ToArray().Select(value => (double)value)];
            feed.Stored[tensor] = new Values(new TensorType(tensor.Shape, Batched: false), 1, data);
        }

        return feed;
    }

    private static void AssertClose(double[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(
                Math.Abs(expected[index] - actual[index]) <= Tolerance * scale,
                $"{what}: value {index} is {actual[index]}, by the reference {expected[index]} (the largest is {scale})");
        }
    }
}
