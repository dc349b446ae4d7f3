using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>One axis with all of a sample's values.</summary>
internal sealed class Flatten : Definition
{
    public override string Name => "Flatten";

    public override Node Build(Call call) => call.Reshape(call.Input, Shape.Of(call.Input.Shape.Size));
}

/// <summary>The same values under another shape; one extent may be -1, which is what remains.</summary>
internal sealed class Reshape : Definition
{
    private const int Remaining = -1;

    public override string Name => "Reshape";

    public override Node? Build(Call call)
    {
        int[] written = [.. call.Integers("shape") ?? []];
        int open = written.Count(extent => extent == Remaining);
        if (open > 1 || written.Any(extent => extent < 1 && extent != Remaining))
        {
            call.ReportAt(
                "shape", Rules.BadArgument, "Reshape", "shape", Shape.Of(written).ToString(), "extents of at least 1, of which one may be -1 for what remains");
            return null;
        }

        int size = call.Input.Shape.Size;
        long known = Shape.Of([.. written.Where(extent => extent != Remaining)]).LongSize;
        long rest = open == 1 ? size / known : 1;
        if (known * rest != size)
        {
            string holds = open == 1 ? $"a multiple of {Names.Text(known)}" : Names.Text(known);
            call.ReportAt("shape", Rules.CannotReshape, Repair(written, size), call.Describe(), Shape.Of(written).ToString(), Names.Text(size), holds);
            return null;
        }

        return call.Reshape(call.Input, Shape.Of([.. written.Select(extent => extent == Remaining ? (int)rest : extent)]));
    }

    /// <summary>The same extents with the last one that can be left open as what remains, should there be one.</summary>
    private static EquatableArray<Fact> Repair(int[] written, int size)
    {
        for (int axis = written.Length - 1; axis >= 0; axis--)
        {
            int[] others = [.. written.Where((_, other) => other != axis)];
            if (!others.Contains(Remaining) && size % Shape.Of(others).LongSize == 0)
            {
                return [Facts.Of(Facts.Shape, string.Join(", ", written.Select((extent, other) => Names.Text(other == axis ? Remaining : extent))))];
            }
        }

        return [];
    }
}
