using System.Collections.Immutable;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>The stored tensors of a network while its graphs are built: each comes into being at its first use.</summary>
internal sealed class TensorTable
{
    private readonly Dictionary<(Place, string), StoredTensor> known = [];
    private readonly List<StoredTensor> inOrder = [];
    private long parameterEnd;
    private long stateEnd;

    public ImmutableArray<StoredTensor> All => [.. inOrder];

    public int Count => inOrder.Count;

    /// <summary>The tensors from number <paramref name="first"/> on.</summary>
    public IEnumerable<StoredTensor> From(int first) => inOrder.GetRange(first, inOrder.Count - first);

    /// <summary>How many values they hold together.</summary>
    public long Values => parameterEnd + stateEnd;

    public StoredTensor? Find(Place place, string file) => known.TryGetValue((place, file), out StoredTensor? tensor) ? tensor : null;

    public StoredTensor Get(
        Place place, string member, string file, Shape shape, bool isState, int fanIn, int fanOut, string initializer)
    {
        if (known.TryGetValue((place, file), out StoredTensor? tensor))
        {
            return tensor;
        }

        // Past what an int can say there is a finding, and no code that would use it.
        int offset = (int)Math.Min(isState ? stateEnd : parameterEnd, int.MaxValue);
        tensor = new StoredTensor(
            inOrder.Count, $"{place.File}.{file}", place.View, member, place.Owner, shape, offset, isState, fanIn, fanOut)
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

        known.Add((place, file), tensor);
        inOrder.Add(tensor);
        return tensor;
    }
}
