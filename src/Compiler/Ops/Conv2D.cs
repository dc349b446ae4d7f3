using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Convolution over images, (channels, h, w) to (filters, h', w'), with the weight [filters, channels/groups, kh, kw]
/// (PyTorch's <c>Conv2d</c>).</summary>
internal sealed class Conv2D : ConvolutionDefinition
{
    public override string Name => "Conv2D";

    protected override Window Window(Call call) => Ops.Window.OfConvolution(call);
}

/// <summary>y[f,i,j] = Σ W[f,c,u,v]·x[c, i·stride + u·dilation - padding, …], without the bias. Inputs: x, W.</summary>
internal sealed record Conv2DOp(Window Window, int Groups) : Op, IWindowed
{
    public override string Name => "Product";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(Window.Output(inputs[0].Shape, inputs[1].Shape[0]));

    public override long Flops(Node node) => Cost(node.Shape, node.Inputs[1].Shape);

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node x = node.Inputs[0], weight = node.Inputs[1];
        if (gradients.Needs(x))
        {
            gradients.Add(x, gradients.Apply(new Conv2DInputGradientOp(Window, Groups, x.Shape), dOutput, weight));
        }

        if (gradients.Needs(weight))
        {
            gradients.Add(weight, gradients.Apply(new Conv2DWeightGradientOp(Window, Groups), x, dOutput));
        }
    }

    public override Prepared? Prepare(Node node)
    {
        var convolution = new PackedConvolution(Window, node.Inputs[0].Shape, node.Shape[0], Groups);
        return convolution.IsPacked
            ? new(new PackedConv2DOp(convolution, Flops(node)), Input: 1, new PackConv2DOp(convolution, ForGradient: false), "Packed")
            : null;
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Convolution.Forward", SharedShape(kernel, Window, node.Inputs[0].Shape, node.Shape[0], Groups), kernel.Rows(1, node),
        kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} ∗ {operands[1]}";

    /// <summary>A multiplication and an addition for each weight that meets an output value.</summary>
    internal static long Cost(Shape output, Shape weight) => 2L * output.Size * weight.SizeOf(1, 4);

    internal static string SharedShape(KernelText kernel, Window window, Shape image, int filters, int groups) =>
        kernel.Shared("Conv2DShape", "Shape", window.ConvolutionText(image, filters, groups));
}

/// <summary>dx[c,p,q] = Σ W[f,c,u,v]·dy[f,i,j] over all terms that read x there: the gradient of a convolution, and a transposed one.
/// Inputs: dy, W.</summary>
internal sealed record Conv2DInputGradientOp(Window Window, int Groups, Shape Image) : Op
{
    public override string Name => "ProductInputGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(Image);

    public override long Flops(Node node) => Conv2DOp.Cost(node.Inputs[0].Shape, node.Inputs[1].Shape);

    // It is linear in dy and in W: what a convolution reads is what this writes.
    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node dy = node.Inputs[0], weight = node.Inputs[1];
        if (gradients.Needs(dy))
        {
            gradients.Add(dy, gradients.Apply(new Conv2DOp(Window, Groups), dOutput, weight));
        }

        if (gradients.Needs(weight))
        {
            gradients.Add(weight, gradients.Apply(new Conv2DWeightGradientOp(Window, Groups), dOutput, dy));
        }
    }

    public override Prepared? Prepare(Node node)
    {
        var convolution = new PackedConvolution(Window, Image, node.Inputs[0].Shape[0], Groups);
        return convolution.IsGradientPacked
            ? new(new PackedConv2DInputGradientOp(convolution, Flops(node)), Input: 1, new PackConv2DOp(convolution, ForGradient: true), "PackedForGradient")
            : null;
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Convolution.InputGradient", Conv2DOp.SharedShape(kernel, Window, Image, node.Inputs[0].Shape[0], Groups), kernel.Rows(1, node),
        kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} ∗ᵀ {operands[1]}";
}

/// <summary>dW[f,c,u,v] = Σ dy[f,i,j]·x[c, i·stride + u·dilation - padding, …] over the batch and all pixels. Inputs: x, dy.</summary>
internal sealed record Conv2DWeightGradientOp(Window Window, int Groups) : Op
{
    public override string Name => "ProductWeightGradient";

    public override Traversal Traversal => Traversal.Whole;

    public override OutputMode Output => OutputMode.Accumulates;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(
        Shape.Of(inputs[1].Shape[0], inputs[0].Shape[0] / Groups, Window.Height, Window.Width), Batched: false);

    public override long Flops(Node node) => Conv2DOp.Cost(node.Inputs[1].Shape, node.Shape);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Convolution.WeightGradient", Conv2DOp.SharedShape(kernel, Window, node.Inputs[0].Shape, node.Shape[0], Groups),
        kernel.Rows(1, node.Inputs[1]), kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"Σ {operands[0]} ∗ {operands[1]}";
}
