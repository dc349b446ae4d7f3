using System.Text.RegularExpressions;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Doc comments of emitted members: the user's own words first, then what the compiler knows.</summary>
internal static class DocText
{
    private static readonly Regex SummaryElement = new("<summary>(.*?)</summary>", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    private static readonly Regex Space = new(@"\s+", RegexOptions.CultureInvariant);

    /// <summary>The inside of the summary of a doc comment, on one line; empty if there is none.</summary>
    public static string Summary(string documentation) => Space.Replace(SummaryElement.Match(documentation).Groups[1].Value, " ").Trim();

    /// <summary>What hovering over a part shows: <c>Conv1: (1,28,28) -> (32,26,26), 320 parameters, 0.4 MFLOP per sample</c>.</summary>
    public static string Part(string name, IReadOnlyList<LayerRow> rows)
    {
        LayerRow first = rows[0], last = rows[rows.Count - 1];
        return $"{name}: {first.Input} -> {last.Output}, {Names.Grouped(rows.Sum(row => row.Parameters))} parameters, "
            + $"{SummaryText.Flops(rows.Sum(row => row.Flops))} per sample";
    }

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
