using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Transposed convolution, (channels, h, w) to (filters, h', w'), with the weight [channels, filters/groups, kh, kw] (PyTorch's
/// <c>ConvTranspose2d</c>): the input gradient of the convolution that goes from the result to the input.</summary>
internal sealed class ConvTranspose2D : Definition
{
    public override string Name => "ConvTranspose2D";

    public override Node? Build(Call call)
    {
        int filters = call.Integer("filters");
        Window window = Window.OfConvolution(call);
        int groups = call.Integer("groups", 1), extra = call.Integer("outputPadding", 0, least: 0);
        string initializer = call.Choice("initializer") ?? "Default";
        bool readable = !call.Failed;
        if (window.HasRank(call) && readable)
        {
            ConvolutionDefinition.CheckGroups(call, filters, groups);
        }

        if (!call.Failed && extra >= window.StrideHeight)
        {
            call.ReportAt(
                "outputPadding", Rules.BadArgument, Name, "outputPadding", Names.Text(extra), $"less than the stride, {Names.Text(window.StrideHeight)}");
        }

        if (call.Failed || Result(call, window, filters, extra) is not { } image)
        {
            return null;
        }

        int channels = call.Input.Shape[0], taps = window.Height * window.Width;
        Shape stored = Shape.Of(channels, filters / groups, window.Height, window.Width);
        if (!call.Fits(stored, "its weight"))
        {
            return null;
        }

        int fanIn = channels / groups * taps, fanOut = filters / groups * taps;
        Node weight = call.Parameter("Weight", stored, fanIn, fanOut, initializer);
        if (call.Failed)
        {
            return null;
        }

        var convolution = new Conv2DInputGradientOp(window, groups, image);
        return call.Flag("bias", true)
            ? ConvolutionDefinition.AddBias(call, call.AddPart("Product", convolution, call.Input, weight), fanIn, fanOut)
            : call.Add(convolution, call.Input, weight);
    }

    /// <summary>h' = (h − 1)·stride − 2·padding + dilation·(kernel − 1) + extra + 1, or null if the padding leaves nothing of it.</summary>
    private static Shape? Result(Call call, Window window, int filters, int extra)
    {
        Shape image = call.Input.Shape;
        long height = Full(image[1], window.StrideHeight, window.Dilation, window.Height) + extra;
        long width = Full(image[2], window.StrideWidth, window.Dilation, window.Width) + extra;
        long cut = 2L * window.Padding, most = (Math.Min(height, width) - 1) / 2;
        if (height <= cut || width <= cut)
        {
            call.ReportAt(
                "padding", Rules.BadArgument, call.Op, "padding", Names.Text(window.Padding),
                $"at most {Names.Text(most)}: without it, the result is {Names.Text(height)}x{Names.Text(width)}");
            return null;
        }

        var result = Shape.Of(filters, Clip(height - cut), Clip(width - cut));
        return call.Fits(result, "its result") ? result : null;
    }

    private static long Full(int extent, int stride, int dilation, int kernel) => (extent - 1L) * stride + dilation * (kernel - 1L) + 1;

    // Past the limit it is refused, whatever it is.
    private static int Clip(long extent) => (int)Math.Min(extent, int.MaxValue);
}
