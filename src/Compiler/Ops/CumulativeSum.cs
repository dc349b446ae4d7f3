using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Sums up to each position of an axis (PyTorch's <c>cumsum</c>).</summary>
internal sealed class CumulativeSum : Definition
{
    public override string Name => "CumulativeSum";

    public override Node? Build(Call call)
    {
        if (call.Input.Shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, "CumulativeSum", "an axis to sum along", call.Describe(), "Reshape(1) makes one value an axis");
            return null;
        }

        int axis = call.Axis();
        return call.Failed ? null : call.Add(new CumulativeSumOp(axis, FromEnd: false), call.Input);
    }
}

/// <summary>y[s] = Σ x[r] over r ≤ s on one axis, or over r ≥ s, which is the gradient.</summary>
internal sealed record CumulativeSumOp(int Axis, bool FromEnd) : Op
{
    public override string Name => "CumulativeSum";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(this with { FromEnd = !FromEnd }, dOutput));

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        FromEnd ? "CumulativeSum.Backward" : "CumulativeSum.Forward", kernel.Rows(node.Shape.SizeOf(0, Axis), node),
        Names.Text(node.Shape[Axis]), Names.Text(node.Shape.SizeOf(Axis + 1, node.Shape.Rank)), kernel.Operand(0), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) =>
        $"Σ {operands[0]} {(FromEnd ? "from" : "up to")} each position of axis {Names.Text(Axis)}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        int inner = node.Shape.SizeOf(Axis + 1, node.Shape.Rank);
        kernel.EachWrites(
            node.Shape.Size / node.Shape[Axis], node.Batched, "DeviceReduction.CumulativeSum", kernel.Operand(0), kernel.Target,
            Names.Text(node.Shape[Axis]), Names.Text(inner), FromEnd ? "true" : "false");
    }
}
