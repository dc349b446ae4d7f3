using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Whether a width can be shared among heads.</summary>
internal static class Heads
{
    /// <summary>Reports unless each head gets as many columns of <paramref name="value"/>, in groups of <paramref name="group"/>.</summary>
    public static bool Divide(Call call, int heads, Node value, int group = 1)
    {
        int width = value.Shape.Rank == 0 ? 0 : value.Shape[-1];
        if (width % heads == 0 && width / heads % group == 0)
        {
            return true;
        }

        int[] nearest = width > 0 && width % group == 0 ? Nearest(heads, width / group) : [];
        string divisor = group == 1 ? $"a divisor of the width {Names.Text(width)}"
            : $"a divisor of {Names.Text(width / group)}, so that each head has an even part of the width {Names.Text(width)}";
        string advice = nearest.Length == 0
            ? "; this width has none: give the sequence an even one, with Dense"
            : $": {string.Join(" or ", nearest.Select(count => Names.Text(count)))} is nearest";
        call.ReportAt(
            "heads", Rules.BadArgument, FactsOf(nearest, heads * group, value), call.Op, "heads", Names.Text(heads), divisor + advice);
        return false;
    }

    /// <summary>The largest divisor of <paramref name="extent"/> that is at most <paramref name="parts"/>.</summary>
    public static int Divisor(int parts, int extent) => Nearest(parts, extent)[0];

    /// <summary>Other heads for this width, or another width for these heads, should one layer decide it.</summary>
    private static EquatableArray<Fact> FactsOf(int[] nearest, int multiple, Node value)
    {
        var facts = new List<Fact> { Facts.Of(Facts.Value, string.Join(",", nearest.Select(count => Names.Text(count)))) };
        Label layer = Story.Decider(value).Label;
        if (layer.Kind is "Dense" or "Embedding" && value.Shape.Rank > 0)
        {
            int wanted = (value.Shape[-1] + multiple - 1) / multiple * multiple;
            facts.Add(Facts.At(Facts.Layer, layer.Site));
            facts.Add(Facts.Of(layer.Kind == "Dense" ? "units" : "width", wanted));
        }

        return facts.ToEquatableArray();
    }

    /// <summary>The divisors of the width next to <paramref name="heads"/>.</summary>
    private static int[] Nearest(int heads, int width)
    {
        int below = Math.Min(heads, width);
        while (width % below != 0)
        {
            below--;
        }

        int above = heads + 1;
        while (above < width && width % above != 0)
        {
            above++;
        }

        return above > width ? [below] : [below, above];
    }
}
