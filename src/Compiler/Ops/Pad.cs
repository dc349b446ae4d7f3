using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Zeros around the last two axes (PyTorch's <c>ZeroPad2d</c>): each is put into a longer one, as a slice's gradient is.</summary>
internal sealed class Pad : Definition
{
    public override string Name => "Pad";

    public override Node? Build(Call call)
    {
        int left = call.Integer("left", least: 0), right = call.Integer("right", least: 0);
        int top = call.Integer("top", 0, least: 0), bottom = call.Integer("bottom", 0, least: 0);
        int least = top + bottom > 0 ? 2 : 1;
        Shape shape = call.Input.Shape;
        if (shape.Rank < least)
        {
            string axes = least == 2 ? "rows and columns, as in (channels,height,width)" : "an axis to pad";
            call.Report(Rules.WrongRank, "Pad", axes, call.Describe(), "Reshape makes axes");
        }

        if (call.Failed)
        {
            return null;
        }

        Node rows = Put(call, "Rows", call.Input, shape.Rank - 2, top, bottom);
        return call.Failed ? null : Put(call, "", rows, shape.Rank - 1, left, right);
    }

    private static Node Put(Call call, string role, Node value, int axis, int before, int after)
    {
        if (before + after == 0)
        {
            return value;
        }

        int end = before + value.Shape[axis];
        Shape padded = value.Shape.With(axis, end + after);
        if (!call.Fits(padded, "its result"))
        {
            return value;
        }

        var pad = new SliceGradientOp(axis, before, end, end + after);
        return role.Length == 0 ? call.Add(pad, value) : call.AddPart(role, pad, value);
    }
}
