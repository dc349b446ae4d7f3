using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>An axis cut into parts, equal ones (PyTorch's <c>tensor_split</c>) or of given sizes (<c>split</c>): a slice for each. What
/// their gradients add up to is one <see cref="ConcatOp"/> again, which <see cref="Passes.JoinSlices"/> sees to.</summary>
internal sealed class Split : Definition
{
    public override string Name => "Split";

    public override Node? Build(Call call)
    {
        if (call.Input.Shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, "Split", "an axis to cut", call.Describe(), "Reshape makes axes");
            return null;
        }

        int axis = call.Has("axis") ? call.Axis() : 0;
        int extent = call.Input.Shape[axis];
        int[] sizes = call.Has("sizes") ? GivenSizes(call, axis, extent) : EqualSizes(call, axis, extent);
        if (call.Failed)
        {
            return null;
        }

        Node first = Cut(call, axis, 0, sizes, "");
        for (int part = 1; part < sizes.Length; part++)
        {
            call.GiveFurther(Cut(call, axis, part, sizes, "Part" + Names.Text(part + 1)));
        }

        return first;
    }

    private static int[] EqualSizes(Call call, int axis, int extent)
    {
        int parts = call.Integer("parts");
        if (!call.Failed && extent % parts != 0)
        {
            call.ReportAt(
                "parts", Rules.BadArgument, "Split", "parts", Names.Text(parts),
                $"a divisor of {Names.Text(extent)}, the extent of axis {Names.Text(axis)} of {call.Describe()}; other cuts are lists of sizes");
        }

        return call.Failed ? [] : [.. Enumerable.Repeat(extent / parts, parts)];
    }

    private static int[] GivenSizes(Call call, int axis, int extent)
    {
        int[] sizes = [.. call.Integers("sizes") ?? []];
        if (sizes.Length == 0 || sizes.Any(size => size < 1) || sizes.Sum(size => (long)size) != extent)
        {
            call.ReportAt(
                "sizes", Rules.BadArgument, "Split", "sizes", Shape.Of(sizes).ToString(),
                $"positive extents whose sum is {Names.Text(extent)}, the extent of axis {Names.Text(axis)} of {call.Describe()}");
        }

        return sizes;
    }

    private static Node Cut(Call call, int axis, int part, int[] sizes, string role)
    {
        int start = sizes.Take(part).Sum();
        return sizes.Length == 1 ? call.Input : call.AddPart(role, new SliceOp(axis, start, start + sizes[part]), call.Input);
    }
}
