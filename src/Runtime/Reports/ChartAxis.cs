using System.Globalization;

namespace CompiledNets;

/// <summary>One axis of a chart: what it spans, and where its labels stand.</summary>
internal sealed class ChartAxis
{
    private const int WantedTicks = 6;

    private readonly double low, high;
    private readonly bool isLogarithmic;

    private ChartAxis(double low, double high, bool isLogarithmic, double[] ticks)
    {
        (this.low, this.high, this.isLogarithmic) = (low, high, isLogarithmic);
        Ticks = ticks;
    }

    /// <summary>The labelled values.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis from the least value to the greatest, rounded outwards to ticks where it is not logarithmic.</summary>
    public static ChartAxis Over(IEnumerable<double> values, bool isLogarithmic)
    {
        double[] all = [.. values];
        (double least, double most) = all.Length == 0 ? (isLogarithmic ? 1 : 0, 1) : (all.Min(), all.Max());
        return isLogarithmic ? Powers(least, most) : Even(least, most);
    }

    /// <summary>Where a value lies, from 0 at the axis's start to 1 at its end.</summary>
    public double Place(double value) => isLogarithmic
        ? (Math.Log10(value) - Math.Log10(low)) / (Math.Log10(high) - Math.Log10(low))
        : (value - low) / (high - low);

    /// <summary>A tick's label.</summary>
    public string Text(double tick) => tick.ToString("0.######", CultureInfo.InvariantCulture) is { Length: < 8 } plain && (tick == 0 || plain != "0")
        ? plain
        : tick.ToString("0.#e0", CultureInfo.InvariantCulture);

    private static ChartAxis Even(double least, double most)
    {
        // Values so close that doubles have no steps between them are one value.
        if (most - least <= 1e-12 * Math.Max(Math.Abs(least), Math.Abs(most)))
        {
            double margin = least == 0 ? 1 : Math.Abs(least) / 2;
            (least, most) = (least - margin, most + margin);
        }

        double rough = (most - least) / WantedTicks, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        long first = (long)Math.Floor(least / step), last = (long)Math.Ceiling(most / step);
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        return new ChartAxis(ticks[0], ticks[^1], false, ticks);
    }

    private static ChartAxis Powers(double least, double most)
    {
        int first = (int)Math.Floor(Math.Log10(least)), last = (int)Math.Ceiling(Math.Log10(most));
        last = Math.Max(last, first + 1);
        int step = (last - first) / WantedTicks + 1;
        double[] ticks = [.. Enumerable.Range(0, (last - first) / step + 1).Select(i => Math.Pow(10, first + i * step))];
        return new ChartAxis(Math.Pow(10, first), Math.Pow(10, last), true, ticks);
    }
}
