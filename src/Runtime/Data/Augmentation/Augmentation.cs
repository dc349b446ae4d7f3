namespace CompiledNets;

/// <summary>Random changes to a column's samples that leave their meaning as it is, so that no epoch shows a network the
/// same samples: see <see cref="Dataset.Augment"/>.</summary>
/// <remarks>Derive from <see cref="FloatAugmentation"/> or <see cref="TokenAugmentation"/>. Changes run on another thread
/// than training, one sample at a time.</remarks>
public abstract class Augmentation
{
    private protected Augmentation()
    {
    }

    /// <summary>Whether it is made for columns of such kinds and shapes.</summary>
    public abstract bool CanChange(EntryColumn column);
}

/// <summary>Random changes to a column of floats.</summary>
public abstract class FloatAugmentation : Augmentation
{
    /// <summary>Makes a changed copy of a sample.</summary>
    /// <param name="column">The column's shape.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="changed">Room for the copy.</param>
    /// <param name="random">The only source of chance, so that results depend on seed, epoch and sample alone.</param>
    public abstract void Change(EntryColumn column, ReadOnlySpan<float> sample, Span<float> changed, ref AugmentationRandom random);
}

/// <summary>Random changes to a column of ints.</summary>
public abstract class TokenAugmentation : Augmentation
{
    /// <inheritdoc cref="FloatAugmentation.Change"/>
    public abstract void Change(EntryColumn column, ReadOnlySpan<int> sample, Span<int> changed, ref AugmentationRandom random);
}
