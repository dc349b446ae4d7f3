using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Ops that read at given indices.</summary>
[References]
internal static class LookUps
{
    public static void Embedding(EmbeddingOp op, Values index, Values table, Values y)
    {
        index = index.Seen(index.Shape.Size);
        y = y.Rows();
        for (int n = 0; n < y.Samples; n++)
        {
            for (int row = 0; row < y.Shape[0]; row++)
            {
                for (int i = 0; i < y.Shape[1]; i++)
                {
                    y[n, row, i] = table[n, index.Token(n, row), i];
                }
            }
        }
    }

    public static void EmbeddingGradient(EmbeddingGradientOp op, Values index, Values dy, Values dTable)
    {
        index = index.Seen(index.Shape.Size);
        dy = dy.Rows();
        for (int n = 0; n < dy.Samples; n++)
        {
            for (int row = 0; row < dy.Shape[0]; row++)
            {
                for (int i = 0; i < dy.Shape[1]; i++)
                {
                    dTable[n, index.Token(n, row), i] += dy[n, row, i];
                }
            }
        }
    }

    public static void Gather(GatherOp op, Values x, Values index, Values y)
    {
        x = x.Rows();
        int rows = x.Shape[0], picks = y.Shape.Size / rows;
        (index, y) = (index.Seen(rows, picks), y.Seen(rows, picks));
        for (int n = 0; n < y.Samples; n++)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int pick = 0; pick < picks; pick++)
                {
                    y[n, row, pick] = x[n, row, index.Token(n, row, pick)];
                }
            }
        }
    }

    public static void GatherGradient(GatherGradientOp op, Values index, Values dy, Values dx)
    {
        dx = dx.Rows();
        int rows = dx.Shape[0], picks = dy.Shape.Size / rows;
        (index, dy) = (index.Seen(rows, picks), dy.Seen(rows, picks));
        for (int n = 0; n < dx.Samples; n++)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int pick = 0; pick < picks; pick++)
                {
                    dx[n, row, index.Token(n, row, pick)] += dy[n, row, pick];
                }
            }
        }
    }

    public static void OneHot(OneHotOp op, Values tokens, Values y)
    {
        (tokens, y) = (tokens.Seen(tokens.Shape.Size), y.Rows());
        for (int n = 0; n < y.Samples; n++)
        {
            for (int row = 0; row < y.Shape[0]; row++)
            {
                y[n, row, tokens.Token(n, row)] = 1;
            }
        }
    }
}
