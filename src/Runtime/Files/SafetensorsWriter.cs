using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CompiledNets;

/// <summary>Writes a safetensors file of F32 tensors: all names and shapes first, then each tensor's values in that order.</summary>
/// <remarks>The header is padded so that the data begin at a multiple of eight bytes, as the format asks.</remarks>
public sealed class SafetensorsWriter
{
    private const int ChunkFloats = 1 << 14;

    private readonly Stream stream;
    private readonly ImmutableArray<SafetensorsTensor> tensors;
    private int written;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Stays the caller's to close.</param>
    /// <param name="tensors">Names, each once, and shapes, in the order in which their values will be written.</param>
    /// <param name="metadata">Texts to carry along, or null.</param>
    /// <exception cref="ArgumentException">A name twice or reserved, a negative extent, or a header that no reader would take.</exception>
    public SafetensorsWriter(
        Stream stream,
        IEnumerable<(string Name, ImmutableArray<int> Shape)> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        this.stream = stream;
        this.tensors = Place(tensors);
        WriteHeader(metadata);
    }

    /// <summary>Writes the values of the next tensor.</summary>
    /// <param name="values">All of them, row-major.</param>
    /// <exception cref="ArgumentException">Another number of values than its shape asks.</exception>
    /// <exception cref="InvalidOperationException">All tensors have been written.</exception>
    public void Write(ReadOnlySpan<float> values)
    {
        if (written == tensors.Length)
        {
            throw new InvalidOperationException("All tensors of the header have been written.");
        }

        SafetensorsTensor tensor = tensors[written];
        if (values.Length != tensor.Length)
        {
            throw new ArgumentException($"'{tensor.Name}' has {tensor.Length} elements, but {values.Length} were given.", nameof(values));
        }

        while (!values.IsEmpty)
        {
            ReadOnlySpan<float> part = values[..Math.Min(ChunkFloats, values.Length)];
            WriteLittleEndian(part);
            values = values[part.Length..];
        }

        written++;
    }

    /// <summary>Makes sure that nothing was forgotten. Call it last.</summary>
    /// <exception cref="InvalidOperationException">A tensor of the header has not been written.</exception>
    public void Complete()
    {
        if (written < tensors.Length)
        {
            throw new InvalidOperationException($"'{tensors[written].Name}' has not been written.");
        }
    }

    private static ImmutableArray<SafetensorsTensor> Place(IEnumerable<(string Name, ImmutableArray<int> Shape)> tensors)
    {
        var names = new HashSet<string> { SafetensorsHeader.MetadataName };
        ImmutableArray<SafetensorsTensor>.Builder placed = ImmutableArray.CreateBuilder<SafetensorsTensor>();
        long begin = 0;
        foreach ((string name, ImmutableArray<int> shape) in tensors)
        {
            if (!names.Add(name))
            {
                throw new ArgumentException($"'{name}' is the name of another tensor, or reserved.", nameof(tensors));
            }

            long bytes = sizeof(float);
            foreach (int extent in shape)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(extent, nameof(tensors));
                bytes = checked(bytes * extent);
            }

            placed.Add(new SafetensorsTensor(name, SafetensorsType.F32, [.. shape], begin, checked(begin + bytes)));
            begin += bytes;
        }

        return placed.ToImmutable();
    }

    private void WriteHeader(IReadOnlyDictionary<string, string>? metadata)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header))
        {
            WriteJson(json, metadata);
        }

        int padding = -header.WrittenCount & (SafetensorsHeader.PrefixBytes - 1);
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        if (header.WrittenCount > SafetensorsHeader.MaxBytes)
        {
            throw new ArgumentException($"A header of {header.WrittenCount} bytes is longer than readers accept.", nameof(metadata));
        }

        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.WrittenCount);
        stream.Write(prefix);
        stream.Write(header.WrittenSpan);
    }

    private void WriteJson(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        json.WriteStartObject();
        if (metadata is { Count: > 0 })
        {
            json.WriteStartObject(SafetensorsHeader.MetadataName);
            foreach ((string key, string text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(key, text);
            }

            json.WriteEndObject();
        }

        foreach (SafetensorsTensor tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", tensor.Type.ToString());
            WriteNumbers(json, "shape", tensor.Shape.AsSpan());
            WriteNumbers(json, "data_offsets", [tensor.Begin, tensor.End]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(key);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private void WriteLittleEndian(ReadOnlySpan<float> part)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(part));
            return;
        }

        var reversed = new int[part.Length];
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(part), reversed);
        stream.Write(MemoryMarshal.AsBytes(reversed.AsSpan()));
    }
}
