using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>The ops that the referenced language has, and which of them own weights: those that take a name.</summary>
internal sealed class OpNames
{
    /// <summary>The parameter of ops with weights that gives their name in files.</summary>
    public const string NameParameter = "name";

    // Compilations that follow one another share the symbols of what they reference.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, OpNames> Known = new();
    private static readonly OpNames None = new([]);

    private readonly Dictionary<string, bool> owners;

    private OpNames(IEnumerable<ISymbol> members)
    {
        owners = [];
        foreach (IMethodSymbol op in members.OfType<IMethodSymbol>())
        {
            owners[op.Name] = OwnsWeights(op);
        }
    }

    public static OpNames Of(Compilation compilation) => compilation.GetTypeByMetadataName(Vocabulary.OpsMetadataName) is { } ops
        ? Known.GetValue(ops, type => new OpNames(type.GetMembers()))
        : None;

    public bool Contains(string name) => owners.ContainsKey(name);

    public bool OwnsWeights(string name) => owners.TryGetValue(name, out bool owns) && owns;

    /// <summary>Whether calls of an op own weights, which shows in that they can name them.</summary>
    public static bool OwnsWeights(IMethodSymbol op) => op.Parameters.Any(parameter => parameter.Name == NameParameter);
}
