using System.Text.RegularExpressions;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Doc comments of emitted members: the user's own words first, then what the compiler knows.</summary>
internal static class DocText
{
    private static readonly Regex SummaryElement = new("<summary>(.*?)</summary>", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    private static readonly Regex Space = new(@"\s+", RegexOptions.CultureInvariant);

    // A hover text is read at a glance; the class has the whole list.
    private const int MostMethods = 4;

    /// <summary>The inside of the summary of a doc comment, on one line; empty if there is none.</summary>
    public static string Summary(string documentation) => OneLine(SummaryElement.Match(documentation).Groups[1].Value);

    /// <summary>The user's words on a parameter, on one line; empty if there are none.</summary>
    public static string Parameter(string documentation, string name) => OneLine(Regex.Match(
        documentation, $"<param name=\"{Regex.Escape(name)}\">(.*?)</param>", RegexOptions.Singleline | RegexOptions.CultureInvariant).Groups[1].Value);

    /// <summary>All lines of a doc comment but its summary.</summary>
    public static IEnumerable<string> Further(string documentation) =>
        SummaryElement.Replace(documentation, "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static string OneLine(string text) => Space.Replace(text, " ").Trim();

    /// <summary>What hovering over a part shows: <c>Conv1: (1,28,28) -> (32,26,26), 320 parameters, 0.4 MFLOP per sample</c>.</summary>
    public static string Part(string name, IReadOnlyList<LayerRow> rows)
    {
        LayerRow first = rows[0], last = rows[rows.Count - 1];
        return $"{name}: {first.Input} -> {last.Output}, {Names.Grouped(rows.Sum(row => row.Parameters))} parameters, "
            + $"{SummaryText.Flops(rows.Sum(row => row.Flops))} per sample";
    }

    /// <summary>Where an entry point computes a part: <c>Logits runs it in StemConv2D1Forward (StemConv2D1, StemReLU1)</c>; or empty.</summary>
    public static string Fused(IEnumerable<PassWriter> passes, IReadOnlyList<LayerRow> rows)
    {
        var layers = new HashSet<string>(rows.Select(row => row.Name));
        foreach (PassWriter pass in passes)
        {
            string[] methods = [.. pass.Calls
                .Where(method => method.Step.Nodes.Any(node => layers.Contains(node.Label.Layer)))
                .Select(method => $"<c>{method.Method}</c> ({Escape(SummaryText.Values(method.Step))})")];
            if (methods.Length > 0)
            {
                return $"{pass.Name} runs it in\n{Shortened(methods)}.";
            }
        }

        return "";
    }

    /// <summary>What a call of an entry point costs: <c>Reads 1,277 parameters, computes 68.5 kFLOP and keeps 512 activation floats (2 KB) for each
    /// sample</c>.</summary>
    public static string Cost(Plan plan)
    {
        int parameters = plan.Graph.Nodes.Select(node => node.Op).OfType<StoredOp>().Select(stored => stored.Tensor).Distinct()
            .Where(tensor => !tensor.IsState).Sum(tensor => tensor.Shape.Size);
        int floats = plan.BatchFloats + plan.SliceFloats;
        return $"Reads {Names.Grouped(parameters)} parameters, computes {SummaryText.Flops(plan.Phases.Sum(phase => phase.Flops))} and keeps "
            + $"{Names.Grouped(floats)} activation floats ({SummaryText.Bytes(sizeof(float) * (long)floats)}) for each sample.";
    }

    /// <summary>The methods of an entry point that compute several layers' values at once, each on a line; or empty.</summary>
    public static string Fused(PassWriter pass)
    {
        string[] methods = [.. pass.Calls.Select(method => (method.Method, Values: SummaryText.Values(method.Step)))
            .Where(method => method.Values.Contains(',')).Select(method => $"<c>{method.Method}</c> ({Escape(method.Values)})").Distinct()];
        return methods.Length > 0 ? $"Fused:\n{Shortened(methods)}." : "";
    }

    private static string Shortened(string[] methods) => methods.Length <= MostMethods
        ? string.Join(",\n", methods)
        : $"{string.Join(",\n", methods.Take(MostMethods - 1))}\nand {Names.Text(methods.Length - MostMethods + 1)} more, listed at the class";

    /// <summary>Writes an element of a doc comment whose text may have several lines.</summary>
    public static void Write(CodeWriter writer, string element, string text)
    {
        string[] lines = $"<{element}>{text}</{element}>".Split('\n');
        foreach (string line in lines)
        {
            writer.Line("/// " + line);
        }
    }

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
