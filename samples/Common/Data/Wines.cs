using CompiledNets;

namespace Samples.Data;

/// <summary>Red wines of UCI's table: column <c>input</c>, eleven measures, and <c>target</c>, the mark that tasters gave, 0 to 10.</summary>
public static class Wines
{
    /// <summary>Measures of each.</summary>
    public const int Measures = 11;

    /// <summary>Reads UCI's winequality-red.csv, or makes wines up.</summary>
    public static Dataset Load(string? path)
    {
        if (path is null)
        {
            return MakeUp(400);
        }

        Table table = Table.ReadCsv(path, TableFormat.Csv with { HasHeader = false });
        return Dataset.Create().With("input", table.Floats(..Measures), Measures).With("target", table.Floats(Measures..), 1);
    }

    /// <summary>Marks that depend on some of the measures, not linearly, and on the tasters' mood.</summary>
    private static Dataset MakeUp(int count)
    {
        var random = new Random(1);
        float[] measures = [.. Enumerable.Range(0, count * Measures).Select(_ => random.NextSingle())];
        float[] marks = [.. Enumerable.Range(0, count).Select(wine =>
            5 + 2 * measures[wine * Measures] - 4 * MathF.Pow(measures[wine * Measures + 1] - 0.5f, 2) + 0.6f * (random.NextSingle() - 0.5f))];
        return Dataset.Create().With("input", measures, Measures).With("target", marks, 1);
    }
}
