using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CompiledNets;

/// <summary>Reads a PNG and trusts none of its bytes.</summary>
internal sealed class PngReader(Stream stream, string name)
{
    // No chunk is longer in a file that the standard allows; those that are read are held to what was really there.
    private const int LongestChunk = int.MaxValue;
    private const int ReadAtOnce = 1 << 20;

    private readonly MemoryStream compressed = new();
    private readonly byte[] type = new byte[4];
    private InvalidDataException? thrown;
    private PngPalette? palette;

    public PixelImage Read()
    {
        Span<byte> signature = stackalloc byte[Png.Signature.Length];
        int read = stream.ReadAtLeast(signature, signature.Length, throwOnEndOfStream: false);
        if (!signature[..read].SequenceEqual(Png.Signature))
        {
            throw Error("is no PNG file");
        }

        byte[] header = ReadChunk();
        if (!type.AsSpan().SequenceEqual("IHDR"u8) || header.Length != Png.HeaderLength)
        {
            throw Error("does not begin with a header");
        }

        PngFormat format = ParseHeader(header);
        for (byte[] data = ReadChunk(); !type.AsSpan().SequenceEqual("IEND"u8); data = ReadChunk())
        {
            ReadPart(format, data);
        }

        if (format.Color == PngColor.Palette && palette is null)
        {
            throw Error("has no palette for its pixels");
        }

        byte[] pixels = PngPixels.Unpack(format, palette, Decompress(format), out int badEntry);
        return badEntry < 0
            ? new PixelImage(format.Width, format.Height, PngPixels.Channels(format, palette), pixels)
            : throw Error($"has a pixel of palette entry {badEntry}, and there are {palette!.Count}");
    }

    /// <summary>Takes what one chunk holds.</summary>
    private void ReadPart(PngFormat format, byte[] data)
    {
        bool isPalette = format.Color == PngColor.Palette;
        switch (Encoding.Latin1.GetString(type))
        {
            case "IDAT":
                compressed.Write(data);
                break;
            case "PLTE" when isPalette:
                bool fits = data.Length % 3 == 0 && data.Length > 0 && data.Length / 3 <= 1 << format.Depth;
                palette = fits && palette is null ? new PngPalette(data, []) : throw Error($"has a second palette, or one of {data.Length} bytes");
                break;
            case "tRNS" when isPalette:
                palette = palette is not null && data.Length <= palette.Count
                    ? palette with { Alphas = data }
                    : throw Error($"tells the opacity of {data.Length} colours that its palette does not have");
                break;
            case "PLTE":
                break; // But a suggestion.
            case var unknown when char.IsAsciiLetterUpper(unknown[0]):
                throw Error($"needs a chunk {NetworkFileException.Quote(unknown)}, which is not known here");
        }
    }

    private PngFormat ParseHeader(ReadOnlySpan<byte> header)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(header), height = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        if (width <= 0 || height <= 0)
        {
            throw Error($"claims to be {(uint)width}×{(uint)height} pixels");
        }

        var format = new PngFormat(width, height, (PngColor)header[9], header[8]);
        return (format.Exists, header[10], header[11], header[12]) switch
        {
            (true, 0, 0, 0) => format,
            (false, _, _, _) => throw Error($"is of colour type {header[9]} with {header[8]} bits, which does not exist"),
            (_, 0, 0, 1) => throw Error("is interlaced, which is not read"),
            _ => throw Error("is compressed, filtered or interlaced in no known way"),
        };
    }

    /// <summary>Reads the next chunk into <see cref="type"/> and the result.</summary>
    private byte[] ReadChunk()
    {
        Span<byte> start = stackalloc byte[8];
        Fill(start);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(start);
        start[4..].CopyTo(type);
        if (length > LongestChunk)
        {
            throw Error($"has a chunk that claims {length} bytes");
        }

        // Grows as bytes arrive: a claim alone allocates little.
        byte[] data = new byte[Math.Min((int)length, ReadAtOnce)];
        Fill(data);
        while (data.Length < length)
        {
            int had = data.Length;
            Array.Resize(ref data, (int)Math.Min(length, 2L * had));
            Fill(data.AsSpan(had));
        }

        Span<byte> sum = stackalloc byte[sizeof(uint)];
        Fill(sum);
        return BinaryPrimitives.ReadUInt32BigEndian(sum) == PngChunk.Checksum(type, data)
            ? data
            : throw Error($"is damaged: the checksum of chunk {NetworkFileException.Quote(Encoding.Latin1.GetString(type))} is wrong");
    }

    private byte[] Decompress(PngFormat format)
    {
        long claimed = format.Height * (format.Stride + 1), pixels = (long)format.Width * format.Height * PngPixels.Channels(format, palette);
        if (claimed > compressed.Length * IdxReader.MostBytesPerDeflatedByte || Math.Max(claimed, pixels) > Array.MaxLength)
        {
            throw Error($"claims {format.Width}×{format.Height}×{format.Values} values, more than it can hold");
        }

        compressed.Position = 0;
        try
        {
            using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
            return ReadRows(zlib, (int)format.Stride, format.Height, format.Step);
        }
        catch (InvalidDataException damaged) when (!ReferenceEquals(damaged, thrown))
        {
            throw new InvalidDataException($"'{name}' is damaged: {damaged.Message}", damaged);
        }
    }

    private byte[] ReadRows(Stream zlib, int stride, int height, int step)
    {
        byte[] pixels = new byte[height * stride], zeros = new byte[stride];
        for (int y = 0; y < height; y++)
        {
            int kind = zlib.ReadByte();
            Span<byte> row = pixels.AsSpan(y * stride, stride);
            if (kind < 0 || zlib.ReadAtLeast(row, stride, throwOnEndOfStream: false) < stride)
            {
                throw Error($"ends after {y} of {height} rows");
            }

            if (kind >= PngFilter.Kinds)
            {
                throw Error($"uses the filter {kind}, which does not exist");
            }

            PngFilter.Undo(kind, row, y == 0 ? zeros : pixels.AsSpan((y - 1) * stride, stride), step);
        }

        return zlib.ReadByte() < 0 ? pixels : throw Error("goes on after its last row");
    }

    private void Fill(Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Error("is cut off");
        }
    }

    private InvalidDataException Error(string problem) => thrown = new InvalidDataException($"'{name}' {problem}.");
}
