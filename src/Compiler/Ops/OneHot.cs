using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Tokens as rows of zeros with a one, (…) to (…, classes) (PyTorch's <c>one_hot</c>).</summary>
internal sealed class OneHot : Definition
{
    public override string Name => "OneHot";

    public override ElementKind? Reads(int input) => ElementKind.Int;

    public override Node? Build(Call call)
    {
        int classes = call.Integer("classes");
        if (call.Failed || !call.Fits(call.Input.Shape.Append(classes), "its result"))
        {
            return null;
        }

        if (TokenBound.Of(call.Input) is { } bound && bound.Largest >= classes)
        {
            call.ReportAt("classes", Rules.BadArgument, [Facts.Of(Facts.Value, bound.Largest + 1)], "OneHot", "classes", Names.Text(classes), $"at least {Names.Text(bound.Largest + 1)}, for the positions of {bound.Maker}");
            return null;
        }

        return call.Add(new OneHotOp(classes), call.Input);
    }
}

internal sealed record OneHotOp(int Classes) : Op
{
    public override string Name => "OneHot";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(inputs[0].Shape.Append(Classes), inputs[0].Batched);

    public override int? TokenLimit(Node node, int input) => Classes;

    public override long Flops(Node node) => 0;

    public override void EmitKernel(KernelText kernel, Node node) =>
        kernel.Call("OneHot.Forward", kernel.Size("Classes", Classes), kernel.Operand(0), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"1 at {operands[0]}, else 0";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DeviceIndexing.OneHot", kernel.Operand(0), Names.Text(Classes));
}
