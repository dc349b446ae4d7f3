using System.Buffers.Binary;
using System.IO.Compression;

namespace CompiledNets;

/// <summary>Portable Network Graphics (ISO/IEC 15948:2003), not interlaced. Written are grey, RGB and RGBA of 8 bits per channel; read are
/// all colour types and depths, as such images: palettes as the colours that they stand for, grey with alpha as RGBA, and other depths
/// scaled to 8 bits and rounded.</summary>
/// <remarks>What a file says of gamma, colour profiles, or one transparent colour is ignored.</remarks>
public static class Png
{
    internal const int HeaderLength = 13;

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is no such PNG, is damaged, or is of a kind that is not read: one
    /// line that names it. Nothing large is allocated before its size is known to be possible.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PixelImage Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return Read(file, path);
    }

    /// <summary>Reads an image from a stream, up to the end of the image.</summary>
    /// <param name="stream">What to read, which stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static PixelImage Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new PngReader(stream, name).Read();
    }

    /// <summary>Writes a file; a crash leaves the old one.</summary>
    public static void Write(string path, PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        AtomicFile.Write(path, stream => Write(stream, image));
    }

    /// <summary>Writes an image to a stream, each row with the filter that leaves the least to compress.</summary>
    public static void Write(Stream stream, PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(image);
        stream.Write(Signature);
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8..].Clear();
        header[8] = 8;
        header[9] = (byte)(image.Channels switch { 1 => PngColor.Grey, 3 => PngColor.Rgb, _ => PngColor.Rgba });
        PngChunk.Write(stream, "IHDR"u8, header);

        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            PngFilter.WriteRows(zlib, image);
        }

        PngChunk.Write(stream, "IDAT"u8, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        PngChunk.Write(stream, "IEND"u8, []);
    }
}
