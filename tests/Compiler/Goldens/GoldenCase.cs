using System.Text.Json.Nodes;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Tests.Goldens;

/// <summary>One op as PyTorch computed it on a batch: <c>tests/golden/golden_ops.py</c> says how.</summary>
/// <param name="Training">Whether batch statistics are used and running ones updated.</param>
/// <param name="Tensors">Parameters and running statistics, by the end of their names in files.</param>
/// <param name="Output">Values of all samples, one sample after another.</param>
/// <param name="Result">Which of the op's results that is, for ops that return a tuple or an array.</param>
internal sealed record GoldenCase(
    string Name,
    string Op,
    (string Name, object Value)[] Arguments,
    bool Training,
    int Samples,
    GoldenTensor[] Inputs,
    Dictionary<string, GoldenTensor> Tensors,
    GoldenTensor Output,
    int Result)
{
    private static readonly string[] Files = ["ops", "further_ops", "graph_ops"];

    private static readonly Lazy<Dictionary<string, GoldenCase>> Cases = new(() =>
        Files.SelectMany(file => Golden.Read(file)["cases"]!.AsArray()).Select(node => Parse(node!)).ToDictionary(golden => golden.Name));

    public static IEnumerable<GoldenCase> All => Cases.Value.Values;

    public static GoldenCase Find(string name) => Cases.Value[name];

    /// <summary>By what the op's value number <paramref name="index"/> of the batch is multiplied in the loss, which is the batch mean of
    /// the samples' sums.</summary>
    public static double Weight(int index) => Math.Sin(index + 1);

    private static GoldenCase Parse(JsonNode node) => new(
        (string)node["name"]!,
        (string)node["op"]!,
        [.. node["arguments"]!.AsObject().Select(argument => (argument.Key, GoldenArguments.Parse(argument.Value!)))],
        (bool)node["training"]!,
        (int)node["samples"]!,
        [.. node["inputs"]!.AsArray().Select(input => GoldenTensor.Parse(input!))],
        node["tensors"]!.AsObject().ToDictionary(tensor => tensor.Key, tensor => GoldenTensor.Parse(tensor.Value!)),
        GoldenTensor.Parse(node["output"]!),
        (int?)node["result"] ?? 0);

    public override string ToString() => Name;
}

/// <summary>Numbers of a golden case.</summary>
/// <param name="Kind">Of an input: "sample", "shared" by all samples, or "tokens"; of an output: "tokens", or empty.</param>
/// <param name="Shape">Per sample.</param>
/// <param name="Limit">Of tokens: how many there are.</param>
/// <param name="Gradient">Of the loss, if PyTorch gave one.</param>
/// <param name="After">Of running statistics: what the call left.</param>
internal sealed record GoldenTensor(string Kind, Shape Shape, int Limit, double[] Values, double[]? Gradient, double[]? After)
{
    public static GoldenTensor Parse(JsonNode node) => new(
        (string?)node["kind"] ?? "", Shape.Of([.. node["shape"]!.AsArray().Select(extent => (int)extent!)]), (int?)node["limit"] ?? 0,
        node["values"].Doubles()!, node["gradient"].Doubles(), node["after"].Doubles());
}
