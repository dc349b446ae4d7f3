using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>What happened to an image on its way from a common ancestor, for <see cref="Mismatch"/>.</summary>
internal sealed class ImageWay
{
    private readonly Node fork;

    public ImageWay(Operand operand, Node fork)
    {
        Operand = operand;
        this.fork = fork;
        Walk();
    }

    public Operand Operand { get; }

    public Shape Shape => Operand.Node.Shape;

    /// <summary>Values of the way that are smaller or larger than what they were made from, in order.</summary>
    public List<Node> Resizers { get; } = [];

    /// <summary>Values of the way with other channels than what they were made from, in order.</summary>
    public List<Node> Rechannelers { get; } = [];

    /// <summary>The last layer of the way that moves a window, or null.</summary>
    public Node? LastWindow { get; private set; }

    /// <summary>How many layers of the way move a window.</summary>
    public int Windows { get; private set; }

    public bool IsUntouched => Resizers.Count == 0 && Rechannelers.Count == 0;

    /// <summary>Whether only convolutions and poolings changed it: what to write is then known.</summary>
    public bool IsOfWindows => Resizers.Concat(Rechannelers).All(node => node.Op is IWindowed);

    /// <summary>The value as the object of a sentence.</summary>
    public string Called => Name.Length > 0 ? Story.Quoted(Name) : $"the result of {Story.Maker(Operand.Node)}";

    /// <summary><c>'shortcut' keeps the input's size</c>.</summary>
    public string KeepsSize => Keeps($"{Names.Text(Shape[1])}x{Names.Text(Shape[2])}", "size");

    /// <summary><c>'shortcut' keeps the input's 64 channels</c>.</summary>
    public string KeepsChannels => Keeps($"of {Names.Text(Shape[0])} channels", $"{Names.Text(Shape[0])} channels");

    /// <summary><c>'shortcut' keeps the input's shape</c>.</summary>
    public string KeepsShape => Keeps(Shape.ToString(), "shape");

    /// <summary><c>Conv2D on line 11 halves it (stride 2)</c>.</summary>
    public string Resizes
    {
        get
        {
            string size = $"{Names.Text(Shape[1])}x{Names.Text(Shape[2])}";
            if (Resizers.Count > 1)
            {
                return $"{List(Resizers)} make it {size}";
            }

            string cause = Resizers[0].Op is IWindowed { Window: var window } ? $" ({window.Cause})" : "";
            return $"{Story.Maker(Resizers[0])} {(IsHalved ? "halves it" : "makes it " + size)}{cause}";
        }
    }

    /// <summary><c>Conv2D on line 11 makes 128</c>.</summary>
    public string Rechannels => $"{List(Rechannelers)} {(Rechannelers.Count > 1 ? "make" : "makes")} {Names.Text(Shape[0])}";

    private string Name => Story.NameOf(Operand.Node, Operand.Name);

    private bool IsHalved => 2 * Shape[1] == fork.Shape[1] && 2 * Shape[2] == fork.Shape[2];

    private string Keeps(string itself, string what)
    {
        if (Operand.Node == fork)
        {
            return fork.Label.Variable == Name ? $"{Called} is {itself}" : $"{Called} keeps the input's {what}";
        }

        return fork.Label.Variable.Length > 0 && fork.Label.Variable != Name
            ? $"{Called} keeps the {what} of {Story.Quoted(fork.Label.Variable)}"
            : $"{Called} keeps the input's {what}";
    }

    private static string List(List<Node> layers)
    {
        string[] names = [.. layers.Select(Story.Maker)];
        return names.Length == 1 ? names[0] : string.Join(", ", names.Take(names.Length - 1)) + " and " + names[names.Length - 1];
    }

    private void Walk()
    {
        Node node = Operand.Node;
        HashSet<Node> onTheWay = AfterFork();
        while (node != fork && node.Inputs.FirstOrDefault(input => input.Shape.Rank == 3 && onTheWay.Contains(input)) is { } before)
        {
            if (node.Shape[1] != before.Shape[1] || node.Shape[2] != before.Shape[2])
            {
                Resizers.Insert(0, node);
            }

            if (node.Shape[0] != before.Shape[0])
            {
                Rechannelers.Insert(0, node);
            }

            if (node.Op is IWindowed)
            {
                LastWindow ??= node;
                Windows++;
            }

            node = before;
        }
    }

    /// <summary>The fork and all values on the way that depend on it.</summary>
    private HashSet<Node> AfterFork()
    {
        var found = new HashSet<Node> { fork };
        foreach (Node node in Mismatch.Ancestors(Operand.Node).OrderBy(node => node.Id))
        {
            if (node.Inputs.Any(found.Contains))
            {
                found.Add(node);
            }
        }

        return found;
    }
}
