using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>A value repeated along axes of 1 and new leading axes (PyTorch's <c>broadcast_to</c>).</summary>
internal sealed class Broadcast : Definition
{
    public override string Name => "Broadcast";

    public override Node? Build(Call call)
    {
        int[] extents = [.. call.Integers("shape") ?? []];
        foreach (int extent in extents.Where(extent => extent < 1))
        {
            call.ReportAt("shape", Rules.BadArgument, "Broadcast", "shape", Names.Text(extent), "positive extents");
        }

        var shape = Shape.Of(extents);
        if (call.Failed || !call.Fits(shape, "its result"))
        {
            return null;
        }

        Node x = call.Input;
        if (Shape.Broadcast(x.Shape, shape) != shape)
        {
            call.ReportAt(
                "shape", Rules.BadArgument, "Broadcast", "shape", shape.ToString(),
                $"one that {call.Describe()} broadcasts to: matched from the last axis, each of its extents is equal or 1");
            return null;
        }

        return x.Shape == shape ? x : call.Add(new ExpandOp(x.Type.With(shape)), x);
    }
}
