namespace CompiledNets.Compiler.Graphs;

/// <summary>A product of single values.</summary>
/// <param name="Factors">For each factor: the number of an input, and that of one of its elements.</param>
internal readonly record struct Term(params (int Input, int Element)[] Factors);

/// <summary>An op whose every result is a sum of products of its inputs' elements. Where it is tiny, its step is written as straight-line
/// arithmetic instead of a kernel's call.</summary>
internal interface ISumOfProducts
{
    /// <summary>The terms of element <paramref name="index"/> of one sample's result. Ops over the whole batch sum them over all
    /// samples. Null where the op has no such form for the shapes of <paramref name="node"/>.</summary>
    IReadOnlyList<Term>? Terms(Node node, int index);
}

/// <summary>When work is so small that calling a kernel would cost more than doing it. The limits are measured (docs/performance.md).</summary>
internal static class Tiny
{
    /// <summary>Results of one sample; for sums over the batch, which stay in registers meanwhile, all results.</summary>
    private const int MostResults = 16, MostSums = 32;

    /// <summary>Terms of all results of one sample.</summary>
    private const int MostTerms = 32;

    public static bool Is(Node node)
    {
        bool whole = node.Op.Traversal == Traversal.Whole;
        int results = node.Type.Size;
        return node.Op is ISumOfProducts op
            && node.Batched != whole
            && results <= (whole ? MostSums : MostResults)
            && node.Op.Flops(node) <= 2 * MostTerms
            && op.Terms(node, 0) is { } terms
            && results * terms.Count <= MostTerms;
    }
}
