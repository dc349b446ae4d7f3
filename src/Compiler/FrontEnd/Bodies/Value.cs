using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

/// <summary>What an expression of a describing method is while it is read. Lives only during the reading.</summary>
internal abstract record Value
{
    /// <summary>What could not be read. Whatever depends on it is missing too, and says nothing more.</summary>
    public static Value Missing { get; } = new Unknown();

    /// <summary>A node of the body: a tensor, tokens or a run-time scalar.</summary>
    public sealed record Node(int Index, ValueKind Kind) : Value;

    /// <summary>A constant with its C# type: an enum's is its number.</summary>
    public sealed record Constant(object? Content, ITypeSymbol? Type) : Value;

    /// <summary>A tuple's elements.</summary>
    public sealed record Tuple(ImmutableArray<Value> Elements) : Value;

    /// <summary>An array's elements.</summary>
    public sealed record List(ImmutableArray<Value> Elements) : Value;

    /// <summary>An index or a range.</summary>
    public sealed record Slice(Literal At) : Value;

    private sealed record Unknown : Value;
}
