using System.Collections.Immutable;
using System.Globalization;

namespace CompiledNets;

/// <summary>How far the data that a served network sees have moved from those it was trained on.</summary>
/// <example><code>
/// DriftReport report = DriftReport.Between(train, lastWeek);
/// if (report.Worst.StabilityIndex > 0.25) …
/// </code></example>
public sealed class DriftReport
{
    private DriftReport(ImmutableArray<ColumnDrift> values) => Values = values;

    /// <summary>Each value of each column that both datasets have, in the reference's order.</summary>
    public ImmutableArray<ColumnDrift> Values { get; }

    /// <summary>The value with the greatest stability index.</summary>
    public ColumnDrift Worst => Values.MaxBy(value => value.StabilityIndex)!;

    /// <summary>Compares all columns that both datasets have: floats by both measures, ints by the stability index.</summary>
    /// <param name="reference">What training saw.</param>
    /// <param name="live">What is served.</param>
    /// <param name="bins">Bins of the stability index of floats, at least 2.</param>
    /// <exception cref="ArgumentException">They have no column in common, or one is of another kind or size; or one has no
    /// samples.</exception>
    public static DriftReport Between(Dataset reference, Dataset live, int bins = 10)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(live);
        if (reference.Count == 0 || live.Count == 0)
        {
            throw new ArgumentException($"{reference.Count} and {live.Count} samples cannot be compared.");
        }

        var values = ImmutableArray.CreateBuilder<ColumnDrift>();
        foreach (EntryColumn column in reference.Columns)
        {
            if (live.Columns.FirstOrDefault(other => other.Name == column.Name) is not { } counterpart)
            {
                continue;
            }

            if (counterpart.Kind != column.Kind || counterpart.Size != column.Size)
            {
                throw new ArgumentException($"The reference has '{column}', but '{counterpart}' is served.", nameof(live));
            }

            values.AddRange(column.Kind == ColumnKind.Tensor
                ? Floats(column, reference.CopyFloats(column.Name), live.CopyFloats(column.Name), bins)
                : Tokens(column, reference.CopyTokens(column.Name), live.CopyTokens(column.Name)));
        }

        return values.Count > 0
            ? new DriftReport(values.ToImmutable())
            : throw new ArgumentException($"{reference} and {live} have no column in common.", nameof(live));
    }

    /// <summary>A line for each value.</summary>
    public override string ToString() => string.Join('\n', Values);

    private static IEnumerable<ColumnDrift> Floats(EntryColumn column, float[] reference, float[] live, int bins)
    {
        for (int value = 0; value < column.Size; value++)
        {
            float[] first = Pick(reference, value, column.Size), second = Pick(live, value, column.Size);
            yield return new ColumnDrift(
                column.Name, value, PopulationStabilityIndex.Between(first, second, bins), KolmogorovSmirnov.Between(first, second));
        }
    }

    private static IEnumerable<ColumnDrift> Tokens(EntryColumn column, int[] reference, int[] live)
    {
        for (int value = 0; value < column.Size; value++)
        {
            double index = PopulationStabilityIndex.Between(Pick(reference, value, column.Size), Pick(live, value, column.Size));
            yield return new ColumnDrift(column.Name, value, index, null);
        }
    }

    /// <summary>Every sample's value of one number.</summary>
    private static T[] Pick<T>(T[] values, int number, int size)
    {
        T[] picked = new T[values.Length / size];
        for (int sample = 0; sample < picked.Length; sample++)
        {
            picked[sample] = values[sample * size + number];
        }

        return picked;
    }
}

/// <summary>How far one value of a column has moved.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">Which value of its samples, from 0 on.</param>
/// <param name="StabilityIndex">The population stability index.</param>
/// <param name="Test">The test of Kolmogorov and Smirnov; <c>null</c> for ints, which it is not for.</param>
public sealed record ColumnDrift(string Column, int Value, double StabilityIndex, KolmogorovSmirnov? Test)
{
    /// <summary>As reports print it: <c>x[2]: PSI 0.31, KS 0.22 (p = 0.004)</c>.</summary>
    public override string ToString()
    {
        string index = string.Create(CultureInfo.InvariantCulture, $"{Column}[{Value}]: PSI {StabilityIndex:0.###}");
        return Test is { } test
            ? string.Create(CultureInfo.InvariantCulture, $"{index}, KS {test.Statistic:0.###} (p = {test.PValue:0.###})")
            : index;
    }
}
