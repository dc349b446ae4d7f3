using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Hints;

/// <summary>How large the emitted code of a network is in an assembly, before there is one.</summary>
internal static class EmittedCode
{
    // Fitted to the assemblies of the language's networks: an empty one, intermediate code and metadata per character of C#, metadata of a
    // struct. A test holds the estimate to 20 % of what the C# compiler makes of each.
    private const int EmptyAssembly = 4700;
    private const double BytesPerCharacter = 0.5;
    private const int BytesPerStruct = 230;

    // UTF-16.
    private const int BytesPerCharacterOfStrings = 2;

    /// <summary>Its bytes, estimated from its text without comments and indentation.</summary>
    public static long Bytes(NetworkModel network)
    {
        string[] lines = [.. NetworkWriter.Write(network).Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("//", StringComparison.Ordinal))];
        int strings = lines.Sum(InStrings), structs = lines.Count(line => line.Contains(" struct "));
        return EmptyAssembly + (long)(BytesPerCharacter * (lines.Sum(line => line.Length) - strings)) + BytesPerCharacterOfStrings * strings + BytesPerStruct * structs;
    }

    /// <summary>Characters of a line between quotes.</summary>
    private static int InStrings(string line) => line.Split('"').Where((_, part) => part % 2 == 1).Sum(part => part.Length);
}
