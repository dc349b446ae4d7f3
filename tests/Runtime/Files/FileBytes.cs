using System.Buffers.Binary;
using System.Text;

namespace CompiledNets.Tests.Files;

/// <summary>Files made by hand, the wrong ones above all.</summary>
internal static class FileBytes
{
    /// <summary>A file with this header and so many bytes of data.</summary>
    public static byte[] Of(string header, int dataBytes) => Of(Encoding.UTF8.GetBytes(header), dataBytes);

    public static byte[] Of(byte[] header, int dataBytes) => [.. Prefix((ulong)header.Length), .. header, .. new byte[dataBytes]];

    public static byte[] Prefix(ulong headerBytes)
    {
        var prefix = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, headerBytes);
        return prefix;
    }

    /// <summary>A tensor's entry in a header.</summary>
    public static string Entry(string name, string shape, long begin, long end, string type = "F32") =>
        $$"""
        "{{name}}":{"dtype":"{{type}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}
        """;

    /// <summary>The first values of tests/golden's pattern.</summary>
    public static float[] Pattern(int count) => [.. Enumerable.Range(0, count).Select(index => (index * 37 % 101 - 50) / 8f)];
}
