using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CompiledNets;

/// <summary>Reads a safetensors file: its header at once, each tensor on demand, straight into the caller's memory.</summary>
/// <remarks>The format is https://huggingface.co/docs/safetensors: a length, a JSON header, then the tensors' bytes without
/// holes. Everything that the header claims is checked before anything is allocated for it.</remarks>
public sealed class SafetensorsReader : IDisposable
{
    private const int ChunkBytes = 1 << 16;

    private readonly Stream stream;
    private readonly bool ownsStream;
    private readonly SafetensorsHeader header;
    private readonly long dataStart;
    private long dataPosition;
    private byte[]? chunk;

    /// <summary>Reads the header from the stream's position; the file is taken to end where the stream does.</summary>
    /// <param name="stream">Stays the caller's to close. It need not seek; then tensors can only be read in file order.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="NetworkFileException">No safetensors file, or a damaged one.</exception>
    public SafetensorsReader(Stream stream, string name)
        : this(stream, name, ownsStream: false)
    {
    }

    private SafetensorsReader(Stream stream, string name, bool ownsStream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        this.stream = stream;
        this.ownsStream = ownsStream;
        FileName = name;
        header = SafetensorsHeaderParser.Parse(ReadHeader(), name);
        if (stream.CanSeek)
        {
            dataStart = stream.Position;
            CheckLength(stream.Length - dataStart);
        }
    }

    /// <summary>What messages call the file: its path, if it was opened by one.</summary>
    public string FileName { get; }

    /// <summary>The tensors, by their place in the file.</summary>
    public ImmutableArray<SafetensorsTensor> Tensors => header.Tensors;

    /// <summary>Texts that the file carries beside its tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="NetworkFileException">No safetensors file, or a damaged one.</exception>
    public static SafetensorsReader Open(string path)
    {
        FileStream file = File.OpenRead(path);
        try
        {
            return new SafetensorsReader(file, path, ownsStream: true);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor of floating type; F16, BF16 and F64 become floats.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <param name="values">Where its elements go, row-major: <see cref="SafetensorsTensor.Length"/> floats.</param>
    /// <exception cref="NetworkFileException">The type is not a floating one, or the data end early.</exception>
    /// <exception cref="ArgumentException"><paramref name="values"/> has another length.</exception>
    public void Read(SafetensorsTensor tensor, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!tensor.Type.IsFloating())
        {
            throw new NetworkFileException(FileName, tensor.Name, $"holds {tensor.Type}, not floats (F32, F16, BF16 or F64).");
        }

        if (values.Length != tensor.Length)
        {
            throw new ArgumentException($"'{tensor.Name}' has {tensor.Length} elements, but there is room for {values.Length}.", nameof(values));
        }

        MoveTo(tensor);
        chunk ??= new byte[ChunkBytes];
        int step = ChunkBytes / sizeof(double);
        while (!values.IsEmpty)
        {
            Span<float> part = values[..Math.Min(step, values.Length)];
            if (tensor.Type == SafetensorsType.F32 && BitConverter.IsLittleEndian)
            {
                Fill(MemoryMarshal.AsBytes(part), tensor);
            }
            else
            {
                Span<byte> bytes = chunk.AsSpan(0, part.Length * tensor.Type.Size());
                Fill(bytes, tensor);
                ToFloats(bytes, tensor.Type, part);
            }

            values = values[part.Length..];
        }
    }

    /// <summary>Closes the file if <see cref="Open"/> opened it.</summary>
    public void Dispose()
    {
        if (ownsStream)
        {
            stream.Dispose();
        }
    }

    /// <summary>Where the stream cannot seek, its length shows only at its end: reads what no one asked for, and checks.</summary>
    internal void Finish()
    {
        if (!stream.CanSeek)
        {
            Skip(header.DataBytes, Tensors.IsEmpty ? null : Tensors[^1].Name);
            CheckLength(dataPosition + Math.Max(0, stream.Read(new byte[1])));
        }
    }

    private byte[] ReadHeader()
    {
        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixBytes];
        if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
        {
            throw new NetworkFileException(FileName, null, "is too short to be a safetensors file.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsHeader.MaxBytes)
        {
            throw new NetworkFileException(FileName, null, $"is no safetensors file: its header would have {length} bytes.");
        }

        if (stream.CanSeek && (long)length > stream.Length - stream.Position)
        {
            throw new NetworkFileException(FileName, null, $"ends inside its header of {length} bytes.");
        }

        return stream.CanSeek ? ReadAll((int)length) : ReadGrowing((int)length);
    }

    private byte[] ReadAll(int length)
    {
        var bytes = new byte[length];
        return stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length
            ? bytes
            : throw new NetworkFileException(FileName, null, $"ends inside its header of {length} bytes.");
    }

    /// <summary>Reads a header whose length cannot be checked beforehand, with memory in proportion to what arrives.</summary>
    private byte[] ReadGrowing(int length)
    {
        using var arrived = new MemoryStream();
        var part = new byte[ChunkBytes];
        while (arrived.Length < length)
        {
            int count = stream.Read(part, 0, (int)Math.Min(part.Length, length - arrived.Length));
            if (count == 0)
            {
                throw new NetworkFileException(FileName, null, $"ends inside its header of {length} bytes.");
            }

            arrived.Write(part, 0, count);
        }

        return arrived.ToArray();
    }

    private void CheckLength(long dataBytes)
    {
        if (dataBytes < header.DataBytes)
        {
            SafetensorsTensor cut = Tensors.First(tensor => tensor.End > dataBytes);
            throw new NetworkFileException(
                FileName, cut.Name, $"ends at byte {cut.End} of the data, but the file has only {dataBytes}: it is cut off.");
        }

        if (dataBytes > header.DataBytes)
        {
            throw new NetworkFileException(FileName, null, $"goes on after its last tensor, which ends at byte {header.DataBytes} of the data.");
        }
    }

    private void MoveTo(SafetensorsTensor tensor)
    {
        if (stream.CanSeek)
        {
            stream.Position = dataStart + tensor.Begin;
            dataPosition = tensor.Begin;
        }
        else if (tensor.Begin < dataPosition)
        {
            throw new InvalidOperationException($"'{tensor.Name}' lies before what has been read, and the stream cannot seek.");
        }
        else
        {
            Skip(tensor.Begin, tensor.Name);
        }
    }

    private void Skip(long until, string? tensor)
    {
        chunk ??= new byte[ChunkBytes];
        while (dataPosition < until)
        {
            int count = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, until - dataPosition));
            dataPosition += count > 0 ? count : throw CutOff(tensor);
        }
    }

    private void Fill(Span<byte> bytes, SafetensorsTensor tensor)
    {
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        dataPosition += count == bytes.Length ? count : throw CutOff(tensor.Name);
    }

    private NetworkFileException CutOff(string? tensor) => new(FileName, tensor, "is cut off: the data end before it does.");

    private static void ToFloats(ReadOnlySpan<byte> bytes, SafetensorsType type, Span<float> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            ReadOnlySpan<byte> element = bytes[(index * type.Size())..];
            values[index] = type switch
            {
                SafetensorsType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                SafetensorsType.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
                SafetensorsType.F32 => BinaryPrimitives.ReadSingleLittleEndian(element),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
            };
        }
    }
}
