namespace CompiledNets;

/// <summary>Brings a column of floats to a common scale, y = (x - offset) / divisor, with constants that were fitted on
/// training data alone, so that nothing of the validation data leaks into training.</summary>
/// <example><code>
/// Scaler scaler = Scaler.Standardize(train, "x");
/// (train, validation) = (scaler.Apply(train), scaler.Apply(validation));
/// scaler.Save("x.scaler.json"); // For who serves the network.
/// </code></example>
public sealed class Scaler
{
    private const string Kind = "scaler";

    private readonly double[] offsets;
    private readonly double[] divisors;

    private Scaler(string column, int size, double[] offsets, double[] divisors)
    {
        Column = column;
        Size = size;
        this.offsets = offsets;
        this.divisors = divisors;
    }

    /// <summary>The column that it scales.</summary>
    public string Column { get; }

    /// <summary>Values per sample.</summary>
    public int Size { get; }

    /// <summary>What is taken from each group of values.</summary>
    public ReadOnlySpan<double> Offsets => offsets;

    /// <summary>What each group of values is then divided by.</summary>
    public ReadOnlySpan<double> Divisors => divisors;

    /// <summary>Fits mean 0 and standard deviation 1 (that of the population, as in scikit-learn). Constant values become 0;
    /// those that are not a number stay so and do not count.</summary>
    /// <param name="train">The samples to fit.</param>
    /// <param name="column">A column of floats.</param>
    /// <param name="per">Which values share their constants.</param>
    /// <exception cref="ArgumentException">There is no such column of floats, or some values have no number to fit.</exception>
    public static Scaler Standardize(Dataset train, string column, ScalePer per = ScalePer.Value) =>
        Fit(train, column, per, values => (values.Mean, values.Deviation));

    /// <summary>Fits the range from <paramref name="low"/> to <paramref name="high"/> (min-max scaling). Constant values
    /// become <paramref name="low"/>; later data may lie outside.</summary>
    /// <inheritdoc cref="Standardize"/>
    public static Scaler Normalize(Dataset train, string column, ScalePer per = ScalePer.Value, double low = 0, double high = 1)
    {
        if (!(low < high && double.IsFinite(high - low)))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"The range from {low} on must end above it.");
        }

        return Fit(train, column, per, values =>
        {
            double divisor = values.Most > values.Least ? (values.Most - values.Least) / (high - low) : 1;
            return (values.Least - low * divisor, divisor);
        });
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is something else, or damaged.</exception>
    public static Scaler Load(string path)
    {
        ConstantsFile file = ConstantsFile.Load(path, Kind);
        double[] offsets = file.Array("offsets"), divisors = file.Array("divisors"), size = file.Array("size");
        bool whole = size is [>= 1 and <= int.MaxValue] && offsets.Length >= 1 && offsets.Length == divisors.Length
            && size[0] % offsets.Length == 0 && offsets.All(double.IsFinite) && divisors.All(divisor => double.IsFinite(divisor) && divisor > 0);
        return whole
            ? new Scaler(file.Column, (int)size[0], offsets, divisors)
            : throw new InvalidDataException($"'{path}' is a damaged {Kind}: its constants do not fit each other.");
    }

    /// <summary>Writes the constants as JSON; a crash leaves the old file.</summary>
    public void Save(string path) =>
        new ConstantsFile(Kind, Column, new() { ["size"] = [Size], ["offsets"] = offsets, ["divisors"] = divisors }, []).Save(path);

    /// <summary>The same constants for another column: the value that follows a series, in the units of the series.</summary>
    /// <param name="column">The other column.</param>
    /// <param name="size">Its values per sample: a multiple of the constants that there are.</param>
    /// <exception cref="ArgumentException">The constants cannot be dealt to so many values.</exception>
    public Scaler For(string column, int size)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return size >= 1 && size % offsets.Length == 0
            ? new Scaler(column, size, offsets, divisors)
            : throw new ArgumentException($"{offsets.Length} constants of '{Column}' do not fit {size} values of '{column}'.", nameof(size));
    }

    /// <summary>The dataset with the column scaled.</summary>
    /// <exception cref="ArgumentException">The dataset has no such column of floats, or of another size.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        float[] values = data.CopyFloats(Column);
        EntryColumn description = data.Description(Column);
        if (description.Size != Size)
        {
            throw new ArgumentException($"'{description}' has {description.Size} values per sample, but {Size} were fitted.", nameof(data));
        }

        Apply(values, values);
        return data.Replace(Column, values, description.Shape.AsSpan());
    }

    /// <summary>Scales whole samples: what a served network gets.</summary>
    /// <param name="values">Samples, one after another.</param>
    /// <param name="scaled">Room for as many; it may be the same.</param>
    /// <exception cref="ArgumentException">The values make no whole samples, or the room is another.</exception>
    public void Apply(ReadOnlySpan<float> values, Span<float> scaled)
    {
        Check(values, scaled);
        for (int i = 0; i < values.Length; i++)
        {
            int group = ScaleGroups.GroupOf(i % Size, Size, offsets.Length);
            scaled[i] = (float)((values[i] - offsets[group]) / divisors[group]);
        }
    }

    /// <summary>The reverse: back to the column's units, for predictions of a scaled target.</summary>
    /// <inheritdoc cref="Apply(ReadOnlySpan{float}, Span{float})"/>
    public void Undo(ReadOnlySpan<float> scaled, Span<float> values)
    {
        Check(scaled, values);
        for (int i = 0; i < scaled.Length; i++)
        {
            int group = ScaleGroups.GroupOf(i % Size, Size, offsets.Length);
            values[i] = (float)(scaled[i] * divisors[group] + offsets[group]);
        }
    }

    private static Scaler Fit(Dataset train, string column, ScalePer per, Func<Moments, (double Offset, double Divisor)> constants)
    {
        ArgumentNullException.ThrowIfNull(train);
        float[] values = train.CopyFloats(column);
        EntryColumn description = train.Description(column);
        int size = description.Size, groups = per.Count(description.Shape);
        var moments = new Moments[groups];
        for (int i = 0; i < values.Length; i++)
        {
            moments[ScaleGroups.GroupOf(i % size, size, groups)].Add(values[i]);
        }

        double[] offsets = new double[groups], divisors = new double[groups];
        for (int group = 0; group < groups; group++)
        {
            if (moments[group].Count == 0)
            {
                throw new ArgumentException($"'{description}' has no numbers at value {group} to fit a scale to.", nameof(column));
            }

            (offsets[group], double divisor) = constants(moments[group]);
            divisors[group] = divisor > 0 ? divisor : 1;
        }

        return new Scaler(column, size, offsets, divisors);
    }

    private void Check(ReadOnlySpan<float> values, Span<float> results)
    {
        if (values.Length % Size != 0 || results.Length != values.Length)
        {
            throw new ArgumentException($"'{Column}' has {Size} values per sample: {values.Length} values in room for {results.Length} do not fit.");
        }
    }
}
