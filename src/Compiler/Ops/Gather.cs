using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Picks along the last axis: x (…, n) and an index (…, m) give (…, m), and an index (…) gives (…), one value a row (PyTorch's
/// <c>gather(dim=-1)</c>).</summary>
internal sealed class Gather : Definition
{
    public override string Name => "Gather";

    public override int LeastInputs => 2;

    public override ElementKind? Reads(int input) => input == 1 ? ElementKind.Int : ElementKind.Float;

    public override Node? Build(Call call)
    {
        Node x = call.Inputs[0], index = call.Inputs[1];
        int rank = x.Shape.Rank;
        if (rank == 0)
        {
            call.Report(Rules.WrongRank, "Gather", "an axis to pick from", call.Describe(), "Reshape(1) makes one value an axis");
            return null;
        }

        Shape leading = x.Shape.Take(rank - 1);
        if (index.Shape != leading && (index.Shape.Rank != rank || index.Shape.Take(rank - 1) != leading))
        {
            call.Report(
                Rules.SizesDiffer, "Gather", $"the axes before the last, {leading},", $"those of the index, {index.Shape},",
                call.Clause(x), call.Clause(index),
                $"Give the index the shape {leading}, or {leading.Append(2)} to pick two of each row");
            return null;
        }

        if (TokenBound.Of(index) is { } bound && bound.Largest >= x.Shape[-1])
        {
            call.Report(
                Rules.IndexOutOfRange, $"Index {Names.Text(bound.Largest)} of {bound.Maker}", $"the last axis of {call.Describe()}",
                $"Its positions are 0 to {Names.Text(x.Shape[-1] - 1)}");
            return null;
        }

        return Pick(call, x, index);
    }

    /// <summary>x[index] along the last axis, of shapes that fit.</summary>
    public static Node Pick(Call call, Node x, Node index)
    {
        // A table for all samples is read by each.
        Node rows = index.Batched && !x.Batched ? call.Add(new ExpandOp(x.Type with { Batched = true }), x) : x;
        return call.Add(new GatherOp(), rows, index);
    }
}

/// <summary>y[r, j] = x[r, index[r, j]]. Inputs: x [.., n], index; one index for all samples serves each of them.</summary>
internal sealed record GatherOp : Op
{
    public override string Name => "Gather";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(inputs[1].Shape);

    public override int? TokenLimit(Node node, int input) => input == 1 ? node.Inputs[0].Shape[-1] : null;

    public override long Flops(Node node) => 0;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new GatherGradientOp(node.Inputs[0].Shape), node.Inputs[1], dOutput));

    public override void EmitKernel(KernelText kernel, Node node) =>
        Emit(kernel, "Gather.Forward", node.Inputs[0].Shape, node, node.Shape);

    /// <summary>Both directions take the rows and the width of x, the picks a row, and what input, index and output hold.</summary>
    internal static void Emit(KernelText kernel, string method, Shape x, Node batch, Shape picked)
    {
        int rows = x.SizeOf(0, x.Rank - 1);
        kernel.Call(
            method, kernel.Rows(rows, batch), kernel.Size("Width", x[-1]), Names.Text(picked.Size / rows), kernel.Operand(0),
            kernel.Operand(1), kernel.Target);
    }

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}[{operands[1]}]";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DeviceIndexing.Gather", [kernel.Operand(0), kernel.Operand(1), .. Counts(node.Inputs[0].Shape, node, node.Inputs[1])]);

    /// <summary>The width of x's rows and the picks of each; and the index's values, where it is one for all samples.</summary>
    internal static IEnumerable<string> Counts(Shape x, Node batch, Node index)
    {
        int[] counts = [x[-1], index.Shape.Size / x.SizeOf(0, x.Rank - 1)];
        return (batch.Batched && !index.Batched ? counts.Append(index.Shape.Size) : counts).Select(Names.Text);
    }
}

/// <summary>dx[r, index[r, j]] += dy[r, j], and 0 elsewhere: the gradient of a gather, and a scatter. Inputs: index, dy.</summary>
internal sealed record GatherGradientOp(Shape Rows) : Op
{
    public override string Name => "GatherGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[1].Type.With(Rows);

    public override int? TokenLimit(Node node, int input) => input == 0 ? Rows[-1] : null;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[1], gradients.Apply(new GatherOp(), dOutput, node.Inputs[0]));

    public override void EmitKernel(KernelText kernel, Node node) =>
        GatherOp.Emit(kernel, "Gather.Gradient", Rows, node, node.Inputs[1].Shape);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[1]} at {operands[0]}, else 0";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DeviceIndexing.GatherGradient", [kernel.Operand(0), kernel.Operand(1), .. GatherOp.Counts(Rows, node, node.Inputs[0])]);
}
