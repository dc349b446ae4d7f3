using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>What is known at compile time of the tokens that an op makes.</summary>
/// <param name="Largest">The largest that they can be.</param>
/// <param name="Maker">The op that makes them, for messages: <c>Arange</c>.</param>
internal readonly record struct TokenBound(int Largest, string Maker)
{
    /// <summary>The bound of some tokens; null for those that a caller gives, which the emitted call checks.</summary>
    public static TokenBound? Of(Node tokens) => tokens.Op switch
    {
        ArangeOp arange => new TokenBound(arange.Count - 1, "Arange"),
        ArgMaxOp positions => new TokenBound(tokens.Inputs[0].Shape[positions.Axis] - 1, "ArgMax"),
        TopKOp => new TokenBound(tokens.Inputs[0].Shape[-1] - 1, "TopK"),
        ReshapeOp => Of(tokens.Inputs[0]),

        // What a slice leaves of 0, 1, ..., n - 1 ends earlier.
        SliceOp slice when Of(tokens.Inputs[0]) is { } whole => IsCounted(tokens.Inputs[0])
            ? whole with { Largest = whole.Largest - tokens.Inputs[0].Shape[0] + slice.End }
            : whole,
        _ => null,
    };

    private static bool IsCounted(Node tokens) => tokens.Op is ArangeOp || (tokens.Op is ReshapeOp or SliceOp && IsCounted(tokens.Inputs[0]));
}
