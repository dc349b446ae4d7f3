using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Convolution over images, (channels, h, w) to (filters, h', w'), with the weight [filters, channels/groups, kh, kw]
/// (PyTorch's <c>Conv2d</c>).</summary>
internal sealed class Conv2D : Definition
{
    public override string Name => "Conv2D";

    public override Node? Build(Call call)
    {
        int filters = call.Integer("filters");
        Window window = Window.OfConvolution(call);
        int groups = call.Integer("groups", 1);
        string initializer = call.Choice("initializer") ?? "Default";
        bool readable = !call.Failed;
        if (window.Checks(call) && readable)
        {
            CheckGroups(call, filters, groups);
        }

        if (call.Failed)
        {
            return null;
        }

        Shape image = call.Input.Shape;
        Shape weightShape = Shape.Of(filters, image[0] / groups, window.Height, window.Width);
        if (!call.Fits(weightShape, "its weight"))
        {
            return null;
        }

        int fanIn = weightShape.SizeOf(1, 4), fanOut = filters / groups * window.Height * window.Width;
        Node weight = call.Parameter("Weight", weightShape, fanIn, fanOut, initializer);
        if (call.Failed)
        {
            return null;
        }

        var convolution = new Conv2DOp(window, groups);
        if (!call.Flag("bias", true))
        {
            return call.Add(convolution, call.Input, weight);
        }

        Node product = call.AddPart("Product", convolution, call.Input, weight);
        Node bias = call.Parameter("Bias", Shape.Of(filters), fanIn, fanOut, "Zeros");
        return call.Add(new AddOp(), product, call.Reshape(bias, Shape.Of(filters, 1, 1)));
    }

    private static void CheckGroups(Call call, int filters, int groups)
    {
        int channels = call.Input.Shape[0];
        if (channels % groups != 0)
        {
            call.ReportAt(
                "groups", Rules.BadArgument, "Conv2D", "groups", Names.Text(groups),
                $"a divisor of the {Names.Text(channels)} channels of its input {call.Describe()}");
        }
        else if (filters % groups != 0)
        {
            call.ReportAt(
                "filters", Rules.BadArgument, "Conv2D", "filters", Names.Text(filters),
                $"a multiple of its {Names.Text(groups)} groups");
        }
    }
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

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Convolution.Forward", SharedShape(kernel, Window, node.Inputs[0].Shape, node.Shape[0], Groups), kernel.Rows(1, node),
        kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} ∗ {operands[1]}";

    /// <summary>A multiplication and an addition for each weight that meets an output value.</summary>
    internal static long Cost(Shape output, Shape weight) => 2L * output.Size * weight.SizeOf(1, 4);

    internal static string SharedShape(KernelText kernel, Window window, Shape image, int filters, int groups) =>
        kernel.Shared("Conv2DShape", "Shape", window.ConvolutionText(image, filters, groups));
}

/// <summary>dx[c,p,q] = Σ W[f,c,u,v]·dy[f,i,j] over all terms that read x there. Inputs: dy, W.</summary>
internal sealed record Conv2DInputGradientOp(Window Window, int Groups, Shape Image) : Op
{
    public override string Name => "ProductInputGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(Image);

    public override long Flops(Node node) => Conv2DOp.Cost(node.Inputs[0].Shape, node.Inputs[1].Shape);

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
