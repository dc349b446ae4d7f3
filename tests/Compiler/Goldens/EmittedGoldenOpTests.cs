using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Compiler.Tests.Goldens;

/// <summary>What is emitted for an op computes what PyTorch does: values, gradients by inputs and parameters, running statistics.</summary>
public sealed class EmittedGoldenOpTests
{
    // The values are of the order of 1 and sums of tens of them, in float32.
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Names => [.. GoldenCase.All.Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EmittedOp_EqualsPyTorch(string name)
    {
        var golden = GoldenCase.Find(name);
        INetwork net = CompiledNetwork.From(GoldenSource.Of(golden)).Create();
        Fill(net, golden);
        bool usesBatchStatistics = golden.Training && golden.Tensors.Values.Any(tensor => tensor.After is not null);
        if (!usesBatchStatistics)
        {
            float[] output = new float[golden.Output.Values.Length];
            net.AllForwards.Single().Run(Batch(golden, GoldenSource.Perceived(golden).Select(pair => pair.Input)), output);
            Close(golden.Output.Values, output, "output");
        }

        if (golden.Output.Kind == "tokens")
        {
            return;
        }

        IEnumerable<GoldenTensor> inputs = GoldenSource.Perceived(golden).Select(pair => pair.Input).Where(input => input.Gradient is null);
        Array[] columns =
        [
            .. Batch(golden, inputs).Columns, Enumerable.Range(0, golden.Samples).ToArray(),
            Enumerable.Range(0, golden.Output.Values.Length).Select(index => (float)GoldenCase.Weight(index)).ToArray(),
        ];
        float loss = net.AllObjectives.Single().Gradients(new ArrayBatch(golden.Samples, columns));
        double expected = golden.Output.Values.Select((value, index) => value * GoldenCase.Weight(index)).Sum() / golden.Samples;
        Close([expected], [loss], "loss");
        foreach ((string file, GoldenTensor tensor) in Tensors(golden).Where(pair => pair.Tensor.Gradient is not null))
        {
            Close(tensor.Gradient!, net.Core.Gradients.Slice(Slot(net, file).Offset, tensor.Values.Length), $"gradient by {file}");
        }

        foreach ((string file, GoldenTensor tensor) in Tensors(golden).Where(pair => pair.Tensor.After is not null))
        {
            Close(tensor.After!, net.Core.Slot(Slot(net, file)), file);
        }
    }

    private static IEnumerable<(string File, GoldenTensor Tensor)> Tensors(GoldenCase golden) =>
    [
        .. golden.Tensors.Select(pair => ("op." + pair.Key, pair.Value)),
        .. golden.Inputs.Select((input, index) => ($"x{index}.weight", input)).Where(pair => pair.input.Gradient is not null),
    ];

    private static void Fill(INetwork net, GoldenCase golden)
    {
        foreach ((string file, GoldenTensor tensor) in Tensors(golden))
        {
            Narrow(tensor.Values).CopyTo(net.Core.WritableSlot(Slot(net, file)));
        }
    }

    private static TensorSlot Slot(INetwork net, string file) => net.Core.Layout.Slots.Single(slot => slot.Name == file);

    private static ArrayBatch Batch(GoldenCase golden, IEnumerable<GoldenTensor> inputs) => new(
        golden.Samples,
        [.. inputs.Select(input => input.Kind == "tokens" ? (Array)input.Values.Select(value => (int)value).ToArray() : Narrow(input.Values))]);

    private static float[] Narrow(double[] values) => [.. values.Select(value => (float)value)];

    private static void Close(double[] expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(
                Math.Abs(expected[index] - actual[index]) <= Tolerance * Math.Max(1, Math.Abs(expected[index])),
                $"{what}[{index}] is {actual[index]}, in PyTorch {expected[index]}");
        }
    }
}
