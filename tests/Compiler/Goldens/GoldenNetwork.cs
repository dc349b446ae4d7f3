using System.Text.Json.Nodes;

namespace CompiledNets.Compiler.Tests.Goldens;

/// <summary>A network as PyTorch trained it: <c>tests/golden/golden_networks.py</c> says how.</summary>
/// <param name="Classes">How many there are; 1 is a logit with a binary target.</param>
/// <param name="Tokens">Below what the input's ints are; 0 where the input is images.</param>
/// <param name="Losses">Of twenty steps of Adam, before each.</param>
/// <param name="States">Running statistics after the twenty steps.</param>
internal sealed record GoldenNetwork(
    string Name, int Samples, int[] Shape, int Classes, int Tokens, double Rate, GoldenParameter[] Parameters, double[] Losses,
    Dictionary<string, double[]> States)
{
    private const int Batches = 4;
    private const int FirstDataStream = 100;

    public static GoldenNetwork Find(string name) =>
        Parse(Golden.Read("networks")["networks"]!.AsArray().Single(node => (string)node!["name"]! == name)!);

    /// <summary>The columns that step number <paramref name="step"/> trains on.</summary>
    public Array[] Columns(int step)
    {
        int batch = step % Batches, size = Shape.Aggregate(1, (product, extent) => product * extent);
        if (Classes == 1)
        {
            return [Labels(batch, Samples * size, Tokens), Labels(batch, Samples, 2).Select(label => (float)label).ToArray()];
        }

        return Tokens > 0
            ? [Labels(batch, Samples * size, Tokens), Labels(batch + 1, Samples * size, Classes)]
            : [RandomNumbers(FirstDataStream + batch, Samples * size).Select(value => (float)value).ToArray(), Labels(batch, Samples, Classes)];
    }

    /// <summary>Numbers in [-1, 1), the same in Python: the first 24 bits of SplitMix64's outputs (Steele et al. 2014).</summary>
    internal static IEnumerable<double> RandomNumbers(int stream, int count)
    {
        for (int index = 1; index <= count; index++)
        {
            ulong z = unchecked(((ulong)index + ((ulong)stream << 32)) * 0x9E3779B97F4A7C15);
            z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
            yield return ((z ^ (z >> 31)) >> 40) / (double)(1 << 23) - 1;
        }
    }

    private static int[] Labels(int batch, int rows, int classes) => [.. Enumerable.Range(0, rows).Select(row => (3 * row + batch) % classes)];

    private static GoldenNetwork Parse(JsonNode node) => new(
        (string)node["name"]!, (int)node["samples"]!, [.. node["shape"]!.AsArray().Select(extent => (int)extent!)], (int)node["classes"]!,
        (int)node["tokens"]!, (double)node["rate"]!,
        [.. node["tensors"]!.AsArray().Select((tensor, index) => GoldenParameter.Parse(tensor!, index))], node["losses"].Doubles()!,
        node["states"]!.AsArray().ToDictionary(state => (string)state!["name"]!, state => state!["values"].Doubles()!));
}

/// <summary>A parameter of a golden network and its gradient on the first batch: all of it, or sums and some entries.</summary>
/// <param name="Stream">Which random numbers it starts with.</param>
internal sealed record GoldenParameter(
    string Name, int Stream, double Base, double Scale, double[]? Gradient, double Sum, double Squares, int[] Places, double[] Sampled)
{
    public float[] Values(int count) =>
        [.. GoldenNetwork.RandomNumbers(Stream, count).Select(value => (float)(Base + Scale * value))];

    public static GoldenParameter Parse(JsonNode node, int index) => new(
        (string)node["name"]!, index, (double)node["base"]!, (double)node["scale"]!, node["gradient"].Doubles(), (double?)node["sum"] ?? 0,
        (double?)node["squares"] ?? 0, [.. (node["places"].Doubles() ?? []).Select(place => (int)place)], node["sampled"].Doubles() ?? []);
}
