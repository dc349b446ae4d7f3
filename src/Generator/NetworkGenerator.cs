using Microsoft.CodeAnalysis;

namespace CompiledNets.Generator;

/// <summary>Emits the code of every <c>[Network]</c> class.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}
