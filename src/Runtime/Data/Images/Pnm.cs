using System.Globalization;
using System.Text;

namespace CompiledNets;

/// <summary>Portable grey and colour maps (Netpbm): PGM and PPM, binary (P5, P6) or plain text (P2, P3), of up to 8 bits.</summary>
public static class Pnm
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is no PGM or PPM, is damaged or cut off, or has 16 bits: one line
    /// that names it. Nothing large is allocated before its size is known to be possible.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PixelImage Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return Read(file, path);
    }

    /// <summary>Reads an image from a stream, to its end.</summary>
    /// <param name="stream">What to read, which stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static PixelImage Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return new PnmReader(content.GetBuffer().AsMemory(0, (int)content.Length), name).Read();
    }

    /// <summary>Writes a grey image as binary PGM, one of red, green and blue as binary PPM; a crash leaves the old file.</summary>
    /// <exception cref="ArgumentException">The image has an alpha channel, which the format lacks.</exception>
    public static void Write(string path, PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        AtomicFile.Write(path, stream => Write(stream, image));
    }

    /// <summary>Writes an image to a stream.</summary>
    /// <inheritdoc cref="Write(string, PixelImage)"/>
    public static void Write(Stream stream, PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(image);
        int kind = image.Channels switch
        {
            1 => 5,
            3 => 6,
            _ => throw new ArgumentException("PGM and PPM have no alpha channel.", nameof(image)),
        };
        string header = string.Create(CultureInfo.InvariantCulture, $"P{kind}\n{image.Width} {image.Height}\n{byte.MaxValue}\n");
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(image.Pixels);
    }
}

/// <summary>Reads a PGM or PPM and trusts none of its bytes.</summary>
internal sealed class PnmReader(ReadOnlyMemory<byte> content, string name)
{
    private const int MostDigits = 9;
    private int place;

    public PixelImage Read()
    {
        ReadOnlySpan<byte> bytes = content.Span;
        if (bytes.Length < 2 || bytes[0] != 'P' || bytes[1] is not ((byte)'2' or (byte)'3' or (byte)'5' or (byte)'6'))
        {
            throw Error("is no PGM or PPM file");
        }

        bool plain = bytes[1] is (byte)'2' or (byte)'3';
        int channels = bytes[1] is (byte)'2' or (byte)'5' ? 1 : 3;
        place = 2;
        int width = ReadNumber(), height = ReadNumber(), most = ReadNumber();
        if (width < 1 || height < 1 || most is < 1 or > byte.MaxValue)
        {
            throw Error($"claims {width}×{height} pixels of values up to {most}: only such up to 255 are read");
        }

        long count = (long)width * height * channels;
        if (count > bytes.Length - place)
        {
            throw Error($"claims {width}×{height}×{channels} values, more than it can hold: it is cut off or foreign");
        }

        byte[] pixels = new byte[(int)count];
        place += plain ? 0 : 1; // One blank after the last number, then bytes.
        for (int i = 0; i < pixels.Length; i++)
        {
            int value = plain ? ReadNumber() : place < bytes.Length ? bytes[place++] : throw Error("is cut off");
            pixels[i] = value <= most
                ? (byte)((value * byte.MaxValue + most / 2) / most)
                : throw Error($"has the value {value} where {most} is the greatest");
        }

        return new PixelImage(width, height, channels, pixels);
    }

    /// <summary>The next number, after blanks and comments (from # to the end of the line).</summary>
    private int ReadNumber()
    {
        ReadOnlySpan<byte> bytes = content.Span;
        bool comment = false;
        while (place < bytes.Length && (comment || bytes[place] == '#' || IsBlank(bytes[place])))
        {
            comment = bytes[place] is not ((byte)'\n' or (byte)'\r') && (comment || bytes[place] == '#');
            place++;
        }

        int start = place, number = 0;
        while (place < bytes.Length && char.IsAsciiDigit((char)bytes[place]) && place - start < MostDigits)
        {
            number = number * 10 + bytes[place++] - '0';
        }

        bool whole = place > start && (place == bytes.Length || IsBlank(bytes[place]) || bytes[place] == '#');
        return whole ? number : throw Error($"has no number at byte {start} where one is due");
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or >= (byte)'\t' and <= (byte)'\r';

    private InvalidDataException Error(string problem) => new($"'{name}' {problem}.");
}
