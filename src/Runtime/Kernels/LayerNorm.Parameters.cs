using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// Gradients of scale and shift, over the whole batch.
public static partial class LayerNorm
{
    private const int BlockRows = 256, PieceRows = 32, PieceColumns = 64;

    /// <summary>dScale += Σ dy·x̂ and dShift += Σ dy over all rows; either may be empty. For the entire batch: it uses all cores.</summary>
    /// <remarks>Goes block of rows by block: first the block's row statistics, cut by rows, then its column sums, cut by columns.</remarks>
    [SkipLocalsInit]
    public static void ParameterGradients(
        int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, float eps, Span<float> dScale, Span<float> dShift)
    {
        Span<float> moments = stackalloc float[2 * BlockRows];
        for (int first = 0; first < rows; first += BlockRows)
        {
            int count = Math.Min(BlockRows, rows - first);
            ReadOnlySpan<float> blockX = x.Slice(first * width, count * width);
            var statistics = new RowStatistics(count, width, eps, blockX, moments);
            WorkPool.Run(ref statistics, Pieces.Count(count, PieceRows));
            var columns = new ColumnGradients(count, width, blockX, dy.Slice(first * width, count * width), moments, dScale, dShift);
            WorkPool.Run(ref columns, Pieces.Count(width, PieceColumns));
        }
    }

    private readonly ref struct RowStatistics(int rows, int width, float eps, ReadOnlySpan<float> x, Span<float> moments) : IPieces
    {
        private readonly ReadOnlySpan<float> x = x;
        private readonly Span<float> moments = moments;

        public void Run(int piece)
        {
            for (int row = piece * PieceRows; row < Math.Min(rows, (piece + 1) * PieceRows); row++)
            {
                (moments[2 * row], moments[2 * row + 1]) = Moments(x.Slice(row * width, width), eps);
            }
        }
    }

    private readonly ref struct ColumnGradients(
        int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> moments,
        Span<float> dScale, Span<float> dShift) : IPieces
    {
        private readonly ReadOnlySpan<float> x = x, dy = dy, moments = moments;
        private readonly Span<float> dScale = dScale, dShift = dShift;

        public void Run(int piece)
        {
            int end = Math.Min(width, (piece + 1) * PieceColumns);
            for (int j = piece * PieceColumns; j < end; j += Lanes.Count)
            {
                Vector<float> sum = default, sumNormal = default;
                for (int row = 0; row < rows; row++)
                {
                    Vector<float> dRow = Lanes.Load(dy, row * width + j, row * width + end);
                    Vector<float> center = new(moments[2 * row]), spread = new(moments[2 * row + 1]);
                    sum += dRow;
                    sumNormal += dRow * (Lanes.Load(x, row * width + j, row * width + end) - center) * spread;
                }

                if (!dShift.IsEmpty)
                {
                    Lanes.Add(dShift, j, end, sum);
                }

                if (!dScale.IsEmpty)
                {
                    Lanes.Add(dScale, j, end, sumNormal);
                }
            }
        }
    }
}
