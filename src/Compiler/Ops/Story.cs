using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Tells where a shape comes from, for messages: the value, its shape, and the layer that decided it.</summary>
internal static class Story
{
    /// <summary><c>'shortcut' (64,56,56), decided by Conv2D on line 11 from (3,112,112)</c>.</summary>
    public static string Of(Node value)
    {
        Node decider = Decider(value);
        string name = Name(value);
        string shape = value.Shape.ToString();
        return decider.Op switch
        {
            InputOp input when decider == value => $"'{input.ParameterName}' {shape}",
            InputOp input => $"{name} {shape}, the shape of '{input.ParameterName}'",
            SourceOp and not ReshapeOp => $"{name} {shape}",
            _ => $"{name} {shape}, which {decider.Label.Kind}{SiteMark.Of(decider.Label.Site)} made from {From(decider)}",
        };
    }

    /// <summary>The shape alone with the layer that decided it: <c>(64,28,28) (Conv2D on line 11)</c>.</summary>
    public static string Brief(Node value) =>
        Decider(value).Op is InputOp input ? $"'{input.ParameterName}'" : $"{Decider(value).Label.Kind}{SiteMark.Of(Decider(value).Label.Site)}";

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

    private static string Name(Node value) => value.Op switch
    {
        InputOp input => $"'{input.ParameterName}'",
        ConstantOp => "the constant",
        _ => $"'{Lower(value.Label.Name)}'",
    };

    private static string From(Node decider)
    {
        Node? source = decider.Inputs.FirstOrDefault(input => input.Op is not StoredOp);
        return source is null ? "nothing" : source.Shape.ToString();
    }

    private static string Lower(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);
}
