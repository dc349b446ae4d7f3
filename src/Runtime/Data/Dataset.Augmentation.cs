namespace CompiledNets;

public sealed partial class Dataset
{
    /// <summary>The same samples, changed at random each time that <see cref="Batches"/> shows them in another epoch.</summary>
    /// <remarks>Only batches are changed, and only those that a network learns from: metrics and the validation loss
    /// see samples as they are. Scale and fill in missing values first: those make new columns.</remarks>
    /// <param name="column">The column to change.</param>
    /// <param name="augmentation">How.</param>
    /// <param name="seed">Decides the changes, together with the epoch and the sample.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not what the augmentation is made for.</exception>
    public Dataset Augment(string column, Augmentation augmentation, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(augmentation);
        DataColumn found = Find(column);
        if (!augmentation.CanChange(found.Description))
        {
            throw new ArgumentException($"{augmentation.GetType().Name} is not made for '{found.Description}'.", nameof(column));
        }

        return new Dataset(columns.Replace(found, found with { Augmentation = augmentation, AugmentationSeed = seed }), rows, start, Count);
    }

    /// <summary>Whether batches show some columns changed at random.</summary>
    internal bool IsAugmented => columns.Any(column => column.Augmentation is not null);

    /// <summary>The samples as they are.</summary>
    internal Dataset WithoutAugmentation() => IsAugmented
        ? new Dataset([.. columns.Select(column => column with { Augmentation = null })], rows, start, Count)
        : this;
}
