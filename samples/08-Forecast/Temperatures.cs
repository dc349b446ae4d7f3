using CompiledNets;

namespace Forecast;

/// <summary>A series of daily temperatures, cut into pieces: column <c>days</c>, and <c>next</c>, the day after them.</summary>
internal static class Temperatures
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

    /// <summary>The first days to learn from, the others to judge by: in the order of time, since nobody learns from the future.</summary>
    public static (Dataset Train, Dataset Test) Split(float[] series, double share)
    {
        int first = (int)(share * series.Length);
        return (Pieces(series[..first]), Pieces(series[(first - TemperatureNet.Days)..]));
    }

    private static Dataset Pieces(float[] series)
    {
        const int days = TemperatureNet.Days;
        int count = series.Length - days;
        float[] pieces = [.. Enumerable.Range(0, count).SelectMany(start => series[start..(start + days)])];
        return Dataset.Create().With("days", pieces, days, 1).With("next", series[days..], 1);
    }
}
