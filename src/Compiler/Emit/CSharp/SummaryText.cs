using System.Globalization;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The layer table of a network: <c>Net.Summary</c>, the class's hover text and the emitted file's header.</summary>
internal static class SummaryText
{
    public static string Table(NetworkModel model)
    {
        string[][] cells =
        [
            ["layer", "kind", "input", "output", "parameters", "FLOPs"],
            .. model.Layers.Select(row => new[]
            {
                row.Name, row.Kind, row.Input.ToString(), row.Output.ToString(), Names.Grouped(row.Parameters), Flops(row.Flops),
            }),
        ];
        int[] widths = [.. Enumerable.Range(0, 6).Select(column => cells.Max(row => row[column].Length))];
        var lines = cells.Select(row => string.Join("  ", row.Select((cell, column) =>
            column < 4 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        return string.Join("\n", lines) + "\n" + Totals(model);
    }

    /// <summary><c>101,770 parameters · 203.5 kFLOP forward per sample</c>.</summary>
    public static string Totals(NetworkModel model)
    {
        string state = model.StateCount > 0 ? $" · {Names.Grouped(model.StateCount)} values of state" : "";
        return $"{Names.Grouped(model.ParameterCount)} parameters{state} · {Flops(model.Layers.Sum(row => row.Flops))} forward per sample";
    }

    /// <summary>How an entry point runs: its memory, and which methods compute several layers' values at once.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="told">Lines that need no repetition; those of this pass are added.</param>
    public static IEnumerable<string> Fusions(PassWriter pass, HashSet<string> told)
    {
        int floats = pass.Plan.BatchFloats + pass.Plan.SliceFloats;
        string saved = pass.Plan.ActivationFloats > floats ? $" ({Names.Grouped(pass.Plan.ActivationFloats)} without reuse)" : "";
        yield return $"{pass.Name}: {Names.Grouped(floats)} activation floats per sample{saved}";
        (string Method, string Values)[] fused = [.. pass.Calls.Select(call => (call.Method, Values: Values(call.Step))).Where(line => line.Values.Contains(','))];
        (string Method, string Values)[] fresh = [.. fused.Where(line => told.Add(line.Method + line.Values))];
        int width = fresh.Select(line => line.Method.Length).DefaultIfEmpty(0).Max();
        foreach ((string method, string values) in fresh)
        {
            yield return $"  {method.PadRight(width)}  {values}";
        }

        if (fresh.Length < fused.Length)
        {
            yield return fresh.Length == 0 ? "  fused as above" : "  and others as above";
        }
    }

    /// <summary>The values that a method computes, by name: <c>Conv2D1, ReLU1</c>.</summary>
    public static string Values(Step step)
    {
        Node[] made = [.. step.Nodes.Where(node => node.Op is not (StoreOp or Ops.ExpandOp) && node.Label.Role != "Product")];
        return string.Join(", ", (made.Length > 0 ? made : step.Nodes)
            .Select(node => node.Label.Backward ? Names.Camel(node.Label.Name) : node.Label.Name)
            .Distinct());
    }

    public static string Flops(long flops) => flops switch
    {
        < 1_000 => Names.Text(flops) + " FLOP",
        < 1_000_000 => (flops / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + " kFLOP",
        < 1_000_000_000 => (flops / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + " MFLOP",
        _ => (flops / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + " GFLOP",
    };

    /// <summary>Bytes for people: <c>512 B</c>, <c>2 KB</c>, <c>5.1 MB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => Names.Text(bytes) + " B",
        < 1 << 20 => (bytes / (double)(1 << 10)).ToString("0.#", CultureInfo.InvariantCulture) + " KB",
        < 1 << 30 => (bytes / (double)(1 << 20)).ToString("0.#", CultureInfo.InvariantCulture) + " MB",
        _ => (bytes / (double)(1 << 30)).ToString("0.##", CultureInfo.InvariantCulture) + " GB",
    };
}
