using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The largest values of each row and their positions (PyTorch's <c>topk</c>): positions, and a gather, whose gradient is the
/// values'.</summary>
internal sealed class TopK : Definition
{
    public override string Name => "TopK";

    public override Node? Build(Call call)
    {
        if (call.Input.Shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, "TopK", "an axis to pick from", call.Describe(), "Reshape(1) makes one value an axis");
            return null;
        }

        int count = call.Integer("count"), width = call.Input.Shape[-1];
        if (!call.Failed && count > width)
        {
            call.ReportAt(
                "count", Rules.BadArgument, "TopK", "count", Names.Text(count),
                $"at most {Names.Text(width)}, the extent of the last axis of {call.Describe()}");
        }

        if (call.Failed)
        {
            return null;
        }

        Node indices = call.AddPart("Indices", new TopKOp(count), call.Input);
        call.GiveFurther(indices);
        return Gather.Pick(call, call.Input, indices);
    }
}

/// <summary>y[r, j] = where the value of rank j stands in x[r, :], the largest having rank 0.</summary>
internal sealed record TopKOp(int Count) : Op
{
    public override string Name => "TopK";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        new(inputs[0].Shape.With(inputs[0].Shape.Rank - 1, Count), inputs[0].Batched, ElementKind.Int);

    public override long Flops(Node node) => node.Inputs[0].Type.Size;

    public override void EmitKernel(KernelText kernel, Node node)
    {
        Shape x = node.Inputs[0].Shape;
        kernel.Call(
            "Selection.TopK", kernel.Rows(x.SizeOf(0, x.Rank - 1), node), kernel.Size("Width", x[-1]), Names.Text(Count), kernel.Operand(0),
            kernel.Target);
    }

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Shape x = node.Inputs[0].Shape;
        kernel.EachWrites(x.Size, node.Batched, "DeviceSelection.TopK", kernel.Operand(0), kernel.Target, Names.Text(x[-1]), Names.Text(Count));
    }
}
