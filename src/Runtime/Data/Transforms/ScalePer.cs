using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Which values of a column share their constants.</summary>
public enum ScalePer
{
    /// <summary>Each value of a sample has its own: features of a table.</summary>
    Value,

    /// <summary>Those with the same first index share theirs: channels of an image.</summary>
    Channel,

    /// <summary>All share one.</summary>
    Column,
}

/// <summary>Values of a column, dealt to those that share constants.</summary>
internal static class ScaleGroups
{
    public static int Count(this ScalePer per, ImmutableArray<int> shape) => per switch
    {
        ScalePer.Value => shape.Aggregate(1, (product, extent) => product * extent),
        ScalePer.Channel => shape.IsEmpty ? 1 : shape[0],
        _ => 1,
    };

    /// <summary>The group of value number <paramref name="index"/> of a sample.</summary>
    public static int GroupOf(int index, int size, int groups) => (int)((long)index * groups / size);
}
