using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Why two values that should match do not: what happened to each since their ways parted, and what to write.</summary>
internal sealed record Mismatch(string First, string Second, string Advice)
{
    /// <summary>What the code fix changes, if one change mends it.</summary>
    public EquatableArray<Fact> Repair { get; private init; } = [];

    /// <summary>Explains two values whose shapes do not broadcast.</summary>
    public static Mismatch Of(Operand left, Operand right)
    {
        if (left.Node.Shape.Rank != 3 || right.Node.Shape.Rank != 3 || Fork(left.Node, right.Node) is not { Shape.Rank: 3 } fork)
        {
            BroadcastAdvice advice = BroadcastAdvice.Of(left, right);
            return new Mismatch(left.Clause, right.Clause, advice.Text) { Repair = advice.Repair };
        }

        var (leftWay, rightWay) = (new ImageWay(left, fork), new ImageWay(right, fork));
        if (!leftWay.IsOfWindows || !rightWay.IsOfWindows)
        {
            return new Mismatch(left.Clause, right.Clause, BroadcastAdvice.Any) { Repair = BroadcastAdvice.Of(left, right).Repair };
        }

        bool channels = !Match(left.Node.Shape[0], right.Node.Shape[0]);
        bool size = !Match(left.Node.Shape[1], right.Node.Shape[1]) || !Match(left.Node.Shape[2], right.Node.Shape[2]);
        Mismatch why = (channels, size) switch
        {
            (false, true) => OfSize(leftWay, rightWay),
            (true, false) => OfChannels(leftWay, rightWay),
            _ => OfBoth(leftWay, rightWay),
        };
        return why with { Repair = MismatchRepair.Of(leftWay, rightWay) };
    }

    private static Mismatch OfSize(ImageWay left, ImageWay right)
    {
        (ImageWay kept, ImageWay changed) = left.Resizers.Count == 0 ? (left, right) : (right, left);
        if (kept.Resizers.Count > 0 || changed.Resizers.Count == 0)
        {
            return new Mismatch(left.Operand.Clause, right.Operand.Clause, "Give both the same stride and padding");
        }

        return new Mismatch(kept.KeepsSize, changed.Resizes, ResizeAdvice(kept, changed));
    }

    /// <summary>With one layer to blame, what to give the other side, or that layer.</summary>
    private static string ResizeAdvice(ImageWay kept, ImageWay changed)
    {
        if (changed.Resizers.Count == 1 && changed.Resizers[0].Op is IWindowed { Window: var window })
        {
            if (window.StrideHeight > 1 && window.StrideHeight == window.StrideWidth)
            {
                string stride = $"stride {Names.Text(window.StrideHeight)} as well";
                return kept.LastWindow is { } layer
                    ? $"Give {Story.Maker(layer)} {stride}, or drop the stride"
                    : $"Give {kept.Called} {stride}, with a 1x1 Conv2D, or drop the stride";
            }

            if (window.KeepingPadding is { } padding)
            {
                return $"Give {Story.Maker(changed.Resizers[0])} padding {Names.Text(padding)}, with which it keeps the size";
            }
        }

        return "Give both the same stride and padding";
    }

    private static Mismatch OfChannels(ImageWay left, ImageWay right)
    {
        (ImageWay kept, ImageWay changed) = left.Rechannelers.Count == 0 ? (left, right) : (right, left);
        int most = Math.Max(left.Shape[0], right.Shape[0]);
        return kept.Rechannelers.Count > 0 || changed.Rechannelers.Count == 0
            ? new Mismatch(left.Operand.Clause, right.Operand.Clause, $"Give both {Names.Text(most)} filters")
            : new Mismatch(kept.KeepsChannels, changed.Rechannels, $"Give {kept.Called} a 1x1 Conv2D of {Names.Text(changed.Shape[0])} filters");
    }

    private static Mismatch OfBoth(ImageWay left, ImageWay right)
    {
        (ImageWay kept, ImageWay changed) = left.IsUntouched ? (left, right) : (right, left);
        if (!kept.IsUntouched)
        {
            return new Mismatch(left.Operand.Clause, right.Operand.Clause, "Give both the same filters, stride and padding");
        }

        Shape wanted = changed.Shape;
        int ratio = kept.Shape[1] / wanted[1];
        string stride = ratio > 1 && kept.Shape[1] == ratio * wanted[1] ? $" and stride {Names.Text(ratio)}" : "";
        return new Mismatch(
            kept.KeepsShape, changed.Operand.Clause, $"Give {kept.Called} a 1x1 Conv2D of {Names.Text(wanted[0])} filters{stride}");
    }

    private static bool Match(int left, int right) => left == right || left == 1 || right == 1;

    /// <summary>The last value that both come from, or null.</summary>
    private static Node? Fork(Node left, Node right)
    {
        HashSet<Node> shared = Ancestors(left);
        shared.IntersectWith(Ancestors(right));
        return shared.Where(node => node.Op is not (StoredOp or ConstantOp)).OrderByDescending(node => node.Id).FirstOrDefault();
    }

    /// <summary>A value and all that it is computed from.</summary>
    public static HashSet<Node> Ancestors(Node value)
    {
        var found = new HashSet<Node>();
        var open = new Stack<Node>([value]);
        while (open.Count > 0)
        {
            Node node = open.Pop();
            if (found.Add(node))
            {
                foreach (Node input in node.Inputs)
                {
                    open.Push(input);
                }
            }
        }

        return found;
    }
}

/// <summary>A value with what it is called where it is read.</summary>
internal readonly record struct Operand(Node Node, string Name)
{
    public string Clause => Story.Clause(Node, Name);
}
