using System.Collections.Immutable;

namespace CompiledNets.Tests.Files;

public sealed class RoundTripTests
{
    [Fact]
    public void SavedNetwork_LoadsBitIdentically()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("net.safetensors");
        var saved = new FileTestNetwork(1);
        var loaded = new FileTestNetwork(2);
        NetworkFiles.Save(saved, path);
        LoadReport report = NetworkFiles.Load(loaded, path);
        Assert.True(report.IsComplete);
        Assert.Equal(saved.Bits(), loaded.Bits());
    }

    [Fact]
    public void LoadingCountsAsAChangeOfTheParameters()
    {
        var net = new FileTestNetwork(1);
        long before = net.Core.Version;
        NetworkFiles.Load(net, new MemoryStream(net.File()));
        Assert.NotEqual(before, net.Core.Version);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(70_001)]
    public void StreamsThatCannotSeekAndReadInPieces_LoadAsWell(int pieceBytes)
    {
        var saved = new FileTestNetwork(1);
        var loaded = new FileTestNetwork(2);
        NetworkFiles.Load(loaded, new TricklingStream(saved.File(), pieceBytes));
        Assert.Equal(saved.Bits(), loaded.Bits());
    }

    [Fact]
    public void AFileMayBeginInTheMiddleOfAStream()
    {
        var saved = new FileTestNetwork(1);
        var loaded = new FileTestNetwork(2);
        using var stream = new MemoryStream([.. new byte[13], .. saved.File()]) { Position = 13 };
        NetworkFiles.Load(loaded, stream);
        Assert.Equal(saved.Bits(), loaded.Bits());
    }

    [Fact]
    public void DataBeginAtAMultipleOfEightBytes()
    {
        byte[] file = new FileTestNetwork(1).File();
        Assert.Equal(0, (file.Length - 40 * sizeof(float)) % 8);
        Assert.Equal((byte)'{', file[8]);
    }

    [Fact]
    public void TensorsLargerThanABuffer_KeepEveryValue()
    {
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, 100_003).Select(_ => random.NextSingle())];
        using var stream = new MemoryStream();
        var writer = new SafetensorsWriter(stream, [("large", [values.Length]), ("none", [0, 3]), ("one", [])]);
        writer.Write(values);
        writer.Write([]);
        writer.Write([2.5f]);
        writer.Complete();

        stream.Position = 0;
        using var reader = new SafetensorsReader(stream, "memory");
        var read = new float[values.Length];
        reader.Read(reader.Tensors.Single(tensor => tensor.Name == "large"), read);
        Assert.Equal(values, read);
        var one = new float[1];
        reader.Read(reader.Tensors.Single(tensor => tensor.Name == "one"), one);
        Assert.Equal(2.5f, one[0]);
    }

    [Fact]
    public void NamesAndMetadataOfAllKinds_Survive()
    {
        var metadata = new Dictionary<string, string> { ["größe \"x\"\n"] = "重み\\", [""] = "" };
        ImmutableArray<int> shape = [2];
        string[] names = ["a\"b", "ü.ß", "\u0001", "", new('n', 5000), "😀"];
        using var stream = new MemoryStream();
        var writer = new SafetensorsWriter(stream, names.Select(name => (name, shape)), metadata);
        foreach (string _ in names)
        {
            writer.Write([1, 2]);
        }

        stream.Position = 0;
        using var reader = new SafetensorsReader(stream, "memory");
        Assert.Equal(names, reader.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(metadata, reader.Metadata);
    }

    [Fact]
    public void TheWriterRefusesWhatNoReaderWouldTake()
    {
        Assert.Throws<ArgumentException>(() => new SafetensorsWriter(Stream.Null, [("a", [1]), ("a", [1])]));
        Assert.Throws<ArgumentException>(() => new SafetensorsWriter(Stream.Null, [("__metadata__", [1])]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SafetensorsWriter(Stream.Null, [("a", [-1])]));

        var writer = new SafetensorsWriter(Stream.Null, [("a", [2])]);
        Assert.Throws<ArgumentException>(() => writer.Write([1]));
        Assert.Throws<InvalidOperationException>(writer.Complete);
        writer.Write([1, 2]);
        Assert.Throws<InvalidOperationException>(() => writer.Write([1, 2]));
    }
}
