namespace CompiledNets;

/// <summary>Another network as a layer: its only <c>[Forward]</c>, or the one that <see cref="Entry"/> names, which takes one tensor
/// and returns one. Its parameters become this network's, under the part's name: <c>backbone.conv1.weight</c>.</summary>
/// <typeparam name="TNetwork">A <c>[Network]</c> class of the same project.</typeparam>
public sealed class LayerAttribute<TNetwork> : LayerAttribute
{
    /// <summary>The forward entry point to run; needed where the network has several.</summary>
    public string? Entry { get; set; }
}
