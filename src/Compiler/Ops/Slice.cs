using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>C#'s indexer on the first per-sample axis: <c>x[2]</c> and <c>x[^1]</c> drop the axis, <c>x[1..]</c> keeps it; and
/// <c>Slice(x, axis, start, end)</c> on any axis (PyTorch's <c>narrow</c>).</summary>
internal sealed class Slice : Definition
{
    public override string Name => "Slice";

    public override ElementKind? Reads(int input) => null;

    public override Node? Build(Call call)
    {
        if (call.Input.Shape.Rank == 0)
        {
            call.Report(
                Rules.WrongRank, "An index", "a tensor with axes", call.Describe(),
                "Indices and ranges pick along the first axis of a sample");
            return null;
        }

        if (call.Has("axis"))
        {
            return OfAxis(call);
        }

        int extent = call.Input.Shape[0];
        if (call.Value("index") is Literal.Position index)
        {
            int at = Offset(index, extent);
            return IsIn(call, "index", Text(index), at, 0, extent - 1)
                ? call.Reshape(Cut(call, at, at + 1), call.Input.Shape.Skip(1))
                : null;
        }

        var range = (Literal.Range)call.Value("range")!;
        int start = Offset(range.Start, extent), end = Offset(range.End, extent);
        string text = $"{Text(range.Start)}..{Text(range.End)}";
        if (!IsIn(call, "range", text, start, 0, extent) || !IsIn(call, "range", text, end, 0, extent))
        {
            return null;
        }

        if (start >= end)
        {
            bool isPlain = !range.Start.FromEnd && !range.End.FromEnd;
            string where = isPlain ? "" : $" ({Names.Text(start)}..{Names.Text(end)} of an axis of {Names.Text(extent)})";
            call.ReportAt("range", Rules.BadArgument, "a slice", "range", text + where, "a range of at least one position");
            return null;
        }

        return Cut(call, start, end);
    }

    private static Node? OfAxis(Call call)
    {
        int axis = call.Axis();
        int start = call.Integer("start", least: 0), end = call.Integer("end", least: start + 1);
        if (call.Failed)
        {
            return null;
        }

        int extent = call.Input.Shape[axis];
        if (end > extent)
        {
            call.ReportAt(
                "end", Rules.IndexOutOfRange, $"Range {Names.Text(start)}..{Names.Text(end)}", $"axis {Names.Text(axis)} of {call.Describe()}",
                $"It has {Names.Text(extent)} positions");
            return null;
        }

        return end - start == extent ? call.Input : call.Add(new SliceOp(axis, start, end), call.Input);
    }

    private static Node Cut(Call call, int start, int end) =>
        end - start == call.Input.Shape[0] ? call.Input : call.Add(new SliceOp(0, start, end), call.Input);

    private static bool IsIn(Call call, string argument, string text, int position, int least, int most)
    {
        if (position >= least && position <= most)
        {
            return true;
        }

        string extent = Names.Text(call.Input.Shape[0]);
        string advice = argument == "index"
            ? $"Its positions are 0 to {Names.Text(call.Input.Shape[0] - 1)}, or ^{extent} to ^1"
            : $"Its ends are 0 to {extent}, or ^{extent} to ^0";
        call.ReportAt(
            argument, Rules.IndexOutOfRange, (argument == "index" ? "Index " : "Range ") + text, $"the first axis of {call.Describe()}", advice);
        return false;
    }

    // long.MaxValue positions and the like must not wrap around.
    private static int Offset(Literal.Position position, int extent) =>
        (int)Math.Max(-1, Math.Min((long)extent + 1, position.FromEnd ? (long)extent - position.Value : position.Value));

    private static string Text(Literal.Position position) => (position.FromEnd ? "^" : "") + Names.Text(position.Value);
}

/// <summary>Positions [Start, End) of one axis.</summary>
internal sealed record SliceOp(int Axis, int Start, int End) : Op
{
    public override string Name => "Slice";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(inputs[0].Shape.With(Axis, End - Start));

    public override long Flops(Node node) => 0;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new SliceGradientOp(Axis, Start, End, node.Inputs[0].Shape[Axis]), dOutput));

    public override void EmitKernel(KernelText kernel, Node node) =>
        Movement(kernel, "Movement.Slice", node, node.Inputs[0].Shape, Axis, Start, End, kernel.Operand(0), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands)
    {
        string lead = string.Concat(Enumerable.Repeat(":, ", Axis));
        return $"{operands[0]}[{lead}{Names.Text(Start)}..{Names.Text(End)}]";
    }

    /// <summary>The value that a slice, or a view of one, is taken from.</summary>
    internal static Node Whole(Node value)
    {
        while (value.Op is SliceOp or ViewOp)
        {
            value = value.Inputs[0];
        }

        return value;
    }

    /// <summary>Writes a kernel over (outer, size, inner, start, end, from, to); <paramref name="whole"/> is the shape that has all of the
    /// axis.</summary>
    internal static void Movement(
        KernelText kernel, string method, Node node, Shape whole, int axis, int start, int end, string from, string to) => kernel.Call(
        method, kernel.Rows(whole.SizeOf(0, axis), node), Names.Text(whole[axis]), Names.Text(whole.SizeOf(axis + 1, whole.Rank)),
        Names.Text(start), Names.Text(end), from, to);

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DeviceMovement.Slice", [kernel.Operand(0), .. Run(node.Inputs[0].Shape, Axis, Start, End)]);

    /// <summary>What device functions take of a slice: the axis' extent, the values behind it, and the slice's ends.</summary>
    internal static IEnumerable<string> Run(Shape whole, int axis, int start, int end) =>
        new[] { whole[axis], whole.SizeOf(axis + 1, whole.Rank), start, end }.Select(Names.Text);
}

/// <summary>The gradient of a slice, and padding: the input's values at [Start, End), zeros elsewhere on an axis of <paramref name="Extent"/>.</summary>
internal sealed record SliceGradientOp(int Axis, int Start, int End, int Extent) : Op
{
    public override string Name => "SliceGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(inputs[0].Shape.With(Axis, Extent));

    public override long Flops(Node node) => 0;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new SliceOp(Axis, Start, End), dOutput));

    public override void EmitKernel(KernelText kernel, Node node) =>
        SliceOp.Movement(kernel, "Movement.PadSlice", node, node.Shape, Axis, Start, End, kernel.Operand(0), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} at {Names.Text(Start)}..{Names.Text(End)}, else 0";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DeviceMovement.PadSlice", [kernel.Operand(0), .. SliceOp.Run(node.Shape, Axis, Start, End)]);
}
