using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>y = γ·(x - μ)/√(σ² + ε) + β with the μ and σ² of each row, which is the last axis (Ba, Kiros and Hinton 2016; PyTorch's
/// <c>LayerNorm</c>).</summary>
internal sealed class LayerNorm : Definition
{
    public override string Name => "LayerNorm";

    public override Node? Build(Call call)
    {
        double epsilon = Numbers.Epsilon(call);
        if (call.Input.Shape.Rank == 0)
        {
            call.Report(
                Rules.WrongRank, "LayerNorm", "features on the last axis, as in (steps,features)", call.Describe(),
                "Reshape(1) makes one value an axis");
        }

        if (call.Failed)
        {
            return null;
        }

        int features = call.Input.Shape[-1];
        Node weight = call.Parameter("Weight", Shape.Of(features), features, features, "Ones");
        if (call.Failed)
        {
            return null;
        }

        return call.Add(new LayerNormOp(epsilon), call.Input, weight, call.Parameter("Bias", Shape.Of(features), features, features, "Zeros"));
    }
}

/// <summary>Inputs: x [.., features], γ, β.</summary>
internal sealed record LayerNormOp(double Epsilon) : Op
{
    public override string Name => "LayerNorm";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    // A pass for the mean, one for the variance, one to normalise.
    public override long Flops(Node node) => 8L * node.Type.Size;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node x = node.Inputs[0], weight = node.Inputs[1], bias = node.Inputs[2];
        if (gradients.Needs(x))
        {
            gradients.Add(x, gradients.Apply(new LayerNormInputGradientOp(Epsilon), x, weight, dOutput));
        }

        if (gradients.Needs(weight) || gradients.Needs(bias))
        {
            Node sums = gradients.Apply(new LayerNormSumsOp(Epsilon), x, dOutput);
            gradients.Add(weight, gradients.Apply(new PartOp(0, weight.Shape), sums));
            gradients.Add(bias, gradients.Apply(new PartOp(weight.Shape.Size, bias.Shape), sums));
        }
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "LayerNorm.Forward", Rows(kernel, node), Features(kernel, node), kernel.Operand(0), kernel.Operand(1), kernel.Operand(2),
        Names.Float(Epsilon), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"normalised {operands[0]}·{operands[1]} + {operands[2]}";

    internal static string Rows(KernelText kernel, Node x) => kernel.Rows(x.Shape.SizeOf(0, x.Shape.Rank - 1), x);

    internal static string Features(KernelText kernel, Node x) => kernel.Size("Features", x.Shape[-1]);

    public override void EmitDevice(DeviceKernel kernel, Node node) => kernel.Rows(
        node.Shape.SizeOf(0, node.Shape.Rank - 1), node.Shape[-1],
        $"{DeviceText.Library}.DeviceLayerNorm.Value(statistics, {kernel.Operand(0)}[i], {kernel.Operand(1)}[column], {kernel.Operand(2)}[column])",
        Look(kernel, node, Epsilon));

    /// <summary>How threads find a row's moments.</summary>
    internal static RowLook Look(DeviceKernel kernel, Node x, double epsilon)
    {
        string features = Names.Text(x.Shape[-1]);
        return new RowLook("statistics", "DeviceLayerNorm.Of", kernel.Operand(0), $"row * {features}", features, Names.Float(epsilon));
    }
}

/// <summary>dx = (g - mean g - x̂·mean(g·x̂))/√(σ² + ε) for each row, with g = γ·dy. Inputs: x, γ, dy.</summary>
internal sealed record LayerNormInputGradientOp(double Epsilon) : Op
{
    public override string Name => "LayerNormInputGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override long Flops(Node node) => 16L * node.Type.Size;

    // What goes around the normalisation joins the gradient that goes through it.
    public override bool AddsResidual => true;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "LayerNorm.InputGradient",
        [
            LayerNormOp.Rows(kernel, node), LayerNormOp.Features(kernel, node), kernel.Operand(0), kernel.Operand(1), kernel.Operand(2),
            .. kernel.Residual, Names.Float(Epsilon), kernel.Target,
        ]);

    public override string Formula(IReadOnlyList<string> operands) =>
        $"(g - mean g - x̂·mean(g·x̂))/σ of each row, with g = {operands[2]}·{operands[1]} and x̂ = normalised {operands[0]}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string features = Names.Text(node.Shape[-1]), x = kernel.Operand(0), scale = kernel.Operand(1), dy = kernel.Operand(2);
        kernel.Rows(
            node.Shape.SizeOf(0, node.Shape.Rank - 1), node.Shape[-1],
            $"{DeviceText.Library}.DeviceLayerNorm.Gradient(statistics, {x}[i], {scale}[column] * {dy}[i])",
            new RowLook("statistics", "DeviceLayerNorm.GradientOf", x, scale, dy, $"row * {features}", features, Names.Float(Epsilon)));
    }
}

/// <summary>(2, features): dγ = Σ dy·x̂, then dβ = Σ dy, over all rows of the batch. Inputs: x, dy.</summary>
internal sealed record LayerNormSumsOp(double Epsilon) : Op
{
    public override string Name => "Sums";

    public override Traversal Traversal => Traversal.Whole;

    public override bool SumsSamples => true;

    public override OutputMode Output => OutputMode.Accumulates;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Shape.Of(2, inputs[0].Shape[-1]), Batched: false);

    public override long Flops(Node node) => 8L * node.Inputs[0].Type.Size;

    public override void EmitKernel(KernelText kernel, Node node)
    {
        Node x = node.Inputs[0];
        string features = LayerNormOp.Features(kernel, x);
        kernel.Call(
            "LayerNorm.ParameterGradients", LayerNormOp.Rows(kernel, x), features, kernel.Operand(0), kernel.Operand(1),
            Names.Float(Epsilon), $"{kernel.Target}[..{features}]", $"{kernel.Target}[{features}..]");
    }

    public override string Formula(IReadOnlyList<string> operands) => $"Σ {operands[1]}·normalised {operands[0]} and Σ {operands[1]}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Node x = node.Inputs[0];
        kernel.Library(
            "DeviceLayerNorm.ParameterGradients", [x, node.Inputs[1], node], DeviceKernel.Rows(x.Shape.SizeOf(0, x.Shape.Rank - 1), x.Batched),
            Names.Text(x.Shape[-1]), Names.Float(Epsilon));
    }
}
