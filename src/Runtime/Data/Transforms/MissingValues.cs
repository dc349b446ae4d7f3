namespace CompiledNets;

/// <summary>What missing values are replaced by.</summary>
public enum MissingFill
{
    /// <summary>The mean of the values that the training data have.</summary>
    Mean,

    /// <summary>Their median; between two middle ones, the mean of both.</summary>
    Median,

    /// <summary>A given number.</summary>
    Constant,
}

/// <summary>Replaces the missing values of a column of floats, those that are not a number, by constants that were fitted
/// on training data alone.</summary>
/// <example><code>
/// // In Pima's table a blood pressure of 0 means that nobody measured it.
/// MissingValues missing = MissingValues.Fit(train, "x", MissingFill.Median, zeroIsMissing: [1, 2, 3, 4, 5], indicator: "absent");
/// </code></example>
public sealed class MissingValues
{
    private const string Kind = "missing values";

    private readonly double[] fills;
    private readonly bool[] zeroIsMissing;

    private MissingValues(string column, double[] fills, bool[] zeroIsMissing, string? indicator)
    {
        Column = column;
        this.fills = fills;
        this.zeroIsMissing = zeroIsMissing;
        Indicator = indicator;
    }

    /// <summary>The column that it fills.</summary>
    public string Column { get; }

    /// <summary>The column of the same shape that it adds, 1 where a value was missing and else 0; <c>null</c> for none.</summary>
    public string? Indicator { get; }

    /// <summary>What each value of a sample is replaced by where it is missing.</summary>
    public ReadOnlySpan<double> Fills => fills;

    /// <summary>Fits what to put in place of missing values.</summary>
    /// <param name="train">The samples to fit.</param>
    /// <param name="column">A column of floats.</param>
    /// <param name="fill">What to put there.</param>
    /// <param name="constant">The number for <see cref="MissingFill.Constant"/>, and for values that no training sample has.</param>
    /// <param name="zeroIsMissing">The values of a sample, from 0 on, whose zeros are missing values too.</param>
    /// <param name="indicator">A column to add that tells what was missing; <c>null</c> for none.</param>
    /// <exception cref="ArgumentException">There is no such column of floats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A sample has no such value.</exception>
    public static MissingValues Fit(
        Dataset train, string column, MissingFill fill, float constant = 0, IEnumerable<int>? zeroIsMissing = null, string? indicator = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        float[] values = train.CopyFloats(column);
        int size = train.Description(column).Size;
        bool[] zeros = new bool[size];
        foreach (int value in zeroIsMissing ?? [])
        {
            if ((uint)value >= (uint)size)
            {
                throw new ArgumentOutOfRangeException(nameof(zeroIsMissing), value, $"Samples have {size} values.");
            }

            zeros[value] = true;
        }

        double[] fills = new double[size];
        for (int i = 0; i < size; i++)
        {
            IEnumerable<float> all = Enumerable.Range(0, train.Count).Select(row => values[row * size + i]);
            float[] present = [.. all.Where(value => !IsMissing(value, zeros[i]))];
            fills[i] = present.Length == 0 ? constant : fill switch
            {
                MissingFill.Mean => present.Average(value => (double)value),
                MissingFill.Median => Median(present),
                _ => constant,
            };
        }

        return new MissingValues(column, fills, zeros, indicator);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is something else, or damaged.</exception>
    public static MissingValues Load(string path)
    {
        ConstantsFile file = ConstantsFile.Load(path, Kind);
        double[] fills = file.Array("fills"), zeros = file.Array("zeroIsMissing");
        return fills.Length >= 1 && zeros.Length == fills.Length && file.Words.Length <= 1
            ? new MissingValues(file.Column, fills, [.. zeros.Select(zero => zero != 0)], file.Words.FirstOrDefault())
            : throw new InvalidDataException($"'{path}' is a damaged file of {Kind}: its constants do not fit each other.");
    }

    /// <summary>Writes the constants as JSON; a crash leaves the old file.</summary>
    public void Save(string path) => new ConstantsFile(
        Kind, Column, new() { ["fills"] = fills, ["zeroIsMissing"] = [.. zeroIsMissing.Select(zero => zero ? 1.0 : 0)] },
        Indicator is null ? [] : [Indicator]).Save(path);

    /// <summary>The dataset without missing values in the column, and with the indicator if there shall be one.</summary>
    /// <exception cref="ArgumentException">The dataset has no such column of floats, or of another size, or has a column of
    /// the indicator's name.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        float[] values = data.CopyFloats(Column), marks = new float[values.Length];
        EntryColumn description = data.Description(Column);
        if (description.Size != fills.Length)
        {
            throw new ArgumentException($"'{description}' has {description.Size} values per sample, but {fills.Length} were fitted.", nameof(data));
        }

        for (int i = 0; i < values.Length; i++)
        {
            int place = i % fills.Length;
            bool missing = IsMissing(values[i], zeroIsMissing[place]);
            values[i] = missing ? (float)fills[place] : values[i];
            marks[i] = missing ? 1 : 0;
        }

        Dataset filled = data.Replace(Column, values, description.Shape.AsSpan());
        return Indicator is null ? filled : filled.With(Indicator, marks, description.Shape.AsSpan());
    }

    private static bool IsMissing(float value, bool zeroIsMissing) => float.IsNaN(value) || zeroIsMissing && value == 0;

    private static double Median(float[] values)
    {
        Array.Sort(values);
        return ((double)values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
