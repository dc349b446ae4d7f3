using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Each pixel repeated along both axes (PyTorch's <c>Upsample(mode="nearest")</c>): (c, h, 1, w, 1) is broadcast to
/// (c, h, factor, w, factor).</summary>
internal sealed class Upsample : Definition
{
    public override string Name => "Upsample";

    public override Node? Build(Call call)
    {
        int factor = call.Integer("factor");
        if (!call.NeedsRank("an image of (channels,height,width)", 3, Window.ImageAdvice(call.Input.Shape)) || call.Failed)
        {
            return null;
        }

        Node x = call.Input;
        int channels = x.Shape[0], height = x.Shape[1], width = x.Shape[2];
        var parted = Shape.Of(channels, height, factor, width, factor);
        if (parted.IsTooLarge)
        {
            string result = $"({Names.Text(channels)},{Names.Text((long)height * factor)},{Names.Text((long)width * factor)})";
            call.Report(Rules.TooLarge, Name, "its result", result);
        }

        if (factor == 1 || call.Failed)
        {
            return call.Failed ? null : x;
        }

        Node pixels = call.Reshape(x, Shape.Of(channels, height, 1, width, 1));
        return call.Reshape(call.Add(new ExpandOp(x.Type.With(parted)), pixels), Shape.Of(channels, height * factor, width * factor));
    }
}
