using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
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

    /// <summary>The convolution's shape as a device kernel builds it, of constants.</summary>
    internal static string DeviceShape(Window window, Shape image, Shape output)
    {
        int[] numbers =
        [
            image[0], image[1], image[2], output[0], window.Height, window.Width, window.StrideHeight, window.StrideWidth,
            window.PaddingHeight, window.PaddingWidth, window.Dilation, output[1], output[2],
        ];
        return $"new {DeviceText.Library}.ConvolutionShape({string.Join(", ", numbers.Select(Names.Text))})";
    }

    /// <summary>The index of a channel at a pixel of the whole batch, (sample, row, column), in (samples, channels, rows, columns).</summary>
    internal static string PixelIndex(string pixel, string channel, Shape image)
    {
        string pixels = Names.Text(image.SizeOf(1, 3));
        return $"({pixel} / {pixels} * {Names.Text(image[0])} + {channel}) * {pixels} + {pixel} % {pixels}";
    }

    internal static string SharedShape(KernelText kernel, Window window, Shape image, int filters, int groups) =>
        kernel.Shared("Conv2DShape", "Shape", window.ConvolutionText(image, filters, groups));

    // A product for each group: filters by output pixels of all samples, over the taps of a kernel.
    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Shape image = node.Inputs[0].Shape, weight = node.Inputs[1].Shape;
        int pixels = node.Shape.SizeOf(1, 3), filters = weight[0] / Groups, taps = weight.SizeOf(1, 4);
        string shape = DeviceShape(Window, image, node.Shape);
        kernel.Product(new ProductText(
            Names.Text(filters), kernel.RowsField(pixels, node.Batched), Names.Text(taps),
            FactorText.At(
                kernel.Field(1), $"(z * {Names.Text(filters)} + m) * {Names.Text(taps)} + k",
                isWide: taps % 4 == 0 && DeviceKernel.IsAligned(node.Inputs[1]), runsAlongDepth: true),
            FactorText.Of(
                $"{DeviceText.Library}.DeviceConvolution.Pixel({kernel.Field(0)}, n, k, z * {Names.Text(weight[1])}, {shape})", runsAlongDepth: false))
        {
            Matrices = Names.Text(Groups),
            Result = PixelIndex("n", $"z * {Names.Text(filters)} + m", node.Shape),
        });
    }
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

    // A product for each group: channels by input pixels of all samples, over filters and taps.
    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Shape weight = node.Inputs[1].Shape, output = node.Inputs[0].Shape;
        int filters = weight[0] / Groups, channels = weight[1], taps = weight.SizeOf(2, 4);
        string shape = Conv2DOp.DeviceShape(Window, Image, output), each = Names.Text(taps);
        kernel.Product(new ProductText(
            Names.Text(channels), kernel.RowsField(Image.SizeOf(1, 3), node.Batched), Names.Text(filters * taps),
            FactorText.Of(
                $"{kernel.Field(1)}[((z * {Names.Text(filters)} + k / {each}) * {Names.Text(channels)} + m) * {each} + k % {each}]", runsAlongDepth: true),
            FactorText.Of(
                $"{DeviceText.Library}.DeviceConvolution.OutputGradient({kernel.Field(0)}, n, k, z * {Names.Text(filters)}, {shape})", runsAlongDepth: false))
        {
            Matrices = Names.Text(Groups),
            Result = Conv2DOp.PixelIndex("n", $"z * {Names.Text(channels)} + m", Image),
        });
    }
}

/// <summary>dW[f,c,u,v] = Σ dy[f,i,j]·x[c, i·stride + u·dilation - padding, …] over the batch and all pixels. Inputs: x, dy.</summary>
internal sealed record Conv2DWeightGradientOp(Window Window, int Groups) : Op
{
    public override string Name => "ProductWeightGradient";

    public override Traversal Traversal => Traversal.Whole;

    public override bool SumsSamples => true;

    public override OutputMode Output => OutputMode.Accumulates;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(
        Shape.Of(inputs[1].Shape[0], inputs[0].Shape[0] / Groups, Window.Height, Window.Width), Batched: false);

    public override long Flops(Node node) => Conv2DOp.Cost(node.Inputs[1].Shape, node.Shape);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Convolution.WeightGradient", Conv2DOp.SharedShape(kernel, Window, node.Inputs[0].Shape, node.Shape[0], Groups),
        kernel.Rows(1, node.Inputs[1]), kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"Σ {operands[0]} ∗ {operands[1]}";

    // A product for each group: filters by taps, over output pixels of all samples.
    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Node x = node.Inputs[0], dy = node.Inputs[1];
        int pixels = dy.Shape.SizeOf(1, 3), filters = node.Shape[0] / Groups, taps = node.Shape.SizeOf(1, 4);
        string shape = Conv2DOp.DeviceShape(Window, x.Shape, dy.Shape);
        kernel.Product(new ProductText(
            Names.Text(filters), Names.Text(taps), kernel.RowsField(pixels, dy.Batched),
            FactorText.At(
                kernel.Field(1), Conv2DOp.PixelIndex("k", $"z * {Names.Text(filters)} + m", dy.Shape),
                isWide: pixels % 4 == 0 && DeviceKernel.IsAligned(dy), runsAlongDepth: true),
            FactorText.Of(
                $"{DeviceText.Library}.DeviceConvolution.Pixel({kernel.Field(0)}, k, n, z * {Names.Text(node.Shape[1])}, {shape})", runsAlongDepth: true))
        {
            Matrices = Names.Text(Groups),
        });
    }
}
