using CompiledNets;

namespace Samples.Data;

/// <summary>A series of daily temperatures.</summary>
public static class Temperatures
{
    /// <summary>Reads a CSV file whose last column is the series, or makes ten years up.</summary>
    public static float[] Load(string? path)
    {
        if (path is not null)
        {
            Table table = Table.ReadCsv(path);
            return table.Floats(table.Names[^1]);
        }

        // A year's wave, and weather that lasts for some days.
        var random = new Random(1);
        float weather = 0;
        return [.. Enumerable.Range(0, 3650).Select(day =>
        {
            weather = 0.6f * weather + 6 * (random.NextSingle() - 0.5f);
            return 11 + 4 * MathF.Cos(day * 2 * MathF.PI / 365.25f) + weather + 3 * (random.NextSingle() - 0.5f);
        })];
    }
}
