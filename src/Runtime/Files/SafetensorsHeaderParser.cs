using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;

namespace CompiledNets;

/// <summary>Reads a safetensors header that nobody vouches for: everything in it is checked, and nothing is allocated whose
/// size it decides, other than in proportion to its own length.</summary>
/// <remarks>As strict as the format's first implementation, or stricter: a name or key twice, an unknown key, a number as a
/// string, an overlap and a hole are all refused, so that no two readers see different tensors in one file.</remarks>
internal ref struct SafetensorsHeaderParser
{
    /// <summary>The file's object, a tensor's object, an array in it.</summary>
    private const int DeepestLevel = 3;

    /// <summary>NumPy's and PyTorch's own limit.</summary>
    private const int HighestRank = 64;

    private readonly string file;
    private Utf8JsonReader json;

    private SafetensorsHeaderParser(ReadOnlySpan<byte> header, string file)
    {
        this.file = file;
        json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = DeepestLevel });
    }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="header">The JSON, without its length.</param>
    /// <param name="file">What to call the file in messages.</param>
    /// <exception cref="NetworkFileException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> header, string file)
    {
        if (!Utf8.IsValid(header))
        {
            throw new NetworkFileException(file, null, "has a header that is not UTF-8 text.");
        }

        try
        {
            return new SafetensorsHeaderParser(header, file).ReadFile();
        }
        catch (JsonException problem)
        {
            throw new NetworkFileException(
                file, null, $"has a header that is not the JSON of a safetensors file, near its byte {problem.BytePositionInLine}.", problem);
        }
    }

    private SafetensorsHeader ReadFile()
    {
        Next(JsonTokenType.StartObject, null, "the header");
        var tensors = new List<SafetensorsTensor>();
        var names = new HashSet<string>();
        var metadata = new Dictionary<string, string>();
        while (NextKey(null) is { } name)
        {
            if (!names.Add(name))
            {
                throw Bad(name, "is described twice.");
            }

            if (name == SafetensorsHeader.MetadataName)
            {
                ReadMetadata(metadata);
            }
            else
            {
                tensors.Add(ReadTensor(name));
            }
        }

        json.Read(); // Refuses anything but white space after the object.
        return new SafetensorsHeader(InFileOrder(tensors), metadata);
    }

    private void ReadMetadata(Dictionary<string, string> metadata)
    {
        Next(JsonTokenType.StartObject, null, SafetensorsHeader.MetadataName);
        while (NextKey(null) is { } key)
        {
            Next(JsonTokenType.String, null, $"{SafetensorsHeader.MetadataName} {NetworkFileException.Quote(key)}");
            if (!metadata.TryAdd(key, Text(null)))
            {
                throw Bad(null, $"gives {SafetensorsHeader.MetadataName} {NetworkFileException.Quote(key)} twice.");
            }
        }
    }

    private SafetensorsTensor ReadTensor(string name)
    {
        SafetensorsType? type = null;
        ImmutableArray<long>? shape = null;
        ImmutableArray<long>? offsets = null;
        Next(JsonTokenType.StartObject, name, "its description");
        while (NextKey(name) is { } key)
        {
            bool fresh = key switch
            {
                "dtype" => type is null,
                "shape" => shape is null,
                "data_offsets" => offsets is null,
                _ => throw Bad(name, $"has the unknown property {NetworkFileException.Quote(key)}."),
            };
            if (!fresh)
            {
                throw Bad(name, $"has the property '{key}' twice.");
            }

            switch (key)
            {
                case "dtype":
                    type = ReadType(name);
                    break;
                case "shape":
                    shape = ReadSizes(name, key, HighestRank);
                    break;
                default:
                    offsets = ReadSizes(name, key, 2);
                    break;
            }
        }

        return Check(
            name,
            type ?? throw Bad(name, "has no dtype."),
            shape ?? throw Bad(name, "has no shape."),
            offsets is { Length: 2 } pair ? pair : throw Bad(name, "has no pair of data_offsets."));
    }

    private SafetensorsType ReadType(string tensor)
    {
        Next(JsonTokenType.String, tensor, "its dtype");
        string text = Text(tensor);
        return SafetensorsTypes.TryParse(text, out SafetensorsType type)
            ? type
            : throw Bad(tensor, $"has the unknown dtype {NetworkFileException.Quote(text)}.");
    }

    private ImmutableArray<long> ReadSizes(string tensor, string key, int most)
    {
        Next(JsonTokenType.StartArray, tensor, $"its {key}");
        ImmutableArray<long>.Builder sizes = ImmutableArray.CreateBuilder<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long size) || size < 0)
            {
                throw Bad(tensor, $"has something else than a whole number from 0 to 2^63 - 1 in its {key}.");
            }

            if (sizes.Count == most)
            {
                throw Bad(tensor, $"has more than {most} numbers in its {key}.");
            }

            sizes.Add(size);
        }

        return sizes.ToImmutable();
    }

    /// <summary>Whether the range of bytes is as long as type and shape ask.</summary>
    private readonly SafetensorsTensor Check(
        string name, SafetensorsType type, ImmutableArray<long> shape, ImmutableArray<long> offsets)
    {
        (long begin, long end) = (offsets[0], offsets[1]);
        Int128 bytes = type.Size();
        foreach (long extent in shape)
        {
            bytes *= extent; // Below 2^63 times 2^63 at every turn: an Int128 holds it.
            if (bytes > long.MaxValue)
            {
                throw Bad(name, $"has a shape, {ShapeText.Of(shape)}, whose size overflows.");
            }
        }

        if (end < begin)
        {
            throw Bad(name, $"ends at byte {end}, before its begin at {begin}.");
        }

        return end - begin == bytes
            ? new SafetensorsTensor(name, type, shape, begin, end)
            : throw Bad(name, $"needs {bytes} bytes as {type} {ShapeText.Of(shape)}, but its data_offsets span {end - begin}.");
    }

    private readonly ImmutableArray<SafetensorsTensor> InFileOrder(List<SafetensorsTensor> tensors)
    {
        ImmutableArray<SafetensorsTensor> ordered = [.. tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        long covered = 0;
        foreach (SafetensorsTensor tensor in ordered)
        {
            if (tensor.Begin != covered)
            {
                throw Bad(tensor.Name, tensor.Begin < covered
                    ? $"begins at byte {tensor.Begin}, inside another one that ends at {covered}."
                    : $"begins at byte {tensor.Begin} of the data, but the one before it ends at {covered}: a hole.");
            }

            covered = tensor.End;
        }

        return ordered;
    }

    /// <summary>The next key of the current object, or null at its end.</summary>
    private string? NextKey(string? tensor) => json.Read() && json.TokenType == JsonTokenType.PropertyName ? Text(tensor) : null;

    private void Next(JsonTokenType wanted, string? tensor, string what)
    {
        if (!json.Read() || json.TokenType != wanted)
        {
            throw Bad(tensor, $"gives {what} as JSON {json.TokenType}, not {wanted}.");
        }
    }

    private readonly string Text(string? tensor)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException problem)
        {
            // An escaped half of a surrogate pair: legal JSON, but no text.
            throw new NetworkFileException(file, tensor, "has text in its header that is not Unicode.", problem);
        }
    }

    private readonly NetworkFileException Bad(string? tensor, string problem) => new(file, tensor, problem);
}
