using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Tests.Reference;

internal static class Literals
{
    /// <summary>The constant that a test wrote as a C# value.</summary>
    public static Literal Of(object value) => value switch
    {
        int number => new Literal.Number(number),
        double number => new Literal.Number(number),
        bool flag => new Literal.Flag(flag),
        int[] list => new Literal.Integers(list.ToEquatableArray()),
        Index index => Position(index),
        Range range => new Literal.Range(Position(range.Start), Position(range.End)),
        Literal literal => literal,
        string member => new Literal.Choice(member),
        _ => throw new NotSupportedException($"a {value.GetType()} as an argument"),
    };

    private static Literal.Position Position(Index index) => new(index.Value, index.IsFromEnd);
}
