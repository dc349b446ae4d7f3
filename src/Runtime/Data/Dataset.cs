using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Samples in memory, as named columns of floats or ints. Immutable: what changes a dataset makes another, which
/// shares the values.</summary>
/// <example><code>
/// Dataset data = Dataset.Create().With("image", pixels, 1, 28, 28).With("label", digits);
/// var (train, validation) = data.Split(0.1, seed: 1);
/// Dataset few = train[..100];
/// </code></example>
public sealed partial class Dataset
{
    private static readonly Dataset Empty = new([], null, 0, 0);

    private readonly ImmutableArray<DataColumn> columns;
    private readonly int[]? rows;
    private readonly int start;

    private Dataset(ImmutableArray<DataColumn> columns, int[]? rows, int start, int count)
    {
        this.columns = columns;
        this.rows = rows;
        this.start = start;
        Count = count;
        Columns = [.. columns.Select(column => column.Description)];
    }

    /// <summary>Samples.</summary>
    public int Count { get; }

    /// <summary>What each sample has, in the order of the calls of <c>With</c>.</summary>
    public ImmutableArray<EntryColumn> Columns { get; }

    /// <summary>A dataset without columns, to begin with.</summary>
    public static Dataset Create() => Empty;

    /// <summary>Adds a column of floats, a <c>Tensor</c> in network code.</summary>
    /// <param name="name">The name of the network's parameter that it is for.</param>
    /// <param name="values">All samples, one after another. The array is used, not copied: leave it as it is from now on.</param>
    /// <param name="shape">The shape of one sample; none means one value.</param>
    /// <exception cref="ArgumentException">The name is taken, or the values are not as many as the shape and the other
    /// columns' samples say.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An extent of the shape is less than 1.</exception>
    public Dataset With(string name, float[] values, params ReadOnlySpan<int> shape) =>
        With(DataColumn.Of(name, values, shape), nameof(values));

    /// <summary>Adds a column of ints, <c>Tokens</c> in network code: classes or words.</summary>
    /// <inheritdoc cref="With(string, float[], ReadOnlySpan{int})"/>
    public Dataset With(string name, int[] values, params ReadOnlySpan<int> shape) =>
        With(DataColumn.Of(name, values, shape), nameof(values));

    /// <summary>One sample of a column of floats.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds ints.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> Floats(string column, int sample)
    {
        DataColumn found = Find(column);
        float[] values = found.Floats ?? throw new ArgumentException($"{found.Description} holds no floats.", nameof(column));
        return values.AsSpan(CheckedRow(sample) * found.Size, found.Size);
    }

    /// <summary>One sample of a column of ints.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds floats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<int> Tokens(string column, int sample)
    {
        DataColumn found = Find(column);
        int[] values = found.Tokens ?? throw new ArgumentException($"{found.Description} holds no ints.", nameof(column));
        return values.AsSpan(CheckedRow(sample) * found.Size, found.Size);
    }

    /// <summary>Neighbouring samples. <c>data[10..20]</c> means <c>data.Slice(10, 10)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many samples.</exception>
    public Dataset Slice(int start, int count)
    {
        if (start < 0 || start > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"The dataset has {Count} samples.");
        }

        if (count < 0 || count > Count - start)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"From sample {start} on, the dataset has {Count - start}.");
        }

        return new Dataset(columns, rows, this.start + start, count);
    }

    /// <summary>The first samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public Dataset Take(int count) => Slice(0, count);

    /// <summary>All but the first samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public Dataset Skip(int count) => Slice(count, Math.Max(0, Count - count));

    /// <summary>The same samples in an order that the seed decides.</summary>
    public Dataset Shuffle(ulong seed)
    {
        int[] order = new int[Count];
        Permutation.Fill(order, seed);
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = Row(order[i]);
        }

        return new Dataset(columns, order, 0, Count);
    }

    /// <summary>The same values under another name.</summary>
    /// <exception cref="ArgumentException">There is no column <paramref name="from"/>, or <paramref name="to"/> is taken.</exception>
    public Dataset Rename(string from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        DataColumn old = Find(from);
        if (from != to)
        {
            RequireFree(to, nameof(to));
        }

        DataColumn renamed = old with { Description = old.Description with { Name = to } };
        return new Dataset(columns.Replace(old, renamed), rows, start, Count);
    }

    /// <summary>Only some of the columns, in the order given.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Dataset Select(params ReadOnlySpan<string> names)
    {
        var selected = ImmutableArray.CreateBuilder<DataColumn>(names.Length);
        foreach (string name in names)
        {
            selected.Add(Find(name));
        }

        return new Dataset(selected.MoveToImmutable(), rows, start, Count);
    }

    /// <summary>All columns but one.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Dataset Without(string name) => new(columns.Remove(Find(name)), rows, start, Count);

    /// <summary>The samples with these numbers, in this order, each as often as named.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Dataset Pick(params ReadOnlySpan<int> samples)
    {
        int[] picked = new int[samples.Length];
        for (int i = 0; i < picked.Length; i++)
        {
            picked[i] = CheckedRow(samples[i]);
        }

        return new Dataset(columns, picked, 0, picked.Length);
    }

    /// <summary>All samples of a column of floats, one after another: a copy.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds ints.</exception>
    public float[] CopyFloats(string column)
    {
        DataColumn found = Find(column);
        return found.Floats is not null
            ? found.Pick(Count, Row).Floats!
            : throw new ArgumentException($"{found.Description} holds no floats.", nameof(column));
    }

    /// <summary>All samples of a column of ints, one after another: a copy.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it holds floats.</exception>
    public int[] CopyTokens(string column)
    {
        DataColumn found = Find(column);
        return found.Tokens is not null
            ? found.Pick(Count, Row).Tokens!
            : throw new ArgumentException($"{found.Description} holds no ints.", nameof(column));
    }

    /// <summary>The samples in batches, for <c>foreach</c>; the last batch has what is left.</summary>
    /// <param name="size">Samples per batch, at least 1.</param>
    /// <param name="shuffle">A seed that decides the order, or <c>null</c> for the order as it is.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than 1.</exception>
    public BatchSequence Batches(int size, ulong? shuffle = null)
    {
        var batches = new BatchSequence(this, columns, Hyperparameter.AtLeast(1, size, nameof(size)));
        if (shuffle is { } seed)
        {
            batches.Shuffle(seed);
        }

        return batches;
    }

    /// <summary>Lists the columns: <c>8000 samples of image: Tensor (1,28,28), label: Tokens ()</c>.</summary>
    public override string ToString() =>
        $"{Count} samples of {(Columns.IsEmpty ? "nothing" : string.Join(", ", Columns))}";

    /// <summary>Where sample number <paramref name="sample"/> lies in the columns' values.</summary>
    internal int Row(int sample) => rows is null ? start + sample : rows[start + sample];

    /// <summary>Whether neighbouring samples are neighbours in the columns' values.</summary>
    internal bool IsContiguous => rows is null;

    private Dataset With(DataColumn column, string parameter)
    {
        RequireFree(column.Name, "name");
        int samples = column.CountSamples();
        if (!columns.IsEmpty && samples != Count)
        {
            throw new ArgumentException(
                $"Column {column.Description} has values for {samples} samples, but the dataset has {Count}.", parameter);
        }

        // A part of a dataset, or one in another order, cannot share its rows with new values.
        bool whole = IsContiguous && start == 0 && columns.All(other => other.CountSamples() == Count);
        ImmutableArray<DataColumn> others = whole ? columns : [.. columns.Select(other => other.Pick(Count, Row))];
        return new Dataset(others.Add(column), null, 0, samples);
    }

    /// <summary>A batch with room for so many samples.</summary>
    internal Batch MakeBatch(int capacity) => new(columns, capacity);

    /// <summary>A column by its number.</summary>
    internal DataColumn ColumnAt(int number) => columns[number];

    /// <summary>What a column holds.</summary>
    internal EntryColumn Description(string name) => Find(name).Description;

    /// <summary>The shape of one sample of a column.</summary>
    internal ReadOnlySpan<int> Shape(string name) => Description(name).Shape.AsSpan();

    /// <summary>The dataset with other floats in place of a column, under its name.</summary>
    internal Dataset Replace(string name, float[] values, ReadOnlySpan<int> shape)
    {
        string[] order = [.. Columns.Select(column => column.Name)];
        return Without(name).With(name, values, shape).Select(order);
    }

    private DataColumn Find(string name)
    {
        foreach (DataColumn column in columns)
        {
            if (column.Name == name)
            {
                return column;
            }
        }

        throw new ArgumentException($"There is no column '{name}' in {this}.", nameof(name));
    }

    private void RequireFree(string name, string parameter)
    {
        if (columns.Any(column => column.Name == name))
        {
            throw new ArgumentException($"There is a column '{name}' already.", parameter);
        }
    }

    private int CheckedRow(int sample) => (uint)sample < (uint)Count
        ? Row(sample)
        : throw new ArgumentOutOfRangeException(nameof(sample), sample, $"The dataset has {Count} samples.");
}
