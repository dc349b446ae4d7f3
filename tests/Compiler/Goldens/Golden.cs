using System.Text.Json.Nodes;

namespace CompiledNets.Compiler.Tests.Goldens;

/// <summary>The files that <c>tests/golden/make_golden.py</c> wrote.</summary>
internal static class Golden
{
    public static JsonNode Read(string family)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CompiledNets.slnx")))
        {
            folder = folder.Parent;
        }

        string root = folder?.FullName ?? throw new DirectoryNotFoundException($"No CompiledNets.slnx above {AppContext.BaseDirectory}.");
        return JsonNode.Parse(File.ReadAllText(Path.Combine(root, "tests", "golden", family + ".json")))!;
    }

    public static double[]? Doubles(this JsonNode? numbers) => numbers is null ? null : [.. numbers.AsArray().Select(number => (double)number!)];
}
