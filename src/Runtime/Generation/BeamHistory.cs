using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CompiledNets;

/// <summary>Which token each hypothesis got at each position, and which hypothesis it continued: a tree, read from the leaves.</summary>
internal sealed class BeamHistory(int width, int longest)
{
    private readonly int[] tokens = new int[checked(width * longest)];
    private readonly int[] parents = new int[width * longest];

    /// <summary>The tokens that the hypotheses got at a position, (width).</summary>
    public Span<int> Tokens(int position) => tokens.AsSpan(position * width, width);

    /// <summary>The hypotheses that they continued, (width).</summary>
    public Span<int> Parents(int position) => parents.AsSpan(position * width, width);

    /// <summary>The first tokens of a hypothesis.</summary>
    /// <param name="length">How many.</param>
    /// <param name="row">Where the hypothesis stood when it had as many.</param>
    public ImmutableArray<int> Trace(int length, int row)
    {
        var sequence = new int[length];
        for (int position = length - 1; position >= 0; position--)
        {
            sequence[position] = Tokens(position)[row];
            row = Parents(position)[row];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(sequence);
    }
}
