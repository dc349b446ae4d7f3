using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd;

/// <summary>The ops that the referenced language has, and which of them own weights: those that take a name.</summary>
internal sealed class OpNames(Compilation compilation)
{
    /// <summary>The parameter of ops with weights that gives their name in files.</summary>
    public const string NameParameter = "name";

    private readonly Dictionary<string, bool> owners = Read(compilation.GetTypeByMetadataName(Vocabulary.OpsMetadataName));

    public bool Contains(string name) => owners.ContainsKey(name);

    public bool OwnsWeights(string name) => owners.TryGetValue(name, out bool owns) && owns;

    /// <summary>Whether calls of an op own weights, which shows in that they can name them.</summary>
    public static bool OwnsWeights(IMethodSymbol op) => op.Parameters.Any(parameter => parameter.Name == NameParameter);

    private static Dictionary<string, bool> Read(INamedTypeSymbol? ops)
    {
        var owners = new Dictionary<string, bool>();
        foreach (IMethodSymbol op in ops?.GetMembers().OfType<IMethodSymbol>() ?? [])
        {
            owners[op.Name] = OwnsWeights(op);
        }

        return owners;
    }
}
