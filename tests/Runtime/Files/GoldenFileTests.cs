namespace CompiledNets.Tests.Files;

/// <summary>Files that Python wrote: tests/golden/golden_safetensors.py.</summary>
public sealed class GoldenFileTests
{
    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "golden", name + ".safetensors");

    [Fact]
    public void ANetworkSavedByPython_LoadsByItsNamesFromEveryFloatType()
    {
        var net = new FileTestNetwork(1);
        LoadReport report = NetworkFiles.Load(net, Golden("sequential"));
        Assert.True(report.IsComplete);
        float[] expected = [.. Pattern(15), .. Pattern(5), .. Pattern(5), .. Pattern(5)];
        Assert.Equal(expected, net.Core.Parameters.ToArray());
        Assert.Equal([.. Pattern(5), .. Pattern(5)], net.Core.State.ToArray());
    }

    [Theory]
    [InlineData("double", 2, 3)]
    [InlineData("single", 3, 5, 7)]
    [InlineData("half", 4)]
    [InlineData("brain", 5, 1)]
    [InlineData("scalar")]
    [InlineData("empty", 0, 4)]
    [InlineData("größe.重み", 2)]
    public void EveryFloatType_BecomesTheSameFloats(string name, params int[] shape)
    {
        using SafetensorsReader reader = SafetensorsReader.Open(Golden("float_types"));
        SafetensorsTensor tensor = reader.Tensors.Single(tensor => tensor.Name == name);
        var values = new float[tensor.Length];
        reader.Read(tensor, values);
        Assert.Equal(shape.Select(extent => (long)extent), tensor.Shape);
        Assert.Equal(Pattern(values.Length), values);
    }

    [Fact]
    public void HalvesAtTheEdges_AreExact()
    {
        using SafetensorsReader reader = SafetensorsReader.Open(Golden("float_types"));
        var values = new float[6];
        reader.Read(reader.Tensors.Single(tensor => tensor.Name == "half.special"), values);
        Assert.Equal([65504, -0f, MathF.Pow(2, -24), float.PositiveInfinity, float.NegativeInfinity, (float)(Half)(1 / 3.0)], values);
        Assert.True(float.IsNegative(values[1]));
    }

    [Fact]
    public void Metadata_IsRead()
    {
        using SafetensorsReader reader = SafetensorsReader.Open(Golden("float_types"));
        Assert.Equal("numpy", reader.Metadata["made by"]);
        Assert.Equal("quotes \" and \\ and ü", reader.Metadata["note"]);
    }

    private static float[] Pattern(int count) => FileBytes.Pattern(count);
}
