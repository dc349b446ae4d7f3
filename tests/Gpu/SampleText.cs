using System.Globalization;
using System.Text.RegularExpressions;
using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Gpu.Tests;

/// <summary>Samples' networks that are compiled from their text: the classics, made small, and what another assembly has already.</summary>
internal static partial class SampleText
{
    private static readonly Dictionary<string, CompiledNetwork> Compiled = [];

    /// <summary>One of the networks for images of 224 × 224 pixels, with a sixteenth of the filters and units, images as small as it can take, and a loss
    /// to train it by. Its layers, and how they are wired, are the sample's.</summary>
    /// <param name="name">The network.</param>
    /// <param name="side">Pixels of a side.</param>
    /// <param name="seed">The seed.</param>
    public static INetwork Classic(string name, int side, ulong seed) => Create($"07-Classics/{name}.cs", text => WithLoss(Small(text, side), side), seed);

    /// <summary>A network as its file has it.</summary>
    public static INetwork Create(string file, ulong seed) => Create(file, text => text, seed);

    /// <summary>The folder of the solution.</summary>
    public static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CompiledNets.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No CompiledNets.slnx.");
    }

    private static INetwork Create(string file, Func<string, string> change, ulong seed)
    {
        if (!Compiled.TryGetValue(file, out CompiledNetwork? network))
        {
            string text = change(File.ReadAllText(Path.Combine(Root(), "samples", file)));
            Compiled[file] = network = CompiledNetwork.From(Directive().Replace(text, ""));
        }

        return network.CreateOnHost(seed);
    }

    private static string Small(string text, int side) => Number().Replace(text.Replace("224", "side", StringComparison.Ordinal), match =>
        (int.Parse(match.Value, CultureInfo.InvariantCulture) / 16).ToString(CultureInfo.InvariantCulture)).Replace("side", side.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string WithLoss(string text, int side) => text.Contains("[Forward]", StringComparison.Ordinal)
        ? text.Replace("[Forward]", $"[Objective] private Tensor Loss([Shape(3, {side}, {side})] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);\n[Forward]", StringComparison.Ordinal)
        : text.Replace("public partial class", "[SoftmaxCrossEntropy]\npublic partial class", StringComparison.Ordinal);

    // Filters, units and classes: kernels, strides and shares are smaller, or have a point.
    [GeneratedRegex(@"(?<![\w.])(1[6-9]|[2-9]\d|\d{3,})(?![\w.])")]
    private static partial Regex Number();

    // They are put in front of every source.
    [GeneratedRegex(@"^using .*$", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
