using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Some samples of a dataset, each column's values one after another: what network calls take.</summary>
/// <remarks>As <see cref="BatchColumns"/>, it numbers the dataset's columns in their order.</remarks>
public sealed class Batch : BatchColumns
{
    private readonly Column[] columns;
    private int count;

    internal Batch(ImmutableArray<DataColumn> columns, int capacity)
    {
        this.columns = [.. columns.Select(column => new Column(column, capacity))];
    }

    /// <inheritdoc/>
    public override int Count => count;

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Floats(int input) => columns[input].Floats(count);

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Tokens(int input) => columns[input].Tokens(count);

    /// <summary>The values of a column of floats.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds ints.</exception>
    public ReadOnlySpan<float> Floats(string column) => Find(column).Floats(count);

    /// <summary>The values of a column of ints.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds floats.</exception>
    public ReadOnlySpan<int> Tokens(string column) => Find(column).Tokens(count);

    /// <summary>Makes this the batch of <paramref name="samples"/> rows from <paramref name="row"/> on, without copying.</summary>
    internal void Show(int row, int samples)
    {
        count = samples;
        foreach (Column column in columns)
        {
            column.Show(row);
        }
    }

    /// <summary>Makes this the batch of the samples at places <paramref name="start"/>, <c>start + 1</c>, … of an order,
    /// changed as augmentations have it in an epoch.</summary>
    internal void Gather(Dataset data, int[]? order, int start, int samples, ulong epoch)
    {
        count = samples;
        foreach (Column column in columns)
        {
            column.ShowOwn();
            for (int i = 0; i < samples; i++)
            {
                column.Copy(data.Row(order is null ? start + i : order[start + i]), i, epoch);
            }
        }
    }

    /// <summary>Adds neighbouring samples of a dataset that has the same columns, changed as augmentations have it in an epoch.</summary>
    internal void Append(Dataset data, int start, int samples, ulong epoch)
    {
        for (int number = 0; number < columns.Length; number++)
        {
            DataColumn source = data.ColumnAt(number);
            columns[number].ShowOwn();
            for (int i = 0; i < samples; i++)
            {
                columns[number].Copy(source, data.Row(start + i), count + i, epoch);
            }
        }

        count += samples;
    }

    /// <summary>Makes this a batch of no samples.</summary>
    internal void Clear() => count = 0;

    private Column Find(string name)
    {
        foreach (Column column in columns)
        {
            if (column.Source.Name == name)
            {
                return column;
            }
        }

        throw new ArgumentException(
            $"There is no column '{name}' in this batch of {string.Join(", ", columns.Select(column => column.Source.Description))}.", nameof(name));
    }

    /// <summary>One column's values: those of the dataset from an offset on, or a copy of those wanted.</summary>
    private sealed class Column(DataColumn source, int capacity)
    {
        private readonly int size = source.Size;
        private float[]? ownFloats;
        private int[]? ownTokens;
        private float[]? floats = source.Floats;
        private int[]? tokens = source.Tokens;
        private int offset;

        public DataColumn Source => source;

        public ReadOnlySpan<float> Floats(int count) =>
            (floats ?? throw new ArgumentException($"{source.Description} holds no floats.")).AsSpan(offset, count * size);

        public ReadOnlySpan<int> Tokens(int count) =>
            (tokens ?? throw new ArgumentException($"{source.Description} holds no ints.")).AsSpan(offset, count * size);

        public void Show(int row)
        {
            (floats, tokens) = (source.Floats, source.Tokens);
            offset = row * size;
        }

        public void ShowOwn()
        {
            if (source.Floats is not null)
            {
                floats = ownFloats ??= new float[checked(capacity * size)];
            }
            else
            {
                tokens = ownTokens ??= new int[checked(capacity * size)];
            }

            offset = 0;
        }

        public void Copy(int row, int place, ulong epoch) => Copy(source, row, place, epoch);

        /// <summary>Copies a sample of a column like this one.</summary>
        public void Copy(DataColumn from, int row, int place, ulong epoch)
        {
            if (from.Floats is not null)
            {
                Copy(from, from.Floats.AsSpan(row * size, size), ownFloats.AsSpan(place * size, size), row, epoch);
            }
            else
            {
                Copy(from, from.Tokens.AsSpan(row * size, size), ownTokens.AsSpan(place * size, size), row, epoch);
            }
        }

        private static void Copy(DataColumn from, ReadOnlySpan<float> sample, Span<float> copy, int row, ulong epoch)
        {
            if (from.Augmentation is FloatAugmentation augmentation)
            {
                var random = new AugmentationRandom(from.AugmentationSeed, epoch, (ulong)row);
                augmentation.Change(from.Description, sample, copy, ref random);
                return;
            }

            sample.CopyTo(copy);
        }

        private static void Copy(DataColumn from, ReadOnlySpan<int> sample, Span<int> copy, int row, ulong epoch)
        {
            if (from.Augmentation is TokenAugmentation augmentation)
            {
                var random = new AugmentationRandom(from.AugmentationSeed, epoch, (ulong)row);
                augmentation.Change(from.Description, sample, copy, ref random);
                return;
            }

            sample.CopyTo(copy);
        }
    }
}
