using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CompiledNets;

/// <summary>The form of all checkpoints: a safetensors file of tensors, and numbers as JSON in its metadata.</summary>
internal static class CheckpointFile
{
    private const string MetadataKey = "training";

    /// <summary>Writes a file; a crash leaves the old one.</summary>
    public static void Write<T>(string path, IReadOnlyCollection<CheckpointSection> sections, T numbers, JsonTypeInfo<T> json)
    {
        var metadata = new Dictionary<string, string> { ["format"] = "pt", [MetadataKey] = JsonSerializer.Serialize(numbers, json) };
        AtomicFile.Write(path, stream =>
        {
            var writer = new SafetensorsWriter(stream, sections.SelectMany(section => section.Tensors), metadata);
            foreach (CheckpointSection section in sections)
            {
                section.Write(writer);
            }

            writer.Complete();
        });
    }

    /// <summary>Reads the numbers.</summary>
    /// <exception cref="NetworkFileException">There are none, or they are damaged.</exception>
    public static T ReadNumbers<T>(SafetensorsReader reader, JsonTypeInfo<T> json)
        where T : class
    {
        if (!reader.Metadata.TryGetValue(MetadataKey, out string? text))
        {
            throw new NetworkFileException(reader.FileName, null, "is no checkpoint: it has parameters, but nothing about their training.");
        }

        try
        {
            return JsonSerializer.Deserialize(text, json)
                ?? throw new NetworkFileException(reader.FileName, null, "is a damaged checkpoint: its numbers are missing.");
        }
        catch (JsonException wrong)
        {
            throw new NetworkFileException(reader.FileName, null, $"is a damaged checkpoint: {wrong.Message}", wrong);
        }
    }
}

/// <summary>Comparisons of what a checkpoint was saved by with what wants to go on from it.</summary>
internal static class Require
{
    /// <exception cref="NetworkFileException">They differ: the message names both.</exception>
    public static void Same<T>(string path, string what, T saved, T here)
        where T : IEquatable<T>
    {
        if (!saved.Equals(here))
        {
            throw new NetworkFileException(path, null, $"is the checkpoint of another training: its {what} is {saved}, here it is {here}.");
        }
    }
}
