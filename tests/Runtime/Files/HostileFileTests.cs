using System.Text;

namespace CompiledNets.Tests.Files;

public sealed class HostileFileTests
{
    private const string Good = """{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""";

    /// <summary>What is wrong; the file; the tensor to blame; a piece of the message.</summary>
    public static TheoryData<string, byte[], string?, string> Files { get; } = new()
    {
        { "empty", [], null, "too short" },
        { "seven bytes", new byte[7], null, "too short" },
        { "a header of 2^64 - 1 bytes", [.. FileBytes.Prefix(ulong.MaxValue), .. new byte[64]], null, "no safetensors file" },
        { "a header of 2^63 bytes", [.. FileBytes.Prefix(1UL << 63), .. new byte[64]], null, "no safetensors file" },
        { "a header over the limit", [.. FileBytes.Prefix(100_000_001), .. new byte[64]], null, "no safetensors file" },
        { "a header longer than the file", [.. FileBytes.Prefix(90_000_000), .. new byte[64]], null, "inside its header" },
        { "an empty header", FileBytes.Of("", 0), null, "JSON" },
        { "a zip, as PyTorch's own files are", [0x50, 0x4B, 3, 4, 0, 0, 8, 8, .. new byte[99]], null, "no safetensors file" },
        { "no JSON", FileBytes.Of("hello", 0), null, "JSON" },
        { "half a JSON", FileBytes.Of("""{"a":{"dtype":"F32",""", 8), null, "JSON" },
        { "text after the JSON", FileBytes.Of($$"""{"a":{{Good}}} x""", 8), null, "JSON" },
        { "two JSONs", FileBytes.Of($$"""{"a":{{Good}}}{}""", 8), null, "JSON" },
        { "a comment", FileBytes.Of($$"""{/* */"a":{{Good}}}""", 8), null, "JSON" },
        { "a trailing comma", FileBytes.Of($$"""{"a":{{Good}},}""", 8), null, "JSON" },
        { "an array", FileBytes.Of("[]", 0), null, "StartArray" },
        { "a number", FileBytes.Of("1", 0), null, "Number" },
        { "null", FileBytes.Of("null", 0), null, "Null" },
        { "deep nesting", FileBytes.Of(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), 0), "a", "property 'a'" },
        { "deep nesting in a shape", FileBytes.Of("""{"a":{"shape":[[[[[[2]]]]]]}}""", 8), null, "JSON" },
        { "bytes that are not UTF-8", FileBytes.Of([.. "{\""u8, 0xFF, 0xFE, .. "\":{}}"u8], 0), null, "UTF-8" },
        { "an overlong UTF-8 form", FileBytes.Of([.. "{\""u8, 0xC0, 0x80, .. "\":{}}"u8], 0), null, "UTF-8" },
        { "half a surrogate pair", FileBytes.Of($$"""{"\ud800":{{Good}}}""", 8), null, "Unicode" },
        { "a name twice", FileBytes.Of($$"""{"a":{{Good}},"a":{{Good}}}""", 8), "a", "twice" },
        { "a name twice, once escaped", FileBytes.Of($$"""{"a":{{Good}},"\u0061":{{Good}}}""", 8), "a", "twice" },
        { "a tensor that is a number", FileBytes.Of("""{"a":1}""", 0), "a", "Number" },
        { "a tensor that is null", FileBytes.Of("""{"a":null}""", 0), "a", "Null" },
        { "a tensor without properties", FileBytes.Of("""{"a":{}}""", 0), "a", "no dtype" },
        { "no shape", FileBytes.Of("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8), "a", "no shape" },
        { "no offsets", FileBytes.Of("""{"a":{"dtype":"F32","shape":[2]}}""", 8), "a", "no pair" },
        { "one offset", FileBytes.Of("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8), "a", "no pair" },
        { "three offsets", FileBytes.Of("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", 8), "a", "more than 2" },
        { "a property twice", FileBytes.Of("""{"a":{"dtype":"F32","dtype":"F64","shape":[2],"data_offsets":[0,8]}}""", 8), "a", "twice" },
        { "an unknown property", FileBytes.Of("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}""", 8), "a", "'x'" },
        { "an unknown type", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 0, 8, "F33")), 8), "a", "'F33'" },
        { "a type in lower case", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 0, 8, "f32")), 8), "a", "'f32'" },
        { "a type as a member's number", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 0, 8, "11")), 8), "a", "'11'" },
        { "a type that is a number", FileBytes.Of("""{"a":{"dtype":32,"shape":[2],"data_offsets":[0,8]}}""", 8), "a", "Number" },
        { "an extent as a string", FileBytes.Of(Header(FileBytes.Entry("a", "[\"2\"]", 0, 8)), 8), "a", "its shape" },
        { "a negative extent", FileBytes.Of(Header(FileBytes.Entry("a", "[-2]", 0, 8)), 8), "a", "its shape" },
        { "two negative extents", FileBytes.Of(Header(FileBytes.Entry("a", "[-2,-1]", 0, 8)), 8), "a", "its shape" },
        { "a fractional extent", FileBytes.Of(Header(FileBytes.Entry("a", "[2.0]", 0, 8)), 8), "a", "its shape" },
        { "an extent over 2^63", FileBytes.Of(Header(FileBytes.Entry("a", "[9223372036854775808]", 0, 8)), 8), "a", "its shape" },
        { "a null extent", FileBytes.Of(Header(FileBytes.Entry("a", "[null]", 0, 8)), 8), "a", "its shape" },
        { "a shape that is a number", FileBytes.Of(Header(FileBytes.Entry("a", "2", 0, 8)), 8), "a", "Number" },
        { "rank 100,000", FileBytes.Of(Header(FileBytes.Entry("a", $"[{Repeat("1")}]", 0, 4)), 4), "a", "more than 64" },
        { "a product that overflows to 2", FileBytes.Of(Header(FileBytes.Entry("a", "[9223372036854775807,9223372036854775806]", 0, 8)), 8), "a", "overflows" },
        { "a product that overflows to 0", FileBytes.Of(Header(FileBytes.Entry("a", "[4294967296,4294967296]", 0, 0)), 0), "a", "overflows" },
        { "a size in bytes that overflows", FileBytes.Of(Header(FileBytes.Entry("a", "[4611686018427387904]", 0, 0)), 0), "a", "overflows" },
        { "a range too short", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 0, 7)), 7), "a", "needs 8 bytes" },
        { "a range too long", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 0, 9)), 9), "a", "needs 8 bytes" },
        { "a range backwards", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 8, 0)), 8), "a", "before its begin" },
        { "a negative offset", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", -8, 0)), 8), "a", "data_offsets" },
        { "a range past the end", FileBytes.Of(Header(FileBytes.Entry("a", "[3]", 0, 12)), 8), "a", "cut off" },
        { "a range far past the end", FileBytes.Of(Header(FileBytes.Entry("a", "[1000000000000]", 0, 4000000000000)), 8), "a", "cut off" },
        { "one tensor twice", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 0, 8), FileBytes.Entry("b", "[2]", 0, 8)), 8), "b", "inside another" },
        { "overlapping ranges", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 0, 8), FileBytes.Entry("b", "[2]", 4, 12)), 12), "b", "inside another" },
        { "a hole", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 0, 8), FileBytes.Entry("b", "[2]", 12, 20)), 20), "b", "hole" },
        { "a hole at the start", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 4, 12)), 12), "a", "hole" },
        { "an empty tensor after a hole", FileBytes.Of(Header(FileBytes.Entry("a", "[0]", 4, 4)), 4), "a", "hole" },
        { "trailing bytes", FileBytes.Of(Header(FileBytes.Entry("a", "[2]", 0, 8)), 9), null, "goes on" },
        { "trailing bytes without tensors", FileBytes.Of("{}", 1), null, "goes on" },
        { "metadata that are no object", FileBytes.Of("""{"__metadata__":[]}""", 0), null, "__metadata__" },
        { "metadata that are no text", FileBytes.Of("""{"__metadata__":{"k":1}}""", 0), null, "'k'" },
        { "metadata twice", FileBytes.Of("""{"__metadata__":{},"__metadata__":{}}""", 0), "__metadata__", "twice" },
        { "metadata with a key twice", FileBytes.Of("""{"__metadata__":{"k":"1","k":"2"}}""", 0), null, "'k' twice" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void AHostileFile_IsRefusedByName(string what, byte[] file, string? tensor, string message)
    {
        foreach (Stream stream in new Stream[] { new MemoryStream(file), new TricklingStream(file, 4096) })
        {
            using (stream)
            {
                var problem = Assert.Throws<NetworkFileException>(() => ReadEverything(stream));
                Assert.True(tensor == problem.TensorName, $"{what}: {problem.Message}");
                Assert.Equal("hostile.safetensors", problem.FileName);
                Assert.StartsWith("'hostile.safetensors'", problem.Message, StringComparison.Ordinal);
                Assert.True(problem.Message.Length < 500, what);
                if (stream.CanSeek)
                {
                    Assert.Contains(message, problem.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void NamesInMessages_AreShortAndOnOneLine()
    {
        string name = "\\n\\u001b[31m" + new string('x', 1_000_000);
        using var stream = new MemoryStream(FileBytes.Of(Header(FileBytes.Entry(name, "[3]", 0, 8)), 8));
        var problem = Assert.Throws<NetworkFileException>(() => ReadEverything(stream));
        Assert.DoesNotContain(problem.Message, char.IsControl);
        Assert.True(problem.Message.Length < 400);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ClaimedSizes_AreNotAllocated(bool seekable)
    {
        byte[] header = FileBytes.Of(Header(FileBytes.Entry("a", "[100000000000]", 0, 400000000000)), 8);
        byte[][] files = [[.. FileBytes.Prefix(99_999_999), .. new byte[64]], header];
        foreach (byte[] file in files)
        {
            Refuse(file); // Once unmeasured, for what the first call alone allocates.
            long before = GC.GetAllocatedBytesForCurrentThread();
            Refuse(file);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }

        void Refuse(byte[] file)
        {
            using Stream stream = seekable ? new MemoryStream(file) : new TricklingStream(file, 4096);
            Assert.Throws<NetworkFileException>(() => NetworkFiles.Load(new FileTestNetwork(1), stream));
        }
    }

    private static void ReadEverything(Stream stream)
    {
        using var reader = new SafetensorsReader(stream, "hostile.safetensors");
        reader.Finish();
    }

    private static string Header(params string[] entries) => "{" + string.Join(',', entries) + "}";

    private static string Repeat(string number) => new StringBuilder(number).Insert(0, number + ",", 99_999).ToString();
}
