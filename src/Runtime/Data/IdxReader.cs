using System.Buffers.Binary;
using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Reads the parts of an IDX file and trusts none of them.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class IdxReader(string path)
{
    /// <summary>Deflate cannot do better: a match of 258 bytes in two bits (zlib's technical notes say 1032 to 1).</summary>
    public const int MostBytesPerDeflatedByte = 1032;

    private const int MagicBytes = 4;
    private InvalidDataException? thrown;

    /// <summary>Whether the stream begins as gzip does (RFC 1952); leaves it at its start.</summary>
    public static bool IsGzip(Stream file)
    {
        bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return gzip;
    }

    public static int SizeOf(IdxType type) => type switch
    {
        IdxType.UInt8 or IdxType.Int8 => 1,
        IdxType.Int16 => 2,
        IdxType.Int32 or IdxType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Whether this reader made the exception, rather than the decompressor that it reads from.</summary>
    public bool IsOwn(InvalidDataException exception) => ReferenceEquals(exception, thrown);

    public (IdxType Type, ImmutableArray<int> Shape) ReadHeader(Stream content)
    {
        Span<byte> magic = stackalloc byte[MagicBytes];
        if (content.ReadAtLeast(magic, MagicBytes, throwOnEndOfStream: false) < MagicBytes)
        {
            throw Error("is too short to be an IDX file.");
        }

        var type = (IdxType)magic[2];
        int rank = magic[3];
        if (magic[0] != 0 || magic[1] != 0 || !Enum.IsDefined(type) || rank == 0)
        {
            throw Error($"is no IDX file: it begins with the bytes {Convert.ToHexString(magic)}.");
        }

        Span<byte> extents = stackalloc byte[rank * sizeof(int)];
        if (content.ReadAtLeast(extents, extents.Length, throwOnEndOfStream: false) < extents.Length)
        {
            throw Error($"is cut off inside its header of {MagicBytes + extents.Length} bytes.");
        }

        var shape = ImmutableArray.CreateBuilder<int>(rank);
        for (int axis = 0; axis < rank; axis++)
        {
            int extent = BinaryPrimitives.ReadInt32BigEndian(extents[(axis * sizeof(int))..]);
            shape.Add(extent >= 0 ? extent : throw Error($"has {(uint)extent} as extent {axis}, which is more than can be."));
        }

        return (type, shape.MoveToImmutable());
    }

    /// <summary>The values' bytes: exactly all that follows the header.</summary>
    /// <param name="mostBytes">No more than this can follow, whatever the header says.</param>
    public byte[] ReadValues(Stream content, IdxType type, ImmutableArray<int> shape, long mostBytes)
    {
        Int128 claimed = SizeOf(type);
        foreach (int extent in shape)
        {
            // Held below 2^95, so that the next product cannot overflow; a zero further on still makes it zero.
            claimed = Int128.Min(claimed, long.MaxValue) * extent;
        }

        string claim = $"claims {ShapeText.Of(shape)} values of {type}";
        if (claimed > mostBytes)
        {
            throw Error($"{claim}, more than the file can hold: it is cut off or foreign.");
        }

        if (claimed > Array.MaxLength)
        {
            throw Error($"{claim}, more than one array can hold.");
        }

        byte[] bytes = new byte[(int)claimed];
        int read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw Error($"{claim}, {bytes.Length} bytes, but is cut off after {read}.");
        }

        return content.ReadByte() < 0 ? bytes : throw Error($"{claim}, {bytes.Length} bytes, but goes on after them.");
    }

    private InvalidDataException Error(string problem) => thrown = new InvalidDataException($"'{path}' {problem}");
}
