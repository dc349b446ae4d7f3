using System.Text.Json.Nodes;

namespace CompiledNets.Tests.Training;

/// <summary>The files that <c>tests/golden/make_golden.py</c> wrote.</summary>
internal static class Golden
{
    public static JsonObject Read(string family)
    {
        string path = Path.Combine(Repository.Root, "tests", "golden", family + ".json");
        return JsonNode.Parse(File.ReadAllText(path))!.AsObject();
    }

    public static float[] Floats(this JsonNode? numbers) => [.. numbers!.AsArray().Select(number => (float)number!)];

    public static float[][] Rows(this JsonNode? rows) => [.. rows!.AsArray().Select(Floats)];
}
