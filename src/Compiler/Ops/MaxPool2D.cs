using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>The largest value of each window; padding never wins (PyTorch's <c>MaxPool2d</c>).</summary>
internal sealed class MaxPool2D : PoolDefinition
{
    public override string Name => "MaxPool2D";

    protected override Op Op(Window window) => new MaxPool2DOp(window);
}

internal sealed record MaxPool2DOp(Window Window) : Op, IWindowed
{
    public override string Name => "MaxPool2D";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(Window.Output(inputs[0].Shape, inputs[0].Shape[0]));

    public override long Flops(Node node) => Pool2D.Cost(Window, node.Shape);

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new MaxPool2DGradientOp(Window), node.Inputs[0], dOutput));

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Pooling.MaxForward", Pool2D.SharedShape(kernel, Window, node.Inputs[0].Shape), kernel.Rows(1, node), kernel.Operand(0), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"max of each window of {operands[0]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DevicePooling.Max", kernel.Operand(0), Pool2D.DeviceShape(Window, node.Inputs[0].Shape));
}

/// <summary>dx = dy where each window's maximum was, the first of equal ones, as in PyTorch. It is found again rather than
/// kept. Inputs: x, dy.</summary>
internal sealed record MaxPool2DGradientOp(Window Window) : Op
{
    public override string Name => "MaxPool2DGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override long Flops(Node node) => Pool2D.Cost(Window, node.Inputs[1].Shape);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Pooling.MaxGradient", Pool2D.SharedShape(kernel, Window, node.Shape), kernel.Rows(1, node), kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[1]} where the window's maximum was in {operands[0]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DevicePooling.MaxGradient", kernel.Operand(0), kernel.Operand(1), Pool2D.DeviceShape(Window, node.Shape));
}
