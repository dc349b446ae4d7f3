using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>y = γ·(x - μ)/√(σ² + ε) + β with the μ and σ² of each group of channels, γ and β of each channel (Wu and He 2018; PyTorch's
/// <c>GroupNorm</c>).</summary>
internal sealed class GroupNorm : Definition
{
    public override string Name => "GroupNorm";

    public override Node? Build(Call call)
    {
        int groups = call.Integer("groups");
        double epsilon = Numbers.Epsilon(call);
        Shape shape = call.Input.Shape;
        if (shape.Rank == 0)
        {
            call.Report(
                Rules.WrongRank, "GroupNorm", "channels on axis 0, as in (channels,height,width)", call.Describe(),
                "Reshape(1) makes one value an axis");
        }
        else if (shape[0] % groups != 0)
        {
            call.ReportAt(
                "groups", Rules.BadArgument, [Facts.Of(Facts.Value, Heads.Divisor(groups, shape[0]))], "GroupNorm", "groups", Names.Text(groups),
                $"a divisor of the {Names.Text(shape[0])} channels of its input {call.Describe()}");
        }

        return call.Failed ? null : Normalise(call, groups, epsilon);
    }

    /// <summary>Normalises the call's input group by group, then scales and shifts it channel by channel.</summary>
    internal static Node? Normalise(Call call, int groups, double epsilon)
    {
        Shape shape = call.Input.Shape;
        int channels = shape[0];
        Node weight = call.Parameter("Weight", Shape.Of(channels), channels, channels, "Ones");
        if (call.Failed)
        {
            return null;
        }

        Node bias = call.Parameter("Bias", Shape.Of(channels), channels, channels, "Zeros");
        Node rows = call.Reshape(call.Input, Shape.Of(groups, shape.Size / groups));
        Node normal = call.Reshape(call.AddPart("Normalised", new NormaliseRowsOp(epsilon), rows), shape);
        Shape perChannel = Shape.Of([.. Enumerable.Range(0, shape.Rank).Select(axis => axis == 0 ? channels : 1)]);
        Node scaled = call.AddPart("Scaled", new MultiplyOp(), normal, call.Reshape(weight, perChannel));
        return call.Add(new AddOp(), scaled, call.Reshape(bias, perChannel));
    }
}

/// <summary>(x - μ)/√(σ² + ε) of each row, the last axis.</summary>
internal sealed record NormaliseRowsOp(double Epsilon) : Op
{
    public override string Name => "NormaliseRows";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    // A pass for the mean, one for the variance, one to normalise.
    public override long Flops(Node node) => 6L * node.Type.Size;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new NormaliseRowsGradientOp(Epsilon), node.Inputs[0], dOutput));

    // Without scale and shift: the layer's are per channel, not per place in the row.
    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "LayerNorm.Forward", LayerNormOp.Rows(kernel, node), LayerNormOp.Features(kernel, node), kernel.Operand(0), "default", "default",
        Names.Float(Epsilon), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"normalised {operands[0]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) => kernel.Rows(
        node.Shape.SizeOf(0, node.Shape.Rank - 1), node.Shape[-1],
        $"{DeviceText.Library}.DeviceLayerNorm.Value(statistics, {kernel.Operand(0)}[i])", LayerNormOp.Look(kernel, node, Epsilon));
}

/// <summary>dx = (dy - mean dy - x̂·mean(dy·x̂))/√(σ² + ε) for each row. Inputs: x, dy.</summary>
internal sealed record NormaliseRowsGradientOp(double Epsilon) : Op
{
    public override string Name => "NormaliseRowsGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override long Flops(Node node) => 14L * node.Type.Size;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "LayerNorm.InputGradient", LayerNormOp.Rows(kernel, node), LayerNormOp.Features(kernel, node), kernel.Operand(0), "default",
        kernel.Operand(1), Names.Float(Epsilon), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) =>
        $"(g - mean g - x̂·mean(g·x̂))/σ of each row, with g = {operands[1]} and x̂ = normalised {operands[0]}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string features = Names.Text(node.Shape[-1]), x = kernel.Operand(0), dy = kernel.Operand(1);
        kernel.Rows(
            node.Shape.SizeOf(0, node.Shape.Rank - 1), node.Shape[-1],
            $"{DeviceText.Library}.DeviceLayerNorm.Gradient(statistics, {x}[i], {dy}[i])",
            new RowLook("statistics", "DeviceLayerNorm.GradientOf", x, dy, $"row * {features}", features, Names.Float(Epsilon)));
    }
}
