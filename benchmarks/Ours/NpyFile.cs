using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CompiledNets.Benchmarks;

/// <summary>Reads NumPy's array files, version 1.0: what the peers' export_onnx.py writes.</summary>
internal static class NpyFile
{
    /// <summary>The values of a float32 array in C order.</summary>
    public static float[] Floats(string path) => MemoryMarshal.Cast<byte, float>(Data(path, "<f4")).ToArray();

    /// <summary>The values of an int64 array in C order, all of which fit an int.</summary>
    public static int[] Integers(string path) => Array.ConvertAll(
        MemoryMarshal.Cast<byte, long>(Data(path, "<i8")).ToArray(), value => checked((int)value));

    // "\x93NUMPY", the version, the header's length, then a Python dictionary: {'descr': '<f4', 'fortran_order': False, ...}
    private static ReadOnlySpan<byte> Data(string path, string kind)
    {
        const int lengthAt = 8, headerAt = 10;
        byte[] file = File.ReadAllBytes(path);
        int dataAt = headerAt + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(lengthAt));
        string header = Encoding.Latin1.GetString(file, headerAt, dataAt - headerAt);
        if (!header.Contains($"'{kind}'", StringComparison.Ordinal) || !header.Contains("'fortran_order': False", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"'{path}' is no {kind} array in C order: {header}");
        }

        return file.AsSpan(dataAt);
    }
}
