using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Hints;

/// <summary>How large the emitted code of a network is in an assembly, before there is one.</summary>
internal static class EmittedCode
{
    // Fitted to the assemblies of the language's networks: an empty one, and intermediate code and metadata per character of C#. A test holds
    // the estimate to 20% of what the C# compiler makes of each.
    private const int EmptyAssembly = 4500;
    private const double BytesPerCharacter = 0.68;

    /// <summary>Its bytes, estimated from its text without comments and indentation.</summary>
    public static long Bytes(NetworkModel network)
    {
        IEnumerable<string> code = NetworkWriter.Write(network).Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("//", StringComparison.Ordinal));
        return EmptyAssembly + (long)(BytesPerCharacter * code.Sum(line => line.Length));
    }
}
