using System.Buffers.Binary;
using System.IO.Compression;
using Samples.Drawing;

namespace CompiledNets.Tests.Samples.Digits;

/// <summary>MNIST's four files, made of drawn digits.</summary>
internal static class IdxFolder
{
    /// <summary>Writes them: the images gzipped, the labels not.</summary>
    public static string Write(string folder, int train, int test)
    {
        Directory.CreateDirectory(folder);
        WritePart(folder, "train", train, seed: 11);
        WritePart(folder, "t10k", test, seed: 12);
        return folder;
    }

    public static byte[] Images(byte[] greys, int count, int height, int width) =>
        [0, 0, 8, 3, .. BigEndian(count), .. BigEndian(height), .. BigEndian(width), .. greys];

    public static byte[] Labels(params ReadOnlySpan<byte> labels) => [0, 0, 8, 1, .. BigEndian(labels.Length), .. labels];

    public static void Gzip(string path, byte[] content)
    {
        using var file = new GZipStream(File.Create(path), CompressionMode.Compress);
        file.Write(content);
    }

    private static void WritePart(string folder, string part, int count, ulong seed)
    {
        (float[] images, int[] labels) = DrawnDigits.Draw(count, seed);
        byte[] greys = [.. images.Select(grey => (byte)(grey * 255 + 0.5f))];
        Gzip(Path.Combine(folder, part + "-images-idx3-ubyte.gz"), Images(greys, count, Canvas.Side, Canvas.Side));
        File.WriteAllBytes(Path.Combine(folder, part + "-labels-idx1-ubyte"), Labels([.. labels.Select(label => (byte)label)]));
    }

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
