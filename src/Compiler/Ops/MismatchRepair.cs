using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>What to change so that two ways end with one shape, where one change mends it: the code fix's side of <see cref="Mismatch"/>.</summary>
internal static class MismatchRepair
{
    /// <summary>The layer and its new arguments, or the operand that lacks a 1x1 convolution, or nothing.</summary>
    public static EquatableArray<Fact> Of(ImageWay left, ImageWay right)
    {
        // The shorter way is the shortcut, which is there to fit; of two alike, the second.
        (ImageWay shortcut, ImageWay main) = left.Windows < right.Windows ? (left, right) : (right, left);
        Shape wanted = main.Shape;
        if (shortcut.Resizers.Count == 0 && main.Resizers.Count == 1 && SamePadding(main) is { Count: > 0 } padding && shortcut.Shape[0] == wanted[0])
        {
            return padding;
        }

        return shortcut.LastWindow is { } layer ? Adjusted(layer, shortcut, main) : Projected(shortcut, main, shortcut == left ? 0 : 1);
    }

    /// <summary>For a window that alone trims the image: the padding with which it does not.</summary>
    private static EquatableArray<Fact> SamePadding(ImageWay way) =>
        way.Resizers[0] is { Op: IWindowed { Window.KeepingPadding: { } padding } } trimmer
            ? [Facts.At(Facts.Layer, trimmer.Label.Site), Facts.Of("padding", Names.Text(padding))]
            : [];

    /// <summary>Other arguments for the last layer of the shortcut.</summary>
    private static EquatableArray<Fact> Adjusted(Node layer, ImageWay shortcut, ImageWay main)
    {
        Window window = ((IWindowed)layer.Op).Window;
        Shape wanted = main.Shape, before = Story.Source(layer)!.Shape;
        List<Fact> facts = [Facts.At(Facts.Layer, layer.Label.Site), .. Like(main)];
        if (shortcut.Shape[0] != wanted[0])
        {
            facts.Add(Facts.Of("filters", wanted[0]));
        }

        if (shortcut.Shape[1] != wanted[1] || shortcut.Shape[2] != wanted[2])
        {
            int stride = before[1] / wanted[1];
            if (window.KeepingPadding is { } keeping && Fits(window with { Padding = (int)keeping }))
            {
                facts.Add(Facts.Of("padding", Names.Text(keeping)));
            }
            else if (stride > 0 && Fits(window with { StrideHeight = stride, StrideWidth = stride }))
            {
                facts.Add(Facts.Of("stride", stride));
            }
            else
            {
                return [];
            }
        }

        return facts.ToEquatableArray();

        bool Fits(Window other) => other.Output(before, wanted[0]) == wanted;
    }

    /// <summary>A 1x1 convolution for a shortcut that has no layer.</summary>
    private static EquatableArray<Fact> Projected(ImageWay shortcut, ImageWay main, int operand)
    {
        Shape wanted = main.Shape;
        int stride = (shortcut.Shape[1] + wanted[1] - 1) / wanted[1];
        var window = new Window(1, 1, stride, stride, 0, 1);
        return stride > 0 && window.Output(shortcut.Shape, wanted[0]) == wanted
            ? [Facts.Of(Facts.Operand, operand), .. Like(main), Facts.Of("filters", wanted[0]), Facts.Of("stride", stride)]
            : [];
    }

    /// <summary>The layer whose arguments are to be repeated, where one alone made the shape.</summary>
    private static IEnumerable<Fact> Like(ImageWay main)
    {
        Node[] makers = [.. main.Rechannelers.Concat(main.Resizers).Distinct()];
        return makers.Length == 1 ? [Facts.At(Facts.Like, makers[0].Label.Site)] : [];
    }
}
