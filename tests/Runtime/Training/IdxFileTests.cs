using System.Buffers.Binary;
using System.IO.Compression;

namespace CompiledNets.Tests.Training;

public sealed class IdxFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("idx");

    public void Dispose() => folder.Delete(recursive: true);

    private static byte[] Idx(IdxType type, int[] shape, params ReadOnlySpan<byte> values)
    {
        byte[] header = new byte[4 + 4 * shape.Length];
        (header[2], header[3]) = ((byte)type, (byte)shape.Length);
        for (int axis = 0; axis < shape.Length; axis++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * axis), shape[axis]);
        }

        return [.. header, .. values];
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    private string Write(byte[] content, string name = "some-file")
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_ReadAsTheyAre(bool gzipped)
    {
        byte[] content = Idx(IdxType.UInt8, [2, 3], 0, 1, 2, 127, 128, 255);
        IdxFile file = IdxFile.Read(Write(gzipped ? Gzip(content) : content));
        Assert.Equal<int>([2, 3], file.Shape);
        Assert.Equal([0, 1, 2, 127, 128, 255], file.ToInts());
        Assert.Equal([0, 1f / 255, 2f / 255, 127f / 255, 128f / 255, 1], file.ToFloats(divisor: 255));
    }

    [Fact]
    public void EveryType_IsBigEndian()
    {
        Assert.Equal([-1, 5], IdxFile.Read(Write(Idx(IdxType.Int8, [2], 0xFF, 5))).ToInts());
        Assert.Equal([-2], IdxFile.Read(Write(Idx(IdxType.Int16, [1], 0xFF, 0xFE))).ToInts());
        Assert.Equal([0x01020304], IdxFile.Read(Write(Idx(IdxType.Int32, [1], 1, 2, 3, 4))).ToInts());
        IdxFile floats = IdxFile.Read(Write(Idx(IdxType.Float32, [1], 0x3F, 0xC0, 0, 0)));
        Assert.Equal([1.5f], floats.ToFloats());
        Assert.Throws<InvalidOperationException>(() => floats.ToInts());
        Assert.Equal([-1.5f], IdxFile.Read(Write(Idx(IdxType.Float64, [1], 0xBF, 0xF8, 0, 0, 0, 0, 0, 0))).ToFloats());
    }

    public static TheoryData<string, byte[], string> BadFiles => new()
    {
        { "empty", [], "too short" },
        { "text", "hello, world"u8.ToArray(), "is no IDX file" },
        { "unknown type", [0, 0, 7, 1, 0, 0, 0, 0], "is no IDX file" },
        { "no rank", [0, 0, 8, 0], "is no IDX file" },
        { "header cut off", [0, 0, 8, 3, 0, 0, 0, 1], "cut off inside its header" },
        { "negative extent", Idx(IdxType.UInt8, [-1]), "4294967295 as extent 0" },
        { "huge", Idx(IdxType.Float64, [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue]), "more than the file can hold" },
        { "one short", Idx(IdxType.UInt8, [2, 3], 1, 2, 3, 4, 5), "cut off after 5" },
        { "one long", Idx(IdxType.UInt8, [2, 3], 1, 2, 3, 4, 5, 6, 7), "goes on after" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void ABadFile_IsOneLineThatNamesIt(string what, byte[] content, string problem)
    {
        AssertBad(content, problem, what);
        if (content.Length > 0)
        {
            AssertBad(Gzip(content), problem, what);
        }
    }

    [Fact]
    public void DamagedGzip_IsOneLineThatNamesIt()
    {
        byte[] good = Gzip(Idx(IdxType.UInt8, [4000], Numbers.Uniform(1, 4000, 0, 255).Select(value => (byte)value).ToArray()));
        for (int keep = 2; keep < good.Length - 8; keep += 97)
        {
            AssertBad(good[..keep], "", $"first {keep} bytes");
        }

        byte[] flipped = [.. good];
        flipped[10] ^= 0xFF;
        AssertBad(flipped, "", "a wrong byte");
    }

    [Fact]
    public void AGzipThatClaimsMoreThanItCanHold_AllocatesNothingForIt()
    {
        string path = Write(Gzip(Idx(IdxType.UInt8, [1_000_000_000], 1, 2, 3)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(path));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void AMissingFile_IsAnIOException() => Assert.Throws<FileNotFoundException>(() => IdxFile.Read(Path.Combine(folder.FullName, "none")));

    [Theory]
    [InlineData("-", ".gz")]
    [InlineData(".", "")]
    public void AnMnistFolder_IsTwoDatasets(string separator, string ending)
    {
        WriteMnist("train", 3, 3, separator, ending);
        WriteMnist("t10k", 2, 2, separator, ending);
        (Dataset train, Dataset test) = MnistFolder.Read(folder.FullName, labelColumn: "digit");
        Assert.Equal("3 samples of image: Tensor (1,2,2), digit: Tokens ()", train.ToString());
        Assert.Equal(2, test.Count);
        Assert.Equal([0, 1, 0.2f, 0], train.Floats("image", 0));
    }

    [Fact]
    public void LabelsWithoutImages_AreRefused()
    {
        WriteMnist("train", 3, 2, "-", "");
        WriteMnist("t10k", 2, 2, "-", "");
        Assert.Contains("2 labels for the 3 images", Assert.Throws<InvalidDataException>(() => MnistFolder.Read(folder.FullName)).Message);
    }

    [Fact]
    public void AFolderWithoutTheFiles_IsOneLine()
    {
        Assert.Contains("train-images-idx3-ubyte", Assert.Throws<FileNotFoundException>(() => MnistFolder.Read(folder.FullName)).Message);
        Assert.Throws<DirectoryNotFoundException>(() => MnistFolder.Read(Path.Combine(folder.FullName, "none")));
    }

    [SharedDataFact("mnist")]
    public void RealDigits_Read()
    {
        (Dataset train, Dataset test) = MnistFolder.Read(SharedData.PathOf("mnist"));
        Assert.Equal("8000 samples of image: Tensor (1,28,28), label: Tokens ()", train.ToString());
        Assert.Equal(2000, test.Count);
        Assert.All(Enumerable.Range(0, test.Count), sample => Assert.InRange(test.Tokens("label", sample)[0], 0, 9));
        float[] image = train.Floats("image", 0).ToArray();
        Assert.InRange(image.Max(), 0.5f, 1f);
        Assert.Equal(0, image.Min());
    }

    private void AssertBad(byte[] content, string problem, string what)
    {
        string path = Write(content);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(path));
        Assert.True(error.Message.Contains(problem) && error.Message.Contains(path) && !error.Message.Contains('\n'), $"{what}: {error.Message}");
    }

    private void WriteMnist(string part, int images, int labels, string separator, string ending)
    {
        byte[] pixels = [0, 255, 51, 0];
        byte[] imageFile = Idx(IdxType.UInt8, [images, 2, 2], [.. Enumerable.Repeat(pixels, images).SelectMany(one => one)]);
        byte[] labelFile = Idx(IdxType.UInt8, [labels], [.. Enumerable.Range(0, labels).Select(label => (byte)label)]);
        Write(ending == ".gz" ? Gzip(imageFile) : imageFile, $"{part}-images{separator}idx3-ubyte{ending}");
        Write(ending == ".gz" ? Gzip(labelFile) : labelFile, $"{part}-labels{separator}idx1-ubyte{ending}");
    }
}
