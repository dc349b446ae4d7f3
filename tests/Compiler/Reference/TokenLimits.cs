using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

internal static class TokenLimits
{
    /// <summary>How many values a token may take: the least bound of the ops that read it, through views and slices too.</summary>
    public static int TokenLimit(this Graph graph, Node tokens)
    {
        int limit = int.MaxValue;
        foreach (Node reader in graph.Nodes)
        {
            for (int input = 0; input < reader.Inputs.Length; input++)
            {
                if (reader.Inputs[input] == tokens)
                {
                    int own = reader.Op is ViewOp or SliceOp ? graph.TokenLimit(reader) : reader.Op.TokenLimit(reader, input) ?? int.MaxValue;
                    limit = Math.Min(limit, own);
                }
            }
        }

        return limit;
    }
}
