using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>-log softmax(logits)[label] on the last axis, mean over the others (PyTorch's <c>cross_entropy</c>); with a tensor for
/// labels, -Σ p·log softmax(logits). Label smoothing mixes in the uniform distribution (Szegedy et al. 2016).</summary>
internal sealed class SoftmaxCrossEntropy : Definition
{
    public override string Name => "SoftmaxCrossEntropy";

    public override int LeastInputs => 2;

    public override Shape TargetShape(Shape prediction) => prediction.Rank == 0 ? Shape.Scalar : prediction.Take(prediction.Rank - 1);

    public override ElementKind? Reads(int input) => input == 1 ? null : ElementKind.Float;

    public override Node? Build(Call call)
    {
        double smoothing = call.Number("labelSmoothing", 0, value => value is >= 0 and < 1, "at least 0 and below 1");
        Node logits = call.Inputs[0], labels = call.Inputs[1];
        if (call.Failed)
        {
            return null;
        }

        if (logits.Shape.Rank is 0 or > 2)
        {
            string advice = logits.Shape.Rank == 0 ? "Dense makes logits" : "Flatten and Dense make logits of one axis";
            call.Report(Rules.WrongRank, Losses.Flattening(logits), "SoftmaxCrossEntropy", "logits of (classes) or (steps,classes)", call.Describe(), advice);
            return null;
        }

        bool classes = labels.Type.Element == ElementKind.Int;
        Shape expected = classes ? TargetShape(logits.Shape) : logits.Shape;
        if (labels.Shape != expected && !(classes && labels.Shape.LongSize == 1 && expected.Rank == 0))
        {
            Losses.ReportShapes(call, logits, labels, expected);
            return null;
        }

        if (expected.Rank == 0 && labels.Shape.Rank > 0)
        {
            labels = call.Reshape(labels, expected);
        }

        Op op = classes ? new SoftmaxCrossEntropyOp(smoothing) : new SoftmaxDistributionCrossEntropyOp(smoothing);
        Node rows = call.Add(op, logits, labels);
        return Losses.MeanOverSample(call, rows);
    }
}

/// <summary>One loss for each row of logits. Inputs: logits, labels.</summary>
internal sealed record SoftmaxCrossEntropyOp(double LabelSmoothing) : Op
{
    public override string Name => "SoftmaxCrossEntropy";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        new(inputs[0].Shape.Take(inputs[0].Shape.Rank - 1), inputs[0].Batched || inputs[1].Batched);

    public override int? TokenLimit(Node node, int input) => input == 1 ? node.Inputs[0].Shape[-1] : null;

    // exp, sum, log, and a pass for the maximum
    public override long Flops(Node node) => 8L * node.Inputs[0].Type.Size;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new SoftmaxCrossEntropyGradientOp(LabelSmoothing), node.Inputs[0], node.Inputs[1], dOutput));

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "CrossEntropy.Forward", kernel.Rows(node.Shape.Size, node), kernel.Size("Classes", node.Inputs[0].Shape[-1]),
        kernel.Operand(0), kernel.Operand(1), Names.Float(LabelSmoothing), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"-log softmax({operands[0]})[{operands[1]}]";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string classes = Names.Text(node.Inputs[0].Shape[-1]);
        kernel.RowValues(node.Shape.Size, node.Inputs[0].Shape[-1], new RowLook(
            "loss", "DeviceCrossEntropy.Loss", kernel.Operand(0), $"row * {classes}", classes, $"{kernel.Operand(1)}[row]", Names.Float(LabelSmoothing)));
    }
}

/// <summary>dlogits = dloss·(softmax(logits) - target). Inputs: logits, labels, and dloss or none, which is 1.</summary>
internal sealed record SoftmaxCrossEntropyGradientOp(double LabelSmoothing) : Op
{
    public override string Name => "SoftmaxCrossEntropyGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override long Flops(Node node) => 8L * node.Type.Size;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "CrossEntropy.Gradient", kernel.Rows(node.Shape.SizeOf(0, node.Shape.Rank - 1), node), kernel.Size("Classes", node.Shape[-1]),
        kernel.Operand(0), kernel.Operand(1), Names.Float(LabelSmoothing), kernel.Operand(2), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) =>
        operands.Count > 2 ? $"{operands[2]}·(softmax({operands[0]}) - onehot({operands[1]}))" : $"softmax({operands[0]}) - onehot({operands[1]})";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string classes = Names.Text(node.Shape[-1]), logits = kernel.Operand(0), labels = kernel.Operand(1);
        kernel.Rows(
            node.Shape.SizeOf(0, node.Shape.Rank - 1), node.Shape[-1],
            $"{DeviceText.Library}.DeviceCrossEntropy.Gradient(statistics, {logits}[i], column, {classes}, {labels}[row], {Names.Float(LabelSmoothing)}, {DeviceLoss(kernel, node)})",
            new RowLook("statistics", "DeviceSoftmax.Of", logits, $"row * {classes}", classes));
    }

    /// <summary>The gradient by a row's loss.</summary>
    internal static string DeviceLoss(DeviceKernel kernel, Node node) => node.Inputs.Length > 2 ? $"{kernel.Operand(2)}[row]" : "1f";
}

/// <summary>One loss for each row of logits. Inputs: logits, distribution of the same shape.</summary>
internal sealed record SoftmaxDistributionCrossEntropyOp(double LabelSmoothing) : Op
{
    public override string Name => "SoftmaxCrossEntropy";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        new(inputs[0].Shape.Take(inputs[0].Shape.Rank - 1), inputs[0].Batched || inputs[1].Batched);

    public override long Flops(Node node) => 10L * node.Inputs[0].Type.Size;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node logits = node.Inputs[0], distribution = node.Inputs[1];
        if (gradients.Needs(logits))
        {
            gradients.Add(logits, gradients.Apply(new SoftmaxDistributionGradientOp(LabelSmoothing), logits, distribution, dOutput));
        }

        if (gradients.Needs(distribution))
        {
            gradients.Add(distribution, gradients.Apply(new CrossEntropyTargetGradientOp(LabelSmoothing), logits, dOutput));
        }
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "CrossEntropy.Forward", kernel.Rows(node.Shape.Size, node), kernel.Size("Classes", node.Inputs[0].Shape[-1]),
        kernel.Operand(0), kernel.Operand(1), Names.Float(LabelSmoothing), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"-Σ {operands[1]}·log softmax({operands[0]})";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string classes = Names.Text(node.Inputs[0].Shape[-1]), start = $"row * {classes}";
        kernel.RowValues(node.Shape.Size, node.Inputs[0].Shape[-1], new RowLook(
            "loss", "DeviceCrossEntropy.Loss", kernel.Operand(0), start, kernel.Operand(1), start, classes, Names.Float(LabelSmoothing)));
    }
}

/// <summary>dlogits = dloss·(softmax(logits)·Σ p - p). Inputs: logits, distribution, and dloss or none, which is 1.</summary>
internal sealed record SoftmaxDistributionGradientOp(double LabelSmoothing) : Op
{
    public override string Name => "SoftmaxCrossEntropyGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override long Flops(Node node) => 10L * node.Type.Size;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "CrossEntropy.Gradient", kernel.Rows(node.Shape.SizeOf(0, node.Shape.Rank - 1), node), kernel.Size("Classes", node.Shape[-1]),
        kernel.Operand(0), kernel.Operand(1), Names.Float(LabelSmoothing), kernel.Operand(2), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) =>
        operands.Count > 2 ? $"{operands[2]}·(softmax({operands[0]}) - {operands[1]})" : $"softmax({operands[0]}) - {operands[1]}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string classes = Names.Text(node.Shape[-1]), start = $"row * {classes}", logits = kernel.Operand(0), targets = kernel.Operand(1);
        string smoothing = Names.Float(LabelSmoothing);
        kernel.Rows(
            node.Shape.SizeOf(0, node.Shape.Rank - 1), node.Shape[-1],
            $"{DeviceText.Library}.DeviceCrossEntropy.Gradient(statistics, {logits}[i], {targets}[i], {classes}, {smoothing}, {SoftmaxCrossEntropyGradientOp.DeviceLoss(kernel, node)})",
            new RowLook("statistics", "DeviceCrossEntropy.GradientOf", logits, start, targets, start, classes, smoothing));
    }
}

/// <summary>dp = -dloss·(1 - smoothing)·log softmax(logits) (the uniform part does not depend on p). Inputs: logits, dloss.</summary>
internal sealed record CrossEntropyTargetGradientOp(double LabelSmoothing) : Op
{
    public override string Name => "CrossEntropyTargetGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "CrossEntropy.TargetGradient", kernel.Rows(node.Shape.SizeOf(0, node.Shape.Rank - 1), node), kernel.Size("Classes", node.Shape[-1]),
        kernel.Operand(0), Names.Float(LabelSmoothing), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"-{operands[1]}·log softmax({operands[0]})";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string classes = Names.Text(node.Shape[-1]), logits = kernel.Operand(0);
        kernel.Rows(
            node.Shape.SizeOf(0, node.Shape.Rank - 1), node.Shape[-1],
            $"{DeviceText.Library}.DeviceCrossEntropy.TargetGradient(statistics, {logits}[i], {Names.Float(LabelSmoothing)}, {kernel.Operand(1)}[row])",
            new RowLook("statistics", "DeviceLogSoftmax.Of", logits, $"row * {classes}", classes));
    }
}
