using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;

namespace CompiledNets;

/// <summary>What the elements of an <see cref="IdxFile"/> are, by the format's own codes.</summary>
public enum IdxType : byte
{
    /// <summary>Unsigned bytes.</summary>
    UInt8 = 0x08,

    /// <summary>Signed bytes.</summary>
    Int8 = 0x09,

    /// <summary>16-bit integers.</summary>
    Int16 = 0x0B,

    /// <summary>32-bit integers.</summary>
    Int32 = 0x0C,

    /// <summary>32-bit floats.</summary>
    Float32 = 0x0D,

    /// <summary>64-bit floats.</summary>
    Float64 = 0x0E,
}

/// <summary>The content of an IDX file, the format of the MNIST digits (LeCun, Cortes and Burges 1998): an array of any
/// rank, big-endian, gzipped or not.</summary>
/// <remarks>The layout is: two zero bytes, a type code, the rank, then each extent as a 32-bit integer, then the values.</remarks>
public sealed class IdxFile
{
    private readonly byte[] bytes;

    private IdxFile(IdxType type, ImmutableArray<int> shape, byte[] bytes)
    {
        Type = type;
        Shape = shape;
        this.bytes = bytes;
    }

    /// <summary>What the elements are.</summary>
    public IdxType Type { get; }

    /// <summary>The extents, outermost first: <c>(60000,28,28)</c> for MNIST's training images.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The number of elements.</summary>
    public int Count => bytes.Length / IdxReader.SizeOf(Type);

    /// <summary>Reads a file. Whether it is gzipped is seen from its content, not from its name.</summary>
    /// <exception cref="InvalidDataException">The file is no IDX file, is damaged or cut off, or goes on after its last
    /// value: one line that names the file. Nothing large is allocated before its size is known to be possible.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        var reader = new IdxReader(path);
        try
        {
            if (!IdxReader.IsGzip(file))
            {
                return Read(reader, file, mostBytes: file.Length);
            }

            using var content = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            return Read(reader, content, mostBytes: file.Length * IdxReader.MostBytesPerDeflatedByte);
        }
        catch (InvalidDataException damaged) when (!reader.IsOwn(damaged))
        {
            throw new InvalidDataException($"'{path}' is a damaged gzip file: {damaged.Message}", damaged);
        }
    }

    /// <summary>The values as floats.</summary>
    /// <param name="divisor">What each is divided by: 255 takes bytes to [0, 1].</param>
    public float[] ToFloats(float divisor = 1)
    {
        float[] values = new float[Count];
        int size = IdxReader.SizeOf(Type);
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.AsSpan(i * size, size);
            values[i] = Type switch
            {
                IdxType.Float32 => BinaryPrimitives.ReadSingleBigEndian(element),
                IdxType.Float64 => (float)BinaryPrimitives.ReadDoubleBigEndian(element),
                _ => Integer(element),
            } / divisor;
        }

        return values;
    }

    /// <summary>The values as ints.</summary>
    /// <exception cref="InvalidOperationException">The file holds floats.</exception>
    public int[] ToInts()
    {
        if (Type is IdxType.Float32 or IdxType.Float64)
        {
            throw new InvalidOperationException($"The file holds {Type}, which are no ints.");
        }

        int[] values = new int[Count];
        int size = IdxReader.SizeOf(Type);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Integer(bytes.AsSpan(i * size, size));
        }

        return values;
    }

    private static IdxFile Read(IdxReader reader, Stream content, long mostBytes)
    {
        (IdxType type, ImmutableArray<int> shape) = reader.ReadHeader(content);
        return new IdxFile(type, shape, reader.ReadValues(content, type, shape, mostBytes));
    }

    private int Integer(ReadOnlySpan<byte> element) => Type switch
    {
        IdxType.UInt8 => element[0],
        IdxType.Int8 => (sbyte)element[0],
        IdxType.Int16 => BinaryPrimitives.ReadInt16BigEndian(element),
        _ => BinaryPrimitives.ReadInt32BigEndian(element),
    };
}
