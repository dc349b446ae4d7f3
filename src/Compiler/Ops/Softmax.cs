using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>eˣ / Σ eˣ over the last axis.</summary>
internal sealed class Softmax : RowDefinition
{
    public override string Name => "Softmax";

    protected override Op Op => new SoftmaxOp();
}

/// <summary>A definition of one tensor whose rows, along its last axis, are treated each by itself.</summary>
internal abstract class RowDefinition : Definition
{
    protected abstract Op Op { get; }

    public override Node? Build(Call call)
    {
        if (call.Input.Shape.Rank > 0)
        {
            return call.Add(Op, call.Input);
        }

        call.Report(Rules.WrongRank, Name, "at least one axis", call.Describe(), $"{Name} compares the values of the last axis");
        return null;
    }
}

/// <summary>An op over rows whose kernel takes (rows, width, operands..., target).</summary>
internal abstract record RowOp : Op
{
    protected abstract string Kernel { get; }

    public sealed override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public sealed override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        Kernel, [kernel.Rows(node.Shape.SizeOf(0, node.Shape.Rank - 1), node), kernel.Size("Width", node.Shape[-1]),
        .. node.Inputs.Select((_, index) => kernel.Operand(index)), kernel.Target]);

    /// <summary>Rows of the last axis on an accelerator: how threads look at a row, and the value of its element.</summary>
    protected static void EmitRows(DeviceKernel kernel, Node node, string function, string value, string[] views)
    {
        string width = Names.Text(node.Shape[-1]);
        var look = new RowLook("statistics", function, [.. views, $"row * {width}", width]);
        kernel.Rows(node.Shape.SizeOf(0, node.Shape.Rank - 1), node.Shape[-1], value, look);
    }
}

internal sealed record SoftmaxOp : RowOp
{
    public override string Name => "Softmax";

    protected override string Kernel => "Softmax.Forward";

    // The maximum, the sum and the quotient beside the exponential.
    public override long Flops(Node node) => (Cost.Exponential + 4) * node.Type.Size;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new SoftmaxGradientOp(), node, dOutput));

    public override void EmitDevice(DeviceKernel kernel, Node node) => EmitRows(
        kernel, node, "DeviceSoftmax.Of", $"{DeviceText.Library}.DeviceSoftmax.Value(statistics, {kernel.Operand(0)}[i])", [kernel.Operand(0)]);
}

/// <summary>dx = y·(dy - Σ y·dy) on the last axis. Inputs: y, dy.</summary>
internal sealed record SoftmaxGradientOp : RowOp
{
    public override string Name => "SoftmaxGradient";

    protected override string Kernel => "Softmax.Gradient";

    public override long Flops(Node node) => 4L * node.Type.Size;

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}·({operands[1]} - Σ {operands[0]}·{operands[1]})";

    public override void EmitDevice(DeviceKernel kernel, Node node) => EmitRows(
        kernel, node, "DeviceSoftmax.GradientOf",
        $"{DeviceText.Library}.DeviceSoftmax.Gradient(statistics, {kernel.Operand(0)}[i], {kernel.Operand(1)}[i])", [kernel.Operand(0), kernel.Operand(1)]);
}
