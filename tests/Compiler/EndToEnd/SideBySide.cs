using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;
using Evaluation = CompiledNets.Compiler.Tests.Reference.Evaluation;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Runs an emitted network in float32 beside its graphs in double, on the same random values: what emission, fusion, memory plans
/// and kernels make of a graph must be what the graph says.</summary>
/// <remarks>A float32 sum of some hundred products errs by a few times 1e-7 of its terms, and layers add up: errors stay below 2e-5 of a
/// tensor's largest value. A wrong index or a buffer written too early is off by the size of the values.</remarks>
internal sealed class SideBySide
{
    private const double Tolerance = 2e-5;

    /// <summary>What is smaller is zero but for double's rounding: a sum whose terms cancel, such as the gradient of a bias before a batch norm. Floats leave
    /// some 1e-7 of the terms, and more of them where a device adds up in its own order.</summary>
    private const double Cancelled = 1e-12;

#if DEVICE
    private const double SmallestCancelled = 0.02;
#else
    private const double SmallestCancelled = 0.01;
#endif

    private readonly CompiledNetwork compiled;
    private readonly INetwork network;
    private readonly Random random;
    private readonly int samples;

    private SideBySide(CompiledNetwork compiled, int samples, int seed)
    {
        this.compiled = compiled;
        this.samples = samples;
        random = new Random(seed);
        network = compiled.Create((ulong)seed);
        foreach (TensorSlot slot in network.Core.Layout.Slots)
        {
            double size = 1 / Math.Sqrt(Math.Max(slot.FanIn, 1));
            bool isVariance = slot.Role == SlotRole.State && slot.Initializer == Initializer.Ones;
            foreach (ref float value in network.Core.WritableSlot(slot))
            {
                value = (float)(isVariance ? 0.5 + random.NextDouble() : size * (2 * random.NextDouble() - 1));
            }
        }
    }

    /// <summary>Compares outputs, losses, gradients and running statistics of every entry point.</summary>
    /// <returns>The network, for further questions.</returns>
    /// <param name="batches">How many samples to run on; one and seven if nothing is said. A batch of some hundred is cut into slices.</param>
    public static CompiledNetwork Check(string source, params int[] batches)
    {
        CompiledNetwork compiled = CompiledNetwork.From(source);
        foreach (int samples in batches is [] ? [1, 7] : batches)
        {
            var run = new SideBySide(compiled, samples, seed: samples);
            foreach (EntryModel entry in compiled.Model.Entries)
            {
                run.Check(entry);
            }
        }

        return compiled;
    }

    private void Check(EntryModel entry)
    {
        if (entry.Training is null)
        {
            ForwardEntry forward = network.AllForwards.Single(found => found.Name == entry.Spec.Name);
            ArrayBatch batch = Batch(forward, entry.Inference);
            Evaluation expected = Evaluation.Of(entry.Inference, Feed(entry.Inference, batch));
            float[] actual = new float[forward.Outputs.Sum(output => samples * output.Size)];
            forward.Run(batch, actual);
            Close([.. expected.Outputs.Values.SelectMany(output => output.Data)], actual, entry.Spec.Name);
            if (entry.InputGradients is { } explanation)
            {
                CheckInputGradients(forward, batch, explanation.Inference);
            }

            return;
        }

        Objective objective = network.AllObjectives.Single(found => found.Name == entry.Spec.Name);
        ArrayBatch data = Batch(objective, entry.Inference);
        Close([Evaluation.OfObjective(entry.Inference, Feed(entry.Inference, data)).Objective], [objective.Evaluate(data)], entry.Spec.Name);
        CheckGradients(objective, data, entry.Training);
    }

    private void CheckInputGradients(ForwardEntry forward, ArrayBatch batch, Graph explanation)
    {
        float[][] seeds = [.. forward.Outputs.Select(output => Enumerable.Range(0, samples * output.Size).Select(_ => (float)(2 * random.NextDouble() - 1)).ToArray())];
        Evaluation expected = Evaluation.Of(explanation, Feed(explanation, new ArrayBatch(samples, [.. batch.Columns, .. seeds])));
        float[] actual = new float[forward.Inputs.Where(input => input.Kind == ColumnKind.Tensor).Sum(input => samples * input.Size)];
        forward.InputGradients(batch, [.. seeds.SelectMany(seed => seed)], actual);
        Close([.. expected.Outputs.Values.SelectMany(output => output.Data)], actual, $"gradients of {forward.Name} by its inputs");
    }

    private void CheckGradients(Objective objective, ArrayBatch data, Graph training)
    {
        Evaluation expected = Evaluation.Of(training, Feed(training, data));
        network.Core.WritableGradients.Clear();
        float loss = objective.Gradients(data);
        Close([expected.Objective], [loss], $"{objective.Name} in training");
        foreach (StoredTensor tensor in compiled.Model.Tensors)
        {
            TensorSlot slot = Slot(tensor);
            if (tensor.IsState)
            {
                double[] state = expected.Stored.TryGetValue(tensor, out Values? updated) ? updated.Data : Widen(network.Core.Slot(slot));
                Close(state, network.Core.Slot(slot), $"{tensor.File} after {objective.Name}");
            }
            else
            {
                double[] gradient = expected.Gradients.TryGetValue(tensor, out Values? sum) ? sum.Data : new double[tensor.Shape.Size];
                Close(gradient, network.Core.Gradients.Slice(slot.Offset, slot.Length), $"gradient of {objective.Name} by {tensor.File}");
            }
        }
    }

    private ArrayBatch Batch(EntryPoint entry, Graph graph)
    {
        var columns = new List<Array>();
        for (int index = 0; index < entry.Inputs.Length; index++)
        {
            int size = (entry.Inputs[index].Kind == ColumnKind.Scalar ? 1 : samples) * entry.Inputs[index].Size;
            Node? input = graph.Nodes.FirstOrDefault(node => node.Op is InputOp op && op.Index == index);
            columns.Add(entry.Inputs[index].Kind == ColumnKind.Tokens
                ? Enumerable.Range(0, size).Select(_ => random.Next(input is null ? 1 : graph.TokenLimit(input))).ToArray()
                : Enumerable.Range(0, size).Select(_ => (float)(2 * random.NextDouble() - 1)).ToArray());
        }

        return new ArrayBatch(samples, [.. columns]);
    }

    private Feed Feed(Graph graph, ArrayBatch batch)
    {
        var feed = new Feed(samples) { Random = new PhiloxValues(network.Core.Seed, network.Core.Counter) };
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is InputOp input)
            {
                feed.Inputs[input.Index] = new Values(
                    node.Type, samples, batch.Columns[input.Index] is int[] tokens ? [.. tokens] : Widen((float[])batch.Columns[input.Index]));
            }
            else if (node.Op is StoredOp { Tensor: var tensor })
            {
                feed.Stored[tensor] = new Values(node.Type, samples, Widen(network.Core.Slot(Slot(tensor))));
            }
        }

        return feed;
    }

    private TensorSlot Slot(StoredTensor tensor) => network.Core.Layout.Slots.Single(slot => slot.Name == tensor.File);

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int index = 0; index < wide.Length; index++)
        {
            wide[index] = values[index];
        }

        return wide;
    }

    private void Close(double[] expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Length == 0 ? 0 : expected.Max(Math.Abs);

        double scale = Math.Max(largest, largest < Cancelled ? SmallestCancelled : 0.01);
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(
                Math.Abs(expected[index] - actual[index]) <= Tolerance * scale,
                $"{what}: value {index} of {expected.Length} is {actual[index]}, by the reference {expected[index]} ({samples} samples)\n{compiled.Emitted}");
        }
    }
}
