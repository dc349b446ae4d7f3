namespace CompiledNets.Tests.Files;

public sealed class LoadRuleTests
{
    private static readonly (string Name, string Shape, int Floats)[] Slots =
    [
        ("0.weight", "[5,3]", 15), ("0.bias", "[5]", 5), ("1.weight", "[5]", 5), ("1.bias", "[5]", 5),
        ("1.running_mean", "[5]", 5), ("1.running_var", "[5]", 5),
    ];

    [Fact]
    public void AStrictLoadNamesWhatIsMissingAndWhatIsTooMuch()
    {
        NetworkFileException problem = AssertUnchanged(Edit(entry => entry.Name == "0.bias" ? entry with { Name = "0.offset" } : entry));
        Assert.Equal("'test' does not fit TestNet. It lacks '0.bias'. It has '0.offset' too many.", problem.Message);
    }

    [Fact]
    public void WhatWasRenamedToNothingThatThereIs_IsNamedBothWays()
    {
        var problem = Assert.Throws<NetworkFileException>(() => NetworkFiles.Load(
            new FileTestNetwork(1), new MemoryStream(Edit(entry => entry)), name => name.Replace("0.bias", "first.bias"), name: "test"));
        Assert.Equal("'test' does not fit TestNet. It lacks '0.bias'. It has '0.bias' (renamed to 'first.bias') too many.", problem.Message);
    }

    [Fact]
    public void ALenientLoadReportsBothAndLoadsTheRest()
    {
        var net = new FileTestNetwork(1);
        float[] bias = net.Core.Parameters[15..20].ToArray();
        byte[] file = Edit(entry => entry.Name == "0.bias" ? entry with { Name = "0.offset" } : entry);
        LoadReport report = NetworkFiles.Load(net, new MemoryStream(file), strict: false);
        Assert.Equal(["0.bias"], report.Missing.AsEnumerable());
        Assert.Equal(["0.offset"], report.Unexpected.AsEnumerable());
        Assert.Equal(new float[15], net.Core.Parameters[..15].ToArray());
        Assert.Equal(bias, net.Core.Parameters[15..20].ToArray());
        Assert.Equal(new float[10], net.Core.State.ToArray());
    }

    [Fact]
    public void ALenientLoadPassesOverWhatItDoesNotKnow_AlsoWithoutSeeking()
    {
        var net = new FileTestNetwork(1);
        byte[] file = Edit(entry => entry.Name is "0.bias" or "1.running_var" ? entry with { Name = "x." + entry.Name } : entry);
        LoadReport report = NetworkFiles.Load(net, new TricklingStream(file, 9), strict: false);
        Assert.Equal(["x.0.bias", "x.1.running_var"], report.Unexpected.AsEnumerable());
    }

    [Fact]
    public void BatchCountsOfPyTorch_AreIgnored()
    {
        string header = "{" + Entries(Slots) + "," + FileBytes.Entry("1.num_batches_tracked", "[]", 160, 168, "I64") + "}";
        LoadReport report = NetworkFiles.Load(new FileTestNetwork(1), new MemoryStream(FileBytes.Of(header, 168)));
        Assert.True(report.IsComplete);
    }

    [Fact]
    public void RenameTurnsNamesOfTheFileIntoTheNetworks()
    {
        byte[] file = Edit(entry => entry with { Name = "model." + entry.Name });
        LoadReport report = NetworkFiles.Load(
            new FileTestNetwork(1), new MemoryStream(file), name => name["model.".Length..]);
        Assert.True(report.IsComplete);
    }

    [Fact]
    public void TwoTensorsRenamedToOne_AreRefused()
    {
        var net = new FileTestNetwork(1);
        var problem = Assert.Throws<NetworkFileException>(() => NetworkFiles.Load(
            net, new MemoryStream(net.File()), name => name == "1.bias" ? "0.bias" : name));
        Assert.Equal("1.bias", problem.TensorName);
        Assert.Contains("'0.bias'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherShape_IsRefusedEvenWhenLenient()
    {
        byte[] file = Edit(entry => entry.Name == "0.weight" ? entry with { Shape = "[3,5]" } : entry);
        NetworkFileException problem = AssertUnchanged(file, strict: false);
        Assert.Equal("'test': tensor '0.weight' is (3,5), but '0.weight' of TestNet is (5,3).", problem.Message);
        Assert.Equal("0.weight", problem.TensorName);
    }

    [Fact]
    public void AVectorIsNotAMatrixOfOneColumn() =>
        Assert.Equal("0.bias", AssertUnchanged(Edit(entry => entry.Name == "0.bias" ? entry with { Shape = "[5,1]" } : entry)).TensorName);

    [Fact]
    public void IntegersForAParameter_AreRefused()
    {
        string header = "{" + Entries(Slots).Replace("F32", "I32", StringComparison.Ordinal) + "}";
        NetworkFileException problem = AssertUnchanged(FileBytes.Of(header, 160), strict: false);
        Assert.Contains("'0.weight' holds I32", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatBreaksOffAnywhere_ChangesNothing()
    {
        byte[] file = new FileTestNetwork(2).File();
        for (int length = 0; length < file.Length; length++)
        {
            AssertUnchanged(file[..length]);
            AssertUnchanged(file[..length], seekable: false);
        }
    }

    [Fact]
    public void AFileThatGoesOn_ChangesNothing()
    {
        byte[] file = [.. new FileTestNetwork(2).File(), 0];
        AssertUnchanged(file);
        AssertUnchanged(file, seekable: false);
    }

    [Fact]
    public void AMissingFile_IsTheUsualException() =>
        Assert.Throws<FileNotFoundException>(() => NetworkFiles.Load(new FileTestNetwork(1), Path.Combine(Path.GetTempPath(), "no such.safetensors")));

    private static NetworkFileException AssertUnchanged(byte[] file, bool strict = true, bool seekable = true)
    {
        var net = new FileTestNetwork(1);
        int[] before = net.Bits();
        using Stream stream = seekable ? new MemoryStream(file) : new TricklingStream(file, 17);
        var problem = Assert.Throws<NetworkFileException>(() => NetworkFiles.Load(net, stream, strict: strict, name: "test"));
        Assert.Equal(before, net.Bits());
        return problem;
    }

    /// <summary>A file of zeros that would fit the network, but for an edit.</summary>
    private static byte[] Edit(Func<(string Name, string Shape, int Floats), (string Name, string Shape, int Floats)> edit) =>
        FileBytes.Of("{" + Entries([.. Slots.Select(edit)]) + "}", 160);

    private static string Entries((string Name, string Shape, int Floats)[] entries)
    {
        int offset = 0;
        return string.Join(',', entries.Select(entry =>
        {
            int begin = offset;
            offset += entry.Floats * sizeof(float);
            return FileBytes.Entry(entry.Name, entry.Shape, begin, offset);
        }));
    }
}
