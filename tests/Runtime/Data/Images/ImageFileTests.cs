using System.Text;

namespace CompiledNets.Tests.Data;

public class ImageFileTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "golden", "images");

    private static PixelImage Picture(int width, int height, int channels)
    {
        var random = new Random(width * 100 + height * 10 + channels);
        byte[] pixels = new byte[width * height * channels];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(i * 3 + random.Next(i % 5 == 0 ? 256 : 7));
        }

        return new PixelImage(width, height, channels, pixels);
    }

    private static byte[] Bytes(Action<Stream, PixelImage> write, PixelImage image)
    {
        using var stream = new MemoryStream();
        write(stream, image);
        return stream.ToArray();
    }

    private static PixelImage ReadBytes(byte[] bytes) => bytes is [(byte)'P', ..]
        ? Pnm.Read(new MemoryStream(bytes), "t")
        : Png.Read(new MemoryStream(bytes), "t");

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 7, 3)]
    [InlineData(13, 5, 4)]
    [InlineData(301, 17, 3)]
    [InlineData(28, 28, 1)]
    public void WrittenImages_AreReadAsTheyWere(int width, int height, int channels)
    {
        PixelImage image = Picture(width, height, channels);
        AssertSame(image, ReadBytes(Bytes(Png.Write, image)));
        if (channels < 4)
        {
            AssertSame(image, ReadBytes(Bytes(Pnm.Write, image)));
        }
    }

    [Theory]
    [InlineData("grey")]
    [InlineData("rgb")]
    [InlineData("rgba")]
    [InlineData("grey1")]
    [InlineData("grey2")]
    [InlineData("grey4")]
    [InlineData("grey16")]
    [InlineData("greyalpha")]
    [InlineData("greyalpha16")]
    [InlineData("rgb16")]
    [InlineData("rgba16")]
    [InlineData("palette1")]
    [InlineData("palette2")]
    [InlineData("palette4")]
    [InlineData("palette8")]
    [InlineData("palette4alpha")]
    public void FilesOfOthers_AreReadAsTheyMeanIt(string name)
    {
        // The five filters occur: the maker wrote each file's rows with one after another.
        PixelImage image = PixelImage.Read(Path.Combine(Folder, name + ".png"));
        byte[] expected = File.ReadAllBytes(Path.Combine(Folder, name + ".raw"));
        Assert.Equal((11, 10), (image.Width, image.Height));
        Assert.Equal(expected, image.Pixels);
    }

    [Fact]
    public void PlainMaps_MayHaveCommentsAndOtherRanges()
    {
        AssertSame(new PixelImage(2, 1, 1, [0, 255]), ReadBytes("P2 # made by hand\n2 1\n# range\n4\n0 4"u8.ToArray()));
        AssertSame(new PixelImage(1, 1, 3, [128, 255, 0]), ReadBytes("P3\n1 1 2\n1 2\n0\n"u8.ToArray()));
        AssertSame(new PixelImage(1, 2, 1, [255, 10]), ReadBytes([.. "P5\n1 2 255\n"u8, 255, 10]));
    }

    [Fact]
    public void Floats_GoChannelByChannel()
    {
        var image = new PixelImage(2, 1, 3, [255, 0, 51, 102, 153, 204]);
        float[] values = new float[6];
        image.CopyTo(values);
        Assert.Equal([1, 0.4f, 0, 0.6f, 0.2f, 0.8f], values);
        AssertSame(image, PixelImage.FromFloats(values, 2, 1, 3));
        Assert.Equal([0, 255, 0, 128], PixelImage.FromFloats([-1, 7, float.NaN, 0.5f], 2, 2, 1).Pixels);
        Assert.Throws<ArgumentException>(() => image.CopyTo(new float[5]));
        Assert.Throws<ArgumentException>("pixels", () => new PixelImage(2, 2, 1, new byte[3]));
        Assert.Throws<ArgumentOutOfRangeException>("channels", () => new PixelImage(1, 1, 2, new byte[2]));
    }

    [Fact]
    public void CutOffAndChangedFiles_AreRefusedInOneLine()
    {
        foreach (byte[] whole in (byte[][])[Bytes(Png.Write, Picture(9, 6, 3)), Bytes(Pnm.Write, Picture(9, 6, 3))])
        {
            for (int length = 0; length < whole.Length; length++)
            {
                AssertRefused(whole[..length]);
            }
        }

        // A checksum covers every byte after the signature.
        byte[] png = Bytes(Png.Write, Picture(9, 6, 3));
        for (int i = 0; i < png.Length; i++)
        {
            byte[] changed = [.. png];
            changed[i] ^= 0x10;
            AssertRefused(changed);
        }
    }

    [Theory]
    [InlineData("P5\n99999 99999 255\n", "more than it can hold")]
    [InlineData("P5\n1 1 65535\n..", "up to 65535")]
    [InlineData("P5\n0 1 255\n", "0×1")]
    [InlineData("P5\n-1 1 255\n", "no number at byte 3")]
    [InlineData("P2\n1 1 9\n10", "the value 10 where 9")]
    [InlineData("P2\n1 1 9999999999\n1", "no number")]
    [InlineData("P1\n1 1\n1", "is no PGM")]
    [InlineData("P2\n2 1 9\n1 ", "no number at byte")]
    public void HostileMaps_AreRefused(string text, string problem) => Assert.Contains(
        problem, Assert.Throws<InvalidDataException>(() => Pnm.Read(new MemoryStream(Encoding.ASCII.GetBytes(text)), "t")).Message);

    [Theory]
    [InlineData(0, 0x40, "more than it can hold")] // 2^30 pixels wide
    [InlineData(0, 0x80, "claims to be")]
    [InlineData(8, 3, "colour type 0 with 3 bits")]
    [InlineData(8, 16, "ends after 1 of 2 rows")]
    [InlineData(9, 1, "colour type 1 with 8 bits")]
    [InlineData(9, 3, "no palette")]
    [InlineData(10, 1, "no known way")]
    [InlineData(12, 1, "interlaced")]
    public void HostileHeaders_AreRefused(int place, byte value, string problem)
    {
        byte[] png = Bytes(Png.Write, Picture(2, 2, 1));
        const int Header = 16; // After the signature, the chunk's length and its type.
        png[Header + place] = value;
        uint sum = PngChunk.Checksum("IHDR"u8, png.AsSpan(Header, 13));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(Header + 13), sum);
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => ReadBytes(png)).Message);
    }

    [Fact]
    public void Folders_AreClasses()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach (string path in (string[])["b/2.png", "b/10.PNG", "a/x.png"])
            {
                Directory.CreateDirectory(Path.Combine(folder, path[..1]));
                Png.Write(Path.Combine(folder, path), new PixelImage(3, 2, 1, [(byte)path[2], 0, 0, 0, 0, 0]));
            }

            File.WriteAllText(Path.Combine(folder, "b", "notes.txt"), "no image");
            (Dataset data, var classes) = ImageFolder.Read(folder);
            Assert.Equal("a|b", string.Join('|', classes));
            Assert.Equal("3 samples of image: Tensor (1,2,3), label: Tokens ()", data.ToString());
            Assert.Equal([0, 1, 1], data.CopyTokens("label"));
            Assert.Equal('1' / 255f, data.Floats("image", 1)[0]);
            Pnm.Write(Path.Combine(folder, "a", "y.pgm"), new PixelImage(2, 2, 1, new byte[4]));
            Assert.Contains("y.pgm' is 2×2", Assert.Throws<InvalidDataException>(() => ImageFolder.Read(folder)).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertSame(PixelImage expected, PixelImage actual)
    {
        Assert.Equal((expected.Width, expected.Height, expected.Channels), (actual.Width, actual.Height, actual.Channels));
        Assert.Equal(expected.Pixels, actual.Pixels);
    }

    private static void AssertRefused(byte[] bytes)
    {
        string message = Assert.Throws<InvalidDataException>(() => ReadBytes(bytes)).Message;
        Assert.StartsWith("'t' ", message);
        Assert.DoesNotContain('\n', message);
    }
}
