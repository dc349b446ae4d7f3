using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>What the convolutions share: arguments, their checks, the weight and the bias. Sequences are images of height 1.</summary>
internal abstract class ConvolutionDefinition : Definition
{
    protected abstract Window Window(Call call);

    public override Node? Build(Call call)
    {
        int filters = call.Integer("filters");
        Window window = Window(call);
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

        Shape image = window.ImageOf(call.Input.Shape);
        Shape kernels = Shape.Of(filters, image[0] / groups, window.Height, window.Width);
        Shape stored = window.IsLine ? Shape.Of(filters, kernels[1], window.Width) : kernels;
        if (!call.Fits(stored, "its weight"))
        {
            return null;
        }

        int fanIn = kernels.SizeOf(1, 4), fanOut = filters / groups * window.Height * window.Width;
        Node weight = call.Parameter("Weight", stored, fanIn, fanOut, initializer);
        if (call.Failed)
        {
            return null;
        }

        Node x = call.Reshape(call.Input, image), kernel = call.Reshape(weight, kernels);
        Node y = call.Flag("bias", true)
            ? AddBias(call, call.AddPart("Product", new Conv2DOp(window, groups), x, kernel), fanIn, fanOut)
            : call.Add(new Conv2DOp(window, groups), x, kernel);
        return call.Reshape(y, window.ShapeOf(y.Shape));
    }

    /// <summary>The call's value: <paramref name="product"/> with a learned number added to each channel.</summary>
    internal static Node AddBias(Call call, Node product, int fanIn, int fanOut)
    {
        int channels = product.Shape[0];
        Node bias = call.Parameter("Bias", Shape.Of(channels), fanIn, fanOut, "Zeros");
        return call.Add(new AddOp(), product, call.Reshape(bias, Shape.Of(channels, 1, 1)));
    }

    /// <summary>Reports groups that the channels or the filters do not split into.</summary>
    internal static void CheckGroups(Call call, int filters, int groups)
    {
        int channels = call.Input.Shape[0];
        if (channels % groups != 0)
        {
            call.ReportAt(
                "groups", Rules.BadArgument, [Facts.Of(Facts.Value, Heads.Divisor(groups, channels))], call.Op, "groups", Names.Text(groups),
                $"a divisor of the {Names.Text(channels)} channels of its input {call.Describe()}");
        }
        else if (filters % groups != 0)
        {
            call.ReportAt(
                "filters", Rules.BadArgument, [Facts.Of(Facts.Value, (filters + groups - 1) / groups * groups)], call.Op, "filters", Names.Text(filters),
                $"a multiple of its {Names.Text(groups)} groups");
        }
    }
}
