using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CompiledNets.Compiler.Tests.Goldens;

internal static class GoldenArguments
{
    /// <summary>A constant argument of an op. A string is an enum's member, or a position or a range, as C# writes them: <c>^1</c>,
    /// <c>1..^1</c>.</summary>
    public static object Parse(JsonNode node) => node switch
    {
        JsonArray list => (int[])[.. list.Select(item => (int)item!)],
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => (bool)node,
            JsonValueKind.String when char.IsLetter(((string)node!)[0]) => (string)node!,
            JsonValueKind.String => Slice((string)node!),
            _ => (double)node,
        },
    };

    private static object Slice(string text) => text.Split("..") is [var start, var end]
        ? new Range(Position(start), Position(end))
        : Position(text);

    private static Index Position(string text) =>
        text[0] == '^' ? ^int.Parse(text[1..], CultureInfo.InvariantCulture) : int.Parse(text, CultureInfo.InvariantCulture);
}
