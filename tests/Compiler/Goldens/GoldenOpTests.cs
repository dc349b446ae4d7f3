using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.Goldens;

/// <summary>Our ops mean what PyTorch's do: values, gradients and running statistics of the graph, evaluated in double.</summary>
public sealed class GoldenOpTests
{
    // The file has nine digits; the rest is that conditioning of sums may cost a few of them.
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Names => [.. GoldenCase.All.Select(golden => golden.Name)];

    [Fact]
    public void EveryOpOfTheLanguage_HasAGoldenCase()
    {
        // Random ops have no golden values, sources and detached values no gradients; penalties are compared with weight decay, and a network
        // as a layer is the ops of that network.
        string[] without = ["Dropout", "RandomNormal", "Arange", "StopGradient", "L1Penalty", "L2Penalty", "Layer"];
        Assert.Equal([], Definitions.All.Select(definition => definition.Name).Except(GoldenCase.All.Select(golden => golden.Op)).Except(without));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Op_EqualsPyTorch(string name)
    {
        var golden = GoldenCase.Find(name);
        var bench = new Bench(golden.Samples, training: golden.Training);
        Node[] inputs = [.. golden.Inputs.Select(input => Leaf(bench, input))];
        StoredTensor?[] leaves = [.. inputs.Select(LeafTensor)];
        bench.Call(golden.Op, inputs, golden.Arguments);
        Node output = bench.Results[golden.Result];
        foreach ((string file, GoldenTensor tensor) in golden.Tensors)
        {
            Fill(bench.Feed.Stored[bench.Tensor("." + file)], tensor);
        }

        if (golden.Output.Kind == "tokens")
        {
            Assert.Equal(ElementKind.Int, output.Type.Element);
            Close(golden.Output.Values, Evaluation.Of(bench.Graph, bench.Feed, output)[output], "output");
            return;
        }

        bench.Differentiate(output, GoldenCase.Weight);
        Evaluation evaluation = Evaluation.Of(bench.Graph, bench.Feed);

        Assert.Equal(golden.Output.Shape, output.Shape);
        Close(golden.Output.Values, evaluation[output], "output");
        for (int index = 0; index < inputs.Length; index++)
        {
            if (golden.Inputs[index].Gradient is { } gradient)
            {
                Close(gradient, evaluation.Gradients[leaves[index]!], $"gradient by input {index}");
            }
        }

        foreach ((string file, GoldenTensor tensor) in golden.Tensors)
        {
            StoredTensor stored = bench.Tensor("." + file);
            Close(tensor.Gradient ?? tensor.After!, tensor.Gradient is null ? evaluation.Stored[stored] : evaluation.Gradients[stored], file);
        }
    }

    private static Node Leaf(Bench bench, GoldenTensor input)
    {
        Node leaf = input switch
        {
            { Kind: "tokens" } => bench.Tokens(input.Shape, input.Limit),
            { Gradient: null } => bench.Input(input.Shape),
            { Kind: "shared" } => bench.Learned(input.Shape),
            _ => bench.PerSample(input.Shape),
        };
        Fill(LeafTensor(leaf) is { } tensor ? bench.Feed.Stored[tensor] : bench.Feed.Inputs[((InputOp)leaf.Op).Index], input);
        return leaf;
    }

    private static StoredTensor? LeafTensor(Node leaf) => (leaf.Op as StoredOp ?? leaf.Inputs.FirstOrDefault()?.Op as StoredOp)?.Tensor;

    private static void Fill(Values values, GoldenTensor golden)
    {
        Assert.Equal(golden.Values.Length, values.Data.Length);
        golden.Values.CopyTo(values.Data, 0);
    }

    private static void Close(double[] expected, Values actual, string what)
    {
        Assert.Equal(expected.Length, actual.Data.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            double error = Math.Abs(expected[index] - actual.Data[index]);
            Assert.True(
                error <= Tolerance * Math.Max(1, Math.Abs(expected[index])),
                $"{what}[{index}] of {actual.Shape} is {actual.Data[index]}, in PyTorch {expected[index]}");
        }
    }
}
