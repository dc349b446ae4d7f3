using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>x - ln Σ eˣ over the last axis.</summary>
internal sealed class LogSoftmax : RowDefinition
{
    public override string Name => "LogSoftmax";

    protected override Op Op => new LogSoftmaxOp();
}

internal sealed record LogSoftmaxOp : RowOp
{
    public override string Name => "LogSoftmax";

    protected override string Kernel => "LogSoftmax.Forward";

    // The maximum, the sum and two differences beside the exponential.
    public override long Flops(Node node) => (Cost.Exponential + 4) * node.Type.Size;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new LogSoftmaxGradientOp(), node, dOutput));

    public override string Formula(IReadOnlyList<string> operands) => $"log softmax({operands[0]})";

    public override void EmitDevice(DeviceKernel kernel, Node node) => EmitRows(
        kernel, node, "DeviceLogSoftmax.Of", $"{DeviceText.Library}.DeviceLogSoftmax.Value(statistics, {kernel.Operand(0)}[i])", [kernel.Operand(0)]);
}

/// <summary>dx = dy - eʸ·Σ dy on the last axis. Inputs: y, dy.</summary>
internal sealed record LogSoftmaxGradientOp : RowOp
{
    public override string Name => "LogSoftmaxGradient";

    protected override string Kernel => "LogSoftmax.Gradient";

    public override long Flops(Node node) => (Cost.Exponential + 3) * node.Type.Size;

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[1]} - exp({operands[0]})·Σ {operands[1]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) => EmitRows(
        kernel, node, "DeviceLogSoftmax.GradientOf",
        $"{DeviceText.Library}.DeviceLogSoftmax.Gradient(statistics, {kernel.Operand(0)}[i], {kernel.Operand(1)}[i])", [kernel.Operand(1)]);
}
