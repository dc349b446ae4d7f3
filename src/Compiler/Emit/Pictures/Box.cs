using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.Pictures;

/// <summary>What a box of a network's picture stands for.</summary>
internal enum BoxKind
{
    /// <summary>An argument of the entry point.</summary>
    Input,

    /// <summary>Calls of layers and ops that read as one step.</summary>
    Layer,

    /// <summary>Another entry point, which has a picture of its own.</summary>
    Entry,

    /// <summary>What the entry point returns or leaves in a state.</summary>
    Output,
}

/// <summary>A box of a network's picture.</summary>
/// <param name="kind">What it stands for.</param>
/// <param name="title">The name of its first call.</param>
/// <param name="shape">One sample of its value.</param>
internal sealed class Box(BoxKind kind, string title, Shape shape)
{
    private const int MostTitles = 4;
    private readonly List<string> titles = [title];

    public BoxKind Kind => kind;

    /// <summary>Its calls: <c>Conv2D1 · BatchNorm · ReLU</c>.</summary>
    public string Title => string.Join(" · ", titles.Distinct().Take(MostTitles)) + (titles.Distinct().Count() > MostTitles ? " …" : "");

    /// <summary>The path of helper calls, or the part, that its layers belong to; or empty.</summary>
    public string Group { get; init; } = "";

    /// <summary>One sample of what it makes.</summary>
    public Shape Shape { get; private set; } = shape;

    /// <summary>Learned values that its layers read.</summary>
    public int Parameters { get; init; }

    /// <summary>Whether all of its calls are arithmetic on single values or views: a formula, no layer.</summary>
    public bool IsFormula { get; init; }

    /// <summary>The boxes whose values it reads, each once.</summary>
    public List<Box> Inputs { get; } = [];

    public void Reads(Box input)
    {
        if (input != this && !Inputs.Contains(input))
        {
            Inputs.Add(input);
        }
    }

    /// <summary>Takes in a further call, which makes a value of this shape of the box's own.</summary>
    public void Append(string name, Shape made)
    {
        titles.Add(name);
        Shape = made;
    }

    /// <summary>Takes in all of another box, whose value nothing else reads.</summary>
    public void Absorb(Box other)
    {
        titles.InsertRange(0, other.titles);
        other.Inputs.ForEach(Reads);
    }
}
