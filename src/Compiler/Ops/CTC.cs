using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Connectionist temporal classification (Graves et al. 2006; PyTorch's <c>ctc_loss</c> of <c>log_softmax</c>).</summary>
internal sealed class CTC : Definition
{
    public override string Name => "CTC";

    public override int LeastInputs => 3;

    public override ElementKind? Reads(int input) => input == 0 ? ElementKind.Float : ElementKind.Int;

    public override Node? Build(Call call)
    {
        Node logits = call.Input, labels = call.Inputs[1];
        int blank = call.Integer("blank", 0, least: 0);
        if (call.NeedsRank("logits of (steps,classes)", 2, "Dense makes them of each step") && !call.Failed && blank >= logits.Shape[1])
        {
            call.ReportAt("blank", Rules.BadArgument, "CTC", "blank", Names.Text(blank), $"one of the {Names.Text(logits.Shape[1])} classes, from 0");
        }

        if (labels.Shape.Rank != 1)
        {
            call.Report(Rules.WrongRank, "CTC", "labels of (labels), padded to the most that a sample has", call.Describe(labels), "Reshape makes axes");
        }

        Node[] lengths = [.. call.Inputs.Skip(2).Select(length => Length(call, length))];
        if (call.Failed)
        {
            return null;
        }

        // Logits for all samples are aligned with each sample's labels.
        bool batched = call.Inputs.Any(input => input.Batched);
        Node rows = logits.Batched == batched ? logits : call.AddPart("Repeated", new ExpandOp(logits.Type with { Batched = true }), logits);
        return call.Add(new CTCOp(blank, call.Flag("zeroInfinity", false)), [rows, labels, .. lengths]);
    }

    private static Node Length(Call call, Node length)
    {
        if (length.Shape.LongSize == 1)
        {
            return call.Reshape(length, Shape.Scalar);
        }

        call.Report(Rules.WrongRank, "CTC", "one length for each sample, ()", call.Describe(length), "Declare it as [Shape] Tokens");
        return length;
    }
}

/// <summary>-ln p(labels | softmax(logits)) / labels. Inputs: logits [steps, classes], labels, and one or two lengths: of the labels,
/// or of the steps and of the labels.</summary>
internal sealed record CTCOp(int Blank, bool ZeroInfinity) : Op
{
    public override string Name => "CTC";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Shape.Scalar, inputs[0].Batched);

    public override int? TokenLimit(Node node, int input) => Limit(node.Inputs, input, lengths: node.Inputs.Length - 2);

    public override long Flops(Node node) => Flops(node.Inputs[0].Shape, node.Inputs[1].Shape);

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) => gradients.Add(
        node.Inputs[0], gradients.Apply(new CTCGradientOp(Blank, ZeroInfinity), [.. node.Inputs, dOutput]));

    public override void EmitKernel(KernelText kernel, Node node) =>
        Emit(kernel, "Ctc.Forward", node, lengths: node.Inputs.Length - 2, Blank, ZeroInfinity);

    public override string Formula(IReadOnlyList<string> operands) => $"-ln p({operands[1]} | softmax({operands[0]})) / {operands[operands.Count - 1]}";

    /// <summary>Labels are classes, lengths go up to what there is.</summary>
    internal static int? Limit(IReadOnlyList<Node> inputs, int input, int lengths) =>
        input == 1 ? inputs[0].Shape[1]
        : input == lengths + 1 ? inputs[1].Shape[0] + 1
        : input == 2 && lengths == 2 ? inputs[0].Shape[0] + 1
        : null;

    // Softmax, and three exponentials and a logarithm for each state: a label or the blank before or after it.
    internal static long Flops(Shape logits, Shape labels) => logits[0] * (8L * logits[1] + 24L * (2 * labels[0] + 1));

    /// <summary>Both directions take the shape, the samples, all inputs and the target.</summary>
    internal static void Emit(KernelText kernel, string method, Node node, int lengths, int blank, bool zeroInfinity)
    {
        Shape logits = node.Inputs[0].Shape;
        string shape = kernel.Shared(
            "CtcShape", "Shape", $"new(Steps: {Names.Text(logits[0])}, Classes: {Names.Text(logits[1])}, Labels: {Names.Text(node.Inputs[1].Shape[0])}, "
            + $"Blank: {Names.Text(blank)}, ZeroInfinity: {(zeroInfinity ? "true" : "false")})");
        string[] rest = [.. Enumerable.Range(lengths + 2, node.Inputs.Length - lengths - 2).Select(kernel.Operand)];
        kernel.Call(
            method, [shape, kernel.Rows(1, node), kernel.Operand(0), kernel.Operand(1), lengths == 2 ? kernel.Operand(2) : "default",
                kernel.Operand(lengths + 1), .. rest, kernel.Target]);
    }

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Library($"DeviceCtc.Losses<{Constants(kernel, node, HasInputLengths(node.Inputs, 0))}>", [.. Operands(node, 0), node], "samples");

    internal static bool HasInputLengths(IReadOnlyList<Node> inputs, int others) => inputs.Count - others == 4;

    /// <summary>Logits, labels, both lengths (any view for those that all samples share), and the others as a device's kernels take them.</summary>
    internal static IEnumerable<Node> Operands(Node node, int others)
    {
        IReadOnlyList<Node> inputs = node.Inputs;
        return [inputs[0], inputs[1], inputs[HasInputLengths(inputs, others) ? 2 : 1], .. inputs.Skip(HasInputLengths(inputs, others) ? 3 : 2)];
    }

    internal string Constants(DeviceKernel kernel, Node node, bool hasInputLengths) => kernel.Constants(
        "ICtcSizes", ("Steps", node.Inputs[0].Shape[0]), ("Classes", node.Inputs[0].Shape[1]), ("Labels", node.Inputs[1].Shape[0]), ("Blank", Blank),
        ("ZeroInfinity", ZeroInfinity ? 1 : 0), ("HasInputLengths", hasInputLengths ? 1 : 0));
}

/// <summary>dlogits[t, k] = dloss·(softmax(logits[t, :])[k] - p(step t says k | labels)) / labels. Inputs: those of the loss, dloss.</summary>
internal sealed record CTCGradientOp(int Blank, bool ZeroInfinity) : Op
{
    public override string Name => "CTCGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override int? TokenLimit(Node node, int input) => CTCOp.Limit(node.Inputs, input, lengths: node.Inputs.Length - 3);

    public override long Flops(Node node) => 2 * CTCOp.Flops(node.Inputs[0].Shape, node.Inputs[1].Shape);

    public override void EmitKernel(KernelText kernel, Node node) =>
        CTCOp.Emit(kernel, "Ctc.Gradient", node, lengths: node.Inputs.Length - 3, Blank, ZeroInfinity);

    public override string Formula(IReadOnlyList<string> operands) =>
        $"{operands[operands.Count - 1]}·(softmax({operands[0]}) - p(each step's class | {operands[1]})) / {operands[operands.Count - 2]}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string sizes = new CTCOp(Blank, ZeroInfinity).Constants(kernel, node, CTCOp.HasInputLengths(node.Inputs, 1));
        kernel.Library($"DeviceCtc.Gradients<{sizes}>", [.. CTCOp.Operands(node, 1), node], "samples");
    }
}
