using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Tells where a shape comes from, for messages: the value, its shape, and the layer that decided it.</summary>
internal static class Story
{
    /// <summary>As the object of a sentence: <c>'y' (64,28,28), which Conv2D on line 11 made from (64,56,56)</c>.</summary>
    /// <param name="name">What the value is called where it is read, or empty for its own name.</param>
    public static string Of(Node value, string name = "")
    {
        Node decider = Decider(value);
        string called = Quoted(NameOf(value, name));
        string start = called.Length > 0 ? $"{called} {value.Shape}" : value.Shape.ToString();
        return decider.Op switch
        {
            InputOp input when decider == value || input.ParameterName == NameOf(value, name) => start,
            InputOp input => $"{start}, the shape of '{input.ParameterName}'",
            ConstantOp => "a number, ()",
            _ => $"{start}, which {Maker(decider)} made{From(decider)}",
        };
    }

    /// <summary>As a sentence: <c>Conv2D on line 11 makes 'y' (64,28,28) from (64,56,56)</c>.</summary>
    public static string Clause(Node value, string name = "")
    {
        Node decider = Decider(value);
        string called = Quoted(NameOf(value, name));
        string result = called.Length > 0 ? $"{called} {value.Shape}" : value.Shape.ToString();
        return decider.Op switch
        {
            InputOp input when decider == value || input.ParameterName == NameOf(value, name) => $"{called} comes in as {value.Shape}",
            InputOp input => called.Length > 0
                ? $"{called} has the shape of '{input.ParameterName}', {value.Shape}"
                : $"{Maker(value)} keeps the shape of '{input.ParameterName}', {value.Shape}",
            _ => $"{Maker(decider)} makes {result}{From(decider)}",
        };
    }

    /// <summary>The call that a node stands for, with its place: <c>Conv2D on line 11</c>.</summary>
    public static string Maker(Node node) => Word(node.Label.Kind) + SiteMark.Of(node.Label.Site);

    /// <summary>The name a value has where it is read, or its own, or empty.</summary>
    public static string NameOf(Node value, string name) => name.Length > 0 ? name : value.Label.Variable;

    public static string Quoted(string name) => name.Length > 0 ? $"'{name}'" : "";

    /// <summary>Walks back over values of the same shape to the one that first had it.</summary>
    public static Node Decider(Node value)
    {
        while (value.Op is not (InputOp or StoredOp))
        {
            Node? same = value.Inputs.FirstOrDefault(input => input.Shape == value.Shape && input.Op is not StoredOp);
            if (same is null)
            {
                break;
            }

            value = same;
        }

        return value;
    }

    /// <summary>The tensor that a layer was given, or null for a source: its weights are none of it.</summary>
    public static Node? Source(Node node)
    {
        // A layer with a bias is a product and a sum: both are of one call.
        Node? source = node;
        while (source is not null && source.Label.Site == node.Label.Site)
        {
            source = source.Inputs.FirstOrDefault(input => input.Op is not (StoredOp or ConstantOp));
        }

        return source;
    }

    private static string From(Node decider) => Source(decider) is { } source ? $" from {source.Shape}" : "";

    /// <summary>An op's name as users know it: operators and indexers have none of their own.</summary>
    public static string Word(string kind) => kind switch
    {
        "Add" => "'+'",
        "Subtract" or "Negate" => "'-'",
        "Multiply" => "'*'",
        "Divide" => "'/'",
        "Slice" => "the slice",
        _ => kind,
    };
}
