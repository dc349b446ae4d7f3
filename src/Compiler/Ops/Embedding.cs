using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>A learned row for each token, (…) to (…, width) (PyTorch's <c>Embedding</c>).</summary>
internal sealed class Embedding : MatrixDefinition
{
    public override string Name => "Embedding";

    public override ElementKind? Reads(int input) => ElementKind.Int;

    public override Node? Build(Call call)
    {
        if (Weight(call, inputs: 0) is not { } table)
        {
            return null;
        }

        int count = table.Shape[0];
        if (TokenBound.Of(call.Input) is { } bound && bound.Largest >= count)
        {
            call.ReportAt(
                "count", Rules.BadArgument, [Facts.Of(Facts.Value, bound.Largest + 1)], "Embedding", "count", Names.Text(count), $"at least {Names.Text(bound.Largest + 1)}, for the positions of {bound.Maker}");
            return null;
        }

        return call.Add(new EmbeddingOp(), call.Input, table);
    }

    public override Node? Weight(Call call, int inputs)
    {
        var shape = Shape.Of(call.Integer("count"), call.Integer("width"));
        if (call.Failed || !call.Fits(shape, "its weight"))
        {
            return null;
        }

        string initializer = call.Choice("initializer") is { } chosen and not "Default" ? chosen : "StandardNormal";
        Node table = call.Parameter("Weight", shape, shape[0], shape[1], initializer);
        return call.Failed ? null : table;
    }
}

/// <summary>y[…, :] = W[index[…], :]. Inputs: index, W.</summary>
internal sealed record EmbeddingOp : Op
{
    public override string Name => "Embedding";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        new(inputs[0].Shape.Append(inputs[1].Shape[1]), inputs[0].Batched);

    public override int? TokenLimit(Node node, int input) => input == 0 ? node.Inputs[1].Shape[0] : null;

    public override long Flops(Node node) => 0;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[1], gradients.Apply(new EmbeddingGradientOp(node.Inputs[1].Shape), node.Inputs[0], dOutput));

    public override void EmitKernel(KernelText kernel, Node node) =>
        kernel.Call("Embedding.Forward", [kernel.Size("Width", node.Shape[-1]), kernel.Operand(0), kernel.Operand(1), kernel.Target, .. kernel.Streams]);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[1]}[{operands[0]}]";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DeviceIndexing.Embedding", kernel.Operand(0), kernel.Operand(1), Names.Text(node.Shape[-1]));
}

/// <summary>dW[index[…], :] += dy[…, :]. Inputs: index, dy.</summary>
internal sealed record EmbeddingGradientOp(Shape Table) : Op
{
    public override string Name => "EmbeddingGradient";

    public override Traversal Traversal => Traversal.Whole;

    public override bool SumsSamples => true;

    public override OutputMode Output => OutputMode.Accumulates;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Table, Batched: false);

    public override long Flops(Node node) => node.Inputs[1].Type.Size;

    public override void EmitKernel(KernelText kernel, Node node) =>
        kernel.Call("Embedding.Gradient", kernel.Size("Width", Table[1]), kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"Σ {operands[1]} at the rows of {operands[0]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) => kernel.Library(
        "DeviceGathering.EmbeddingGradient", [node.Inputs[0], node.Inputs[1], node], Names.Text(Table[0]), Names.Text(Table[1]));
}
