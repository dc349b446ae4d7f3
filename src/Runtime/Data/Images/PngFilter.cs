namespace CompiledNets;

/// <summary>What PNG does to rows before it compresses them: each byte less a guess from its neighbours (chapter 9 of the
/// standard).</summary>
internal static class PngFilter
{
    public const int Kinds = 5;

    /// <summary>Returns a filtered row to what it was, in place.</summary>
    /// <param name="kind">The filter, 0 to 4.</param>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above, as it was; zeros for the first.</param>
    /// <param name="step">Bytes per pixel.</param>
    public static void Undo(int kind, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (int i = 0; i < row.Length; i++)
        {
            row[i] += Guess(kind, row, above, i, step);
        }
    }

    /// <summary>Writes every row after its filter's number.</summary>
    public static void WriteRows(Stream stream, PixelImage image)
    {
        int stride = image.Width * image.Channels;
        byte[] filtered = new byte[stride + 1], best = new byte[stride + 1], zeros = new byte[stride];
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.AsSpan(y * stride, stride);
            ReadOnlySpan<byte> above = y == 0 ? zeros : image.Pixels.AsSpan((y - 1) * stride, stride);
            long least = long.MaxValue;
            for (int kind = 0; kind < Kinds; kind++)
            {
                // The smallest sum of magnitudes: the rule of thumb that the standard recommends.
                if (Apply(kind, row, above, image.Channels, filtered) is var sum && sum < least)
                {
                    least = sum;
                    (filtered, best) = (best, filtered);
                }
            }

            stream.Write(best);
        }
    }

    private static long Apply(int kind, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> filtered)
    {
        long sum = 0;
        filtered[0] = (byte)kind;
        for (int i = 0; i < row.Length; i++)
        {
            byte rest = (byte)(row[i] - Guess(kind, row, above, i, step));
            filtered[i + 1] = rest;
            sum += Math.Abs((int)(sbyte)rest);
        }

        return sum;
    }

    private static byte Guess(int kind, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int i, int step)
    {
        int left = i >= step ? row[i - step] : 0;
        return kind switch
        {
            0 => 0,
            1 => (byte)left,
            2 => above[i],
            3 => (byte)((left + above[i]) / 2),
            _ => Paeth(left, above[i], i >= step ? above[i - step] : 0),
        };
    }

    /// <summary>The neighbour that is nearest to left + above - corner (Paeth 1991).</summary>
    private static byte Paeth(int left, int above, int corner)
    {
        int guess = left + above - corner;
        int toLeft = Math.Abs(guess - left), toAbove = Math.Abs(guess - above), toCorner = Math.Abs(guess - corner);
        return (byte)(toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner);
    }
}
