using System.Buffers.Binary;

namespace CompiledNets;

/// <summary>Turns the rows of a PNG into pixels of 8 bits per channel.</summary>
internal static class PngPixels
{
    /// <summary>The channels of the image.</summary>
    public static int Channels(PngFormat format, PngPalette? palette) => format.Color switch
    {
        PngColor.Grey => 1,
        PngColor.Rgb => 3,
        PngColor.Palette => palette!.Channels,
        _ => 4,
    };

    /// <summary>The pixels; <paramref name="rows"/> themselves where they are such.</summary>
    /// <param name="format">How the rows are laid out.</param>
    /// <param name="palette">What the pixels of a palette image stand for.</param>
    /// <param name="rows">The rows one after another.</param>
    /// <param name="badEntry">The first pixel's palette entry that the palette lacks, or -1.</param>
    public static byte[] Unpack(PngFormat format, PngPalette? palette, byte[] rows, out int badEntry)
    {
        badEntry = -1;
        if (format.IsPlain)
        {
            return rows;
        }

        int channels = Channels(format, palette), stride = (int)format.Stride;
        byte[] pixels = new byte[format.Width * format.Height * channels];
        for (int y = 0, at = 0; y < format.Height; y++)
        {
            ReadOnlySpan<byte> row = rows.AsSpan(y * stride, stride);
            for (int x = 0; x < format.Width; x++, at += channels)
            {
                Span<byte> pixel = pixels.AsSpan(at, channels);
                if (palette is not null && format.Color == PngColor.Palette)
                {
                    int entry = Bits(row, x, format.Depth);
                    if (entry >= palette.Count)
                    {
                        badEntry = entry;
                        return pixels;
                    }

                    palette.CopyTo(entry, pixel);
                    continue;
                }

                for (int value = 0; value < format.Values; value++)
                {
                    pixel[value] = Value(row, x * format.Values + value, format.Depth);
                }

                if (format.Color == PngColor.GreyAlpha)
                {
                    (pixel[1], pixel[2], pixel[3]) = (pixel[0], pixel[0], pixel[1]);
                }
            }
        }

        return pixels;
    }

    /// <summary>Value number <paramref name="index"/> of a row, scaled to 0 to 255 and rounded.</summary>
    private static byte Value(ReadOnlySpan<byte> row, int index, int depth) => depth switch
    {
        // v·255 / 65535 = v / 257
        16 => (byte)((BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]) + 128) / 257),
        8 => row[index],
        _ => (byte)(Bits(row, index, depth) * byte.MaxValue / ((1 << depth) - 1)),
    };

    /// <summary>Value number <paramref name="index"/> of at most 8 bits; the first one is in the highest bits.</summary>
    private static int Bits(ReadOnlySpan<byte> row, int index, int depth)
    {
        int perByte = 8 / depth;
        return (row[index / perByte] >> (8 - depth * (index % perByte + 1))) & ((1 << depth) - 1);
    }
}
