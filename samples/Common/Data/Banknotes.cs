using CompiledNets;

namespace Samples.Data;

/// <summary>Banknotes by four measures of their wavelet-transformed photographs: column <c>input</c>, and whether they are forged: <c>target</c>.</summary>
public static class Banknotes
{
    /// <summary>What the four measures are called.</summary>
    public static IReadOnlyList<string> Measures { get; } = ["variance", "skewness", "kurtosis", "entropy"];

    /// <summary>Reads UCI's banknote_authentication.csv, or makes banknotes up.</summary>
    public static Dataset Load(string? path)
    {
        if (path is null)
        {
            return MakeUp(1000);
        }

        Table table = Table.ReadCsv(path, TableFormat.Csv with { HasHeader = false, Names = [.. Measures, "forged"] });
        return Dataset.Create().With("input", table.Floats([.. Measures]), 4).With("target", table.Floats("forged"), 1);
    }

    /// <summary>Two clouds of points with a plane between them that few of them cross.</summary>
    private static Dataset MakeUp(int count)
    {
        var random = new Random(1);
        (float[] input, float[] forged) = (new float[4 * count], new float[count]);
        for (int note = 0; note < count; note++)
        {
            forged[note] = note % 2;
            for (int measure = 0; measure < 4; measure++)
            {
                float spread = random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f;
                input[4 * note + measure] = 3 * spread + (note % 2 == 0 ? 1 : -1) * (measure < 3 ? 2 : 0);
            }
        }

        return Dataset.Create().With("input", input, 4).With("target", forged, 1);
    }
}
