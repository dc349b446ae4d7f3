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

        (int width, int height, int channels) = ParseHeader(header);
        for (byte[] data = ReadChunk(); !type.AsSpan().SequenceEqual("IEND"u8); data = ReadChunk())
        {
            if (type.AsSpan().SequenceEqual("IDAT"u8))
            {
                compressed.Write(data);
            }
            else if (char.IsAsciiLetterUpper((char)type[0]) && !type.AsSpan().SequenceEqual("PLTE"u8))
            {
                // A palette of an RGB image is but a suggestion; anything else in capitals must be understood.
                throw Error($"needs a chunk {NetworkFileException.Quote(Encoding.Latin1.GetString(type))}, which is not known here");
            }
        }

        return new PixelImage(width, height, channels, Decompress(width, height, channels));
    }

    private (int Width, int Height, int Channels) ParseHeader(ReadOnlySpan<byte> header)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(header), height = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        if (width <= 0 || height <= 0)
        {
            throw Error($"claims to be {(uint)width}×{(uint)height} pixels");
        }

        int channels = (PngColor)header[9] switch
        {
            PngColor.Grey => 1,
            PngColor.Rgb => 3,
            PngColor.Rgba => 4,
            _ => throw Error($"is of colour type {header[9]}, and only grey (0), RGB (2) and RGBA (6) are read"),
        };
        return (header[8], header[10], header[11], header[12]) switch
        {
            (8, 0, 0, 0) => (width, height, channels),
            (not 8, _, _, _) => throw Error($"has {header[8]} bits per channel, and only 8 are read"),
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

    private byte[] Decompress(int width, int height, int channels)
    {
        long stride = (long)width * channels, claimed = height * (stride + 1);
        if (claimed > Array.MaxLength || claimed > compressed.Length * IdxReader.MostBytesPerDeflatedByte)
        {
            throw Error($"claims {width}×{height}×{channels} values, more than it can hold");
        }

        compressed.Position = 0;
        try
        {
            using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
            return ReadRows(zlib, (int)stride, height, channels);
        }
        catch (InvalidDataException damaged) when (!ReferenceEquals(damaged, thrown))
        {
            throw new InvalidDataException($"'{name}' is damaged: {damaged.Message}", damaged);
        }
    }

    private byte[] ReadRows(Stream zlib, int stride, int height, int channels)
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

            PngFilter.Undo(kind, row, y == 0 ? zeros : pixels.AsSpan((y - 1) * stride, stride), channels);
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
