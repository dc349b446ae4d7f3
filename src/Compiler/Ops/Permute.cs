using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>A sample's axes in another order (PyTorch's <c>permute</c>).</summary>
internal sealed class Permute : Definition
{
    private const int MostAxes = 6;

    public override string Name => "Permute";

    public override Node? Build(Call call)
    {
        Shape shape = call.Input.Shape;
        if (shape.Rank > MostAxes)
        {
            call.Report(Rules.WrongRank, "Permute", "at most six axes", call.Describe(), "Reshape folds axes that stay neighbours into one");
            return null;
        }

        int[] axes = [.. (call.Integers("axes") ?? []).Select(axis => call.Axis("axes", axis))];
        if (!call.Failed && !axes.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, shape.Rank)))
        {
            call.ReportAt(
                "axes", Rules.BadArgument, "Permute", "axes", $"({string.Join(",", axes.Select(axis => Names.Text(axis)))})",
                $"each of the {Names.Text(shape.Rank)} axes of {call.Describe()} once");
        }

        return call.Failed ? null : Add(call, axes);
    }

    internal static Node Add(Call call, int[] axes) =>
        axes.SequenceEqual(Enumerable.Range(0, axes.Length)) ? call.Input : call.Add(new PermuteOp(axes.ToEquatableArray()), call.Input);
}

/// <summary>Axis i of the result is axis <paramref name="Axes"/>[i] of the input.</summary>
internal sealed record PermuteOp(EquatableArray<int> Axes) : Op
{
    public override string Name => "Permute";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(Shape.Of([.. Axes.Select(axis => inputs[0].Shape[axis])]));

    public override long Flops(Node node) => 0;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new PermuteOp(Inverse), dOutput));

    public override void EmitKernel(KernelText kernel, Node node)
    {
        Shape shape = node.Inputs[0].Shape;
        int rank = shape.Rank;
        if (Axes.Take(rank - 2).SequenceEqual(Enumerable.Range(0, rank - 2)))
        {
            kernel.Call(
                "Movement.Transpose", kernel.Rows(shape.SizeOf(0, rank - 2), node), Names.Text(shape[-2]), Names.Text(shape[-1]),
                kernel.Operand(0), kernel.Target);
            return;
        }

        string order = kernel.Shared("AxisOrder", "Axes", $"new([{List(shape.Extents)}], [{List(Axes)}])");
        kernel.Call("Movement.Permute", order, kernel.Rows(1, node), kernel.Operand(0), kernel.Target);
    }

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} with axes ({List(Axes)})";

    private EquatableArray<int> Inverse => Enumerable.Range(0, Axes.Count).Select(axis => Axes.ToList().IndexOf(axis)).ToEquatableArray();

    private static string List(IEnumerable<int> values) => string.Join(", ", values.Select(value => Names.Text(value)));

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        const int MostAxes = 6;
        Shape x = node.Inputs[0].Shape, y = node.Shape;
        int filled = MostAxes - y.Rank;
        IEnumerable<int> extents = Enumerable.Range(1, MostAxes - 1).Select(axis => axis < filled ? 1 : y[axis - filled]);
        IEnumerable<int> strides = Enumerable.Range(0, MostAxes).Select(axis => axis < filled ? 0 : x.SizeOf(Axes[axis - filled] + 1, x.Rank));
        kernel.Each("DeviceMovement.Permute", [kernel.Operand(0), Names.Text(y.Size), .. extents.Concat(strides).Select(Names.Text)]);
    }
}
