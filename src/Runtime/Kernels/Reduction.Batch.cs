using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// Sums over the whole batch, for bias gradients. They cut themselves into pieces by rows, width and channels alone.
public static unsafe partial class Reduction
{
    // A piece is worth handing to another thread from about this many values on.
    private const int PieceFloats = 16 * 1024;

    // Few wide rows are cut by columns: sums of each piece of rows would be as many values as the rows themselves.
    private const int FewRows = 256, NarrowWidth = 256, PieceColumns = 64;

    /// <summary>y[j] += Σ x[:, j]. For the entire batch: it uses all cores.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SumRows(int rows, int width, ReadOnlySpan<float> x, Span<float> y)
    {
        SpanChecks.Holds(x.Length, (long)rows * width, nameof(x));
        y = y[..width];
        if ((long)rows * width <= PieceFloats)
        {
            Sums.AddColumns(x, rows, width, y);
        }
        else if (rows < FewRows && width > NarrowWidth)
        {
            var columns = new ColumnSums(rows, x, y);
            WorkPool.Run(ref columns, Pieces.Count(width, PieceColumns));
        }
        else
        {
            fixed (float* values = x)
            {
                Sums.Add(new RowSums<ColumnTerms>(rows, width, width, new ColumnTerms(width, values)).Total(), y);
            }
        }
    }

    /// <summary>y[c] += Σ x[:, c, :] for x [samples, channels, inner]. For the entire batch: it uses all cores.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SumChannels(int samples, int channels, int inner, ReadOnlySpan<float> x, Span<float> y)
    {
        if (inner == 1)
        {
            SumRows(samples, channels, x, y);
            return;
        }

        var sums = new ChannelSums(samples, channels, inner, Pieces.Size(channels, (long)samples * inner, PieceFloats), x, y);
        WorkPool.Run(ref sums, Pieces.Count(channels, sums.PieceChannels));
    }

    private readonly ref struct ColumnSums(int rows, ReadOnlySpan<float> x, Span<float> y) : IPieces
    {
        private readonly ReadOnlySpan<float> x = x;
        private readonly Span<float> y = y;

        public void Run(int piece)
        {
            int first = piece * PieceColumns;
            Sums.AddColumns(x[first..], rows, y.Length, y.Slice(first, Math.Min(PieceColumns, y.Length - first)));
        }
    }

    private readonly ref struct ChannelSums(
        int samples, int channels, int inner, int pieceChannels, ReadOnlySpan<float> x, Span<float> y) : IPieces
    {
        private readonly ReadOnlySpan<float> x = x;
        private readonly Span<float> y = y;

        public int PieceChannels => pieceChannels;

        public void Run(int piece)
        {
            int first = piece * pieceChannels;
            for (int channel = first; channel < Math.Min(first + pieceChannels, channels); channel++)
            {
                double sum = 0;
                for (int sample = 0; sample < samples; sample++)
                {
                    sum += Sums.Row(x.Slice((sample * channels + channel) * inner, inner));
                }

                y[channel] += (float)sum;
            }
        }
    }

    /// <summary>The mean of one loss per sample, summed in double in the order of the batch; 0 for an empty batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float BatchMean(ReadOnlySpan<float> losses)
    {
        double sum = 0;
        foreach (float loss in losses)
        {
            sum += loss;
        }

        return losses.Length == 0 ? 0f : (float)(sum / losses.Length);
    }
}
