using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>What a file and a network did not have in common.</summary>
/// <param name="Missing">Tensors of the network that the file lacks; they kept their values.</param>
/// <param name="Unexpected">Tensors of the file, by their names there, that the network lacks; they were passed over.</param>
public sealed record LoadReport(ImmutableArray<string> Missing, ImmutableArray<string> Unexpected)
{
    /// <summary>Whether file and network have the same tensors.</summary>
    public bool IsComplete => Missing.IsEmpty && Unexpected.IsEmpty;
}
