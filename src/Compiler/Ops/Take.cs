using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Rows by number: x (n, …) and an index (m) give (m, …) (PyTorch's <c>index_select(dim=0)</c>).</summary>
internal sealed class Take : Definition
{
    public override string Name => "Take";

    public override int LeastInputs => 2;

    public override ElementKind? Reads(int input) => input == 1 ? ElementKind.Int : ElementKind.Float;

    public override Node? Build(Call call)
    {
        Node x = call.Inputs[0], index = call.Inputs[1];
        if (x.Shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, "Take", "rows on axis 0", call.Describe(), "Reshape(1) makes one value an axis");
            return null;
        }

        if (TokenBound.Of(index) is { } bound && bound.Largest >= x.Shape[0])
        {
            call.Report(
                Rules.IndexOutOfRange, $"Index {Names.Text(bound.Largest)} of {bound.Maker}", $"the rows of {call.Describe()}",
                $"They are 0 to {Names.Text(x.Shape[0] - 1)}");
            return null;
        }

        Shape result = Shape.Of([.. index.Shape.Extents, .. x.Shape.Extents.Skip(1)]);
        if (!call.Fits(result, "its result"))
        {
            return null;
        }

        // Rows for all samples are taken by each sample's index.
        Node rows = index.Batched && !x.Batched ? call.AddPart("Repeated", new ExpandOp(x.Type with { Batched = true }), x) : x;
        return call.Reshape(call.Add(new TakeOp(), rows, call.Reshape(index, Shape.Of(index.Shape.Size))), result);
    }
}

/// <summary>y[j, :] = x[index[j], :]. Inputs: x [n, …], index [m]; one index for all samples serves each of them.</summary>
internal sealed record TakeOp : Op
{
    public override string Name => "Take";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(inputs[0].Shape.With(0, inputs[1].Shape[0]));

    public override int? TokenLimit(Node node, int input) => input == 1 ? node.Inputs[0].Shape[0] : null;

    public override long Flops(Node node) => 0;

    // dx[index[j], :] += dy[j, :]
    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new SegmentSumOp(node.Inputs[0].Shape[0]), dOutput, node.Inputs[1]));

    public override void EmitKernel(KernelText kernel, Node node) => Emit(kernel, "Segments.Take", node, node.Inputs[0].Shape[0]);

    /// <summary>Kernels over segments take the samples, the segments, the rows, the values of a row, and what input, index and output hold.</summary>
    internal static void Emit(KernelText kernel, string method, Node node, int segments) => kernel.Call(
        method, kernel.Rows(1, node), kernel.Size("Segments", segments), kernel.Size("Rows", node.Inputs[1].Shape[0]),
        kernel.Size("Width", node.Shape.SizeOf(1, node.Shape.Rank)), kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}[{operands[1]}]";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        int rows = node.Inputs[1].Shape[0];
        int[] sizes = [node.Inputs[0].Shape[0], rows, node.Shape.SizeOf(1, node.Shape.Rank), node.Inputs[1].Batched ? rows : 0];
        kernel.Each("DeviceGathering.Take", [kernel.Operand(0), kernel.Operand(1), .. sizes.Select(Names.Text)]);
    }

    /// <summary>Folds over segments: their rows, the rows' segments and the result, then samples, segments, the values of a row, and rows.</summary>
    internal static void EmitFold(DeviceKernel kernel, string function, Node node) => kernel.Library(
        function, [.. node.Inputs, node], node.Batched ? "samples" : "1", Names.Text(node.Shape[0]),
        Names.Text(node.Shape.SizeOf(1, node.Shape.Rank)), Names.Text(node.Inputs[1].Shape[0]));
}
