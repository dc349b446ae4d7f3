using System.Buffers.Binary;
using System.IO.Compression;

namespace CompiledNets.Tests.Data;

/// <summary>Images of palettes whose bytes are not to be trusted.</summary>
public class PngPaletteTests
{
    private static readonly byte[] TwoColors = [1, 2, 3, 40, 50, 60];

    // One row of four pixels of two bits: entries 0, 1, 0, 1.
    private static readonly byte[] Row = [0, 0b00_01_00_01];

    [Fact]
    public void Palette_BecomesItsColors()
    {
        PixelImage image = Read(Chunk("PLTE", TwoColors), Pixels(Row));
        Assert.Equal((4, 1, 3), (image.Width, image.Height, image.Channels));
        Assert.Equal([1, 2, 3, 40, 50, 60, 1, 2, 3, 40, 50, 60], image.Pixels);

        image = Read(Chunk("PLTE", TwoColors), Chunk("tRNS", [7]), Pixels(Row));
        Assert.Equal([1, 2, 3, 7, 40, 50, 60, 255, 1, 2, 3, 7, 40, 50, 60, 255], image.Pixels);
    }

    [Fact]
    public void MissingAndSecondPalettes_AreRefused()
    {
        Refused("no palette", Pixels(Row));
        Refused("second palette", Chunk("PLTE", TwoColors), Chunk("PLTE", TwoColors), Pixels(Row));
        Refused("one of 0 bytes", Chunk("PLTE", []), Pixels(Row));
        Refused("one of 5 bytes", Chunk("PLTE", [1, 2, 3, 4, 5]), Pixels(Row));
        Refused("one of 15 bytes", Chunk("PLTE", new byte[15]), Pixels(Row));
    }

    [Fact]
    public void ColorsThatThePaletteLacks_AreRefused()
    {
        Refused("palette entry 2, and there are 2", Chunk("PLTE", TwoColors), Pixels([0, 0b00_01_10_01]));
        Refused("opacity of 3 colours", Chunk("PLTE", TwoColors), Chunk("tRNS", [1, 2, 3]), Pixels(Row));
        Refused("opacity of 1 colours", Chunk("tRNS", [1]), Chunk("PLTE", TwoColors), Pixels(Row));
    }

    [Fact]
    public void RowsThatAreTooShortOrLong_AreRefused()
    {
        Refused("ends after 0 of 1 rows", Chunk("PLTE", TwoColors), Pixels([0]));
        Refused("goes on after its last row", Chunk("PLTE", TwoColors), Pixels([0, 1, 2]));
    }

    [Fact]
    public void ManyPixelsOfFewBits_AreRefusedBeforeTheyAreMade()
    {
        // A row of 2^29 one-bit pixels is 64 MiB, which compressed data of 64 KiB could hold, but its pixels are not.
        byte[] large = File(Header(width: 1 << 30, height: 1, depth: 1), Chunk("PLTE", TwoColors), Chunk("IDAT", new byte[1 << 18]));
        Assert.Contains("more than it can hold", Assert.Throws<InvalidDataException>(() => Png.Read(new MemoryStream(large), "t")).Message);
    }

    [Fact]
    public void EveryChangedByte_IsNoticedOrHarmless()
    {
        byte[] whole = File(Header(4, 1, depth: 2), Chunk("PLTE", TwoColors), Chunk("tRNS", [7]), Pixels(Row));
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 0x21;
            Assert.StartsWith("'t' ", Assert.Throws<InvalidDataException>(() => Png.Read(new MemoryStream(changed), "t")).Message);
        }
    }

    private static PixelImage Read(params byte[][] parts) => Png.Read(new MemoryStream(File(Header(4, 1, depth: 2), parts)), "t");

    private static void Refused(string problem, params byte[][] parts) =>
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => Read(parts)).Message);

    private static byte[] File(byte[] header, params byte[][] parts) =>
        [.. Png.Signature, .. header, .. parts.SelectMany(part => part), .. Chunk("IEND", [])];

    private static byte[] Header(int width, int height, byte depth)
    {
        byte[] data = new byte[Png.HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        (data[8], data[9]) = (depth, (byte)PngColor.Palette);
        return Chunk("IHDR", data);
    }

    private static byte[] Pixels(byte[] rows)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return Chunk("IDAT", compressed.ToArray());
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        using var stream = new MemoryStream();
        PngChunk.Write(stream, System.Text.Encoding.ASCII.GetBytes(type), data);
        return stream.ToArray();
    }
}
