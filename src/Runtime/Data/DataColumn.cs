using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>A column's description and all values that it was made of: one of the two arrays.</summary>
internal sealed record DataColumn(EntryColumn Description, float[]? Floats, int[]? Tokens)
{
    public static DataColumn Of(string name, float[] values, ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(Describe(name, ColumnKind.Tensor, shape), values, null);
    }

    public static DataColumn Of(string name, int[] values, ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(Describe(name, ColumnKind.Tokens, shape), null, values);
    }

    public string Name => Description.Name;

    /// <summary>What changes the samples in batches, if anything.</summary>
    public Augmentation? Augmentation { get; init; }

    public ulong AugmentationSeed { get; init; }

    /// <summary>Values per sample.</summary>
    public int Size => Description.Size;

    /// <summary>How many samples the values make.</summary>
    /// <exception cref="ArgumentException">They make no whole number.</exception>
    public int CountSamples()
    {
        int length = Floats?.Length ?? Tokens!.Length;
        return length % Size == 0
            ? length / Size
            : throw new ArgumentException($"Column {Description} holds {Size} values per sample, and {length} values are no multiple of that.");
    }

    /// <summary>The same column of fewer samples, or in another order: a copy.</summary>
    public DataColumn Pick(int count, Func<int, int> rowOf) => this with
    {
        Floats = Pick(Floats, count, rowOf),
        Tokens = Pick(Tokens, count, rowOf),
    };

    private T[]? Pick<T>(T[]? values, int count, Func<int, int> rowOf)
    {
        if (values is null)
        {
            return null;
        }

        T[] picked = new T[count * Size];
        for (int sample = 0; sample < count; sample++)
        {
            values.AsSpan(rowOf(sample) * Size, Size).CopyTo(picked.AsSpan(sample * Size));
        }

        return picked;
    }

    private static EntryColumn Describe(string name, ColumnKind kind, ReadOnlySpan<int> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach (int extent in shape)
        {
            if (extent < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(shape), extent, $"Column '{name}' cannot have the shape {ShapeText.Of(shape.ToImmutableArray())}.");
            }
        }

        return new EntryColumn(name, kind, [.. shape]);
    }
}
