using CompiledNets.Compiler.Diagnostics;
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

        string divisor = group == 1 ? $"a divisor of the width {Names.Text(width)}"
            : $"a divisor of {Names.Text(width / group)}, so that each head has an even part of the width {Names.Text(width)}";
        string nearest = width % group == 0 ? Nearest(heads, width / group) : "; this width has none: give the sequence an even one, with Dense";
        call.ReportAt("heads", Rules.BadArgument, call.Op, "heads", Names.Text(heads), divisor + nearest);
        return false;
    }

    /// <summary>The divisors next to <paramref name="heads"/>, in words.</summary>
    private static string Nearest(int heads, int width)
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

        return above > width ? $": {Names.Text(below)} is nearest" : $": {Names.Text(below)} or {Names.Text(above)} is nearest";
    }
}
