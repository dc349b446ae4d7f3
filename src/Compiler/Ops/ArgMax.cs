using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The position of the largest value along an axis (PyTorch's <c>argmax</c>).</summary>
internal sealed class ArgMax : Definition
{
    public override string Name => "ArgMax";

    public override Node? Build(Call call)
    {
        int rank = call.Input.Shape.Rank;
        if (rank == 0)
        {
            call.Report(Rules.WrongRank, "ArgMax", "an axis to look along", call.Describe(), "Reshape(1) makes one value an axis");
            return null;
        }

        int axis = call.Has("axis") ? call.Axis() : rank - 1;
        return call.Failed ? null : call.Add(new ArgMaxOp(axis), call.Input);
    }
}

/// <summary>y = the first s with the largest x[s] on one axis, which goes. Ints have no slope, so nothing flows back.</summary>
internal sealed record ArgMaxOp(int Axis) : Op
{
    public override string Name => "ArgMax";

    public override TensorType Infer(IReadOnlyList<Node> inputs)
    {
        Shape x = inputs[0].Shape;
        return new(Shape.Of([.. x.Take(Axis).Extents, .. x.Skip(Axis + 1).Extents]), inputs[0].Batched, ElementKind.Int);
    }

    public override long Flops(Node node) => node.Inputs[0].Type.Size;

    public override void EmitKernel(KernelText kernel, Node node)
    {
        Shape x = node.Inputs[0].Shape;
        kernel.Call(
            "Selection.ArgMax", kernel.Rows(x.SizeOf(0, Axis), node), Names.Text(x[Axis]), Names.Text(x.SizeOf(Axis + 1, x.Rank)),
            kernel.Operand(0), kernel.Target);
    }

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Shape x = node.Inputs[0].Shape;
        int count = x[Axis], inner = x.SizeOf(Axis + 1, x.Rank);
        kernel.Each(DeviceKernel.OfOneThread(
            "DeviceSelection.ArgMax", kernel.Operand(0), ReduceOp.RunStart("i", count, inner), Names.Text(count), Names.Text(inner)));
    }
}
