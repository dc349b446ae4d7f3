using System.Collections.Immutable;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>The stored tensors of a network while its graphs are built: each comes into being at its first use.</summary>
internal sealed class TensorTable
{
    private readonly Dictionary<string, StoredTensor> byFile = new(StringComparer.Ordinal);
    private readonly List<StoredTensor> inOrder = [];
    private int parameterEnd;
    private int stateEnd;

    public ImmutableArray<StoredTensor> All => [.. inOrder];

    public StoredTensor Get(
        Place place, string member, string file, Shape shape, bool isState, int fanIn, int fanOut, string initializer)
    {
        string name = place.File + "." + file;
        if (byFile.TryGetValue(name, out StoredTensor? known))
        {
            return known;
        }

        int offset = isState ? stateEnd : parameterEnd;
        var tensor = new StoredTensor(inOrder.Count, name, place.View, member, place.Owner, shape, offset, isState, fanIn, fanOut)
        {
            Initializer = initializer,
        };
        if (isState)
        {
            stateEnd += shape.Size;
        }
        else
        {
            parameterEnd += shape.Size;
        }

        byFile.Add(name, tensor);
        inOrder.Add(tensor);
        return tensor;
    }
}
