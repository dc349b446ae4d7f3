using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompiledNets;

/// <summary>What a fitted transform remembers, as a JSON file.</summary>
/// <param name="Kind">Which transform it is of.</param>
/// <param name="Column">The column that it is for; empty for none.</param>
/// <param name="Numbers">Its numbers.</param>
/// <param name="Words">Its words.</param>
internal sealed record ConstantsFile(string Kind, string Column, Dictionary<string, double[]> Numbers, string[] Words)
{
    public static ConstantsFile Load(string path, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        ConstantsFile? read;
        try
        {
            read = JsonSerializer.Deserialize(file, ConstantsJson.Default.ConstantsFile);
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"'{path}' is no {kind}: {wrong.Message}", wrong);
        }

        bool whole = read is { Column: not null, Numbers: not null, Words: not null } && read.Words.All(word => word is not null);
        return whole && read!.Kind == kind ? read : throw new InvalidDataException($"'{path}' is no {kind}.");
    }

    public void Save(string path) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, ConstantsJson.Default.ConstantsFile));

    /// <summary>The numbers of this name; none where the file lacks them.</summary>
    public double[] Array(string name) => Numbers.GetValueOrDefault(name) ?? [];
}

[JsonSerializable(typeof(ConstantsFile))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ConstantsJson : JsonSerializerContext;
