using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>The mean of each window, padding counted as zeros (PyTorch's <c>AvgPool2d</c>).</summary>
internal sealed class AveragePool2D : PoolDefinition
{
    public override string Name => "AveragePool2D";

    protected override Op Op(Window window) => new AveragePool2DOp(window);
}

internal sealed record AveragePool2DOp(Window Window) : Op, IWindowed
{
    public override string Name => "AveragePool2D";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(Window.Output(inputs[0].Shape, inputs[0].Shape[0]));

    public override long Flops(Node node) => Pool2D.Cost(Window, node.Shape);

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new AveragePool2DGradientOp(Window, node.Inputs[0].Shape), dOutput));

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Pooling.AverageForward", Pool2D.SharedShape(kernel, Window, node.Inputs[0].Shape), kernel.Rows(1, node), kernel.Operand(0), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"mean of each window of {operands[0]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DevicePooling.Average", kernel.Operand(0), Pool2D.DeviceShape(Window, node.Inputs[0].Shape));
}

/// <summary>dx = Σ dy / (window's size) over the windows that hold the pixel. Input: dy.</summary>
internal sealed record AveragePool2DGradientOp(Window Window, Shape Image) : Op
{
    public override string Name => "AveragePool2DGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(Image);

    public override long Flops(Node node) => Pool2D.Cost(Window, node.Inputs[0].Shape);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Pooling.AverageGradient", Pool2D.SharedShape(kernel, Window, Image), kernel.Rows(1, node), kernel.Operand(0), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} shared out over each window";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DevicePooling.AverageGradient", kernel.Operand(0), Pool2D.DeviceShape(Window, Image));
}
