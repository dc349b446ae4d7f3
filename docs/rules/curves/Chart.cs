using System.Globalization;
using System.Text;

namespace Curves;

/// <summary>Draws the curves of an example as SVG: thin lines for seeds, a thick one for their median. Numbers are rounded, so that the same
/// curves give the same bytes.</summary>
internal sealed class Chart
{
    private const double Left = 56, Top = 34, Width = 560, Height = 240;
    private const string BadColor = "#c0392b", GoodColor = "#1e7e45";

    private readonly Example example;
    private readonly double lowest;
    private readonly double highest;
    private readonly StringBuilder text = new();

    private Chart(Example example, IEnumerable<Curve> curves)
    {
        this.example = example;
        double[] values = [.. curves.SelectMany(curve => curve.Values).Where(double.IsFinite)];
        highest = example.IsLogarithmic ? Math.Pow(10, Math.Ceiling(Math.Log10(values.Max()))) : RoundUp(Quantile(values, 0.99));
        lowest = example.IsLogarithmic ? Math.Pow(10, Math.Floor(Math.Log10(Math.Max(values.Min(), 1e-6)))) : 0;
    }

    public static string Of(Example example, Curve[] bad, Curve[] good)
    {
        var chart = new Chart(example, bad.Concat(good));
        chart.Frame();
        chart.Draw(bad, BadColor);
        chart.Draw(good, GoodColor);
        chart.Legend(0, BadColor, "reported", bad);
        chart.Legend(1, GoodColor, "good", good);
        chart.text.Append("</svg>\n");
        return chart.text.ToString();
    }

    private void Frame()
    {
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 320\" width=\"640\" height=\"320\" font-family=\"sans-serif\" font-size=\"12\">");
        Line($"<title>{example.Rule}: {example.Drawn}</title>");
        Line($"<rect width=\"640\" height=\"320\" fill=\"#ffffff\"/>");
        foreach (double value in Marks())
        {
            double y = Y(value);
            Line($"<path d=\"M{Left} {y:0.#}h{Width}\" stroke=\"#dddddd\"/><text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{value:0.####}</text>");
        }

        for (int quarter = 0; quarter <= 4; quarter++)
        {
            int epoch = example.Epochs * quarter / 4;
            Line($"<text x=\"{X(epoch):0.#}\" y=\"{Top + Height + 18:0.#}\" text-anchor=\"middle\">{epoch}</text>");
        }

        Line($"<text x=\"{Left + Width / 2:0.#}\" y=\"{Top + Height + 36:0.#}\" text-anchor=\"middle\">epochs</text>");
        Line($"<text x=\"{Left}\" y=\"16\">{example.Drawn}</text>");
    }

    private void Draw(Curve[] curves, string color)
    {
        foreach (Curve curve in curves)
        {
            Line($"<path d=\"{Path(curve.Values)}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1\" opacity=\"0.35\"/>");
            if (curve.Diverged)
            {
                Line($"<circle cx=\"{X(curve.Values.Count - 1):0.#}\" cy=\"{Y(curve.Values[^1]):0.#}\" r=\"4\" fill=\"{color}\"/>");
            }
        }

        int length = curves.Min(curve => curve.Values.Count);
        double[] median = [.. Enumerable.Range(0, length).Select(epoch => Quantile([.. curves.Select(curve => curve.Values[epoch])], 0.5))];
        Line($"<path d=\"{Path(median)}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2.5\"/>");
    }

    private void Legend(int row, string color, string name, Curve[] curves)
    {
        int diverged = curves.Count(curve => curve.Diverged);
        string end = diverged == 0 ? "" : $", NaN in {diverged} of {curves.Length} trainings";
        double y = 12 + 14 * row;
        Line($"<path d=\"M330 {y:0.#}h24\" stroke=\"{color}\" stroke-width=\"2.5\"/><text x=\"360\" y=\"{y + 4:0.#}\">{name}{end}</text>");
    }

    private string Path(IReadOnlyList<double> values) => "M" + string.Join(
        "L", values.Select((value, epoch) => string.Create(CultureInfo.InvariantCulture, $"{X(epoch):0.#} {Y(value):0.#}")));

    private double X(double epoch) => Left + Width * epoch / example.Epochs;

    private double Y(double value)
    {
        double share = example.IsLogarithmic
            ? (Math.Log10(Math.Max(value, lowest)) - Math.Log10(lowest)) / (Math.Log10(highest) - Math.Log10(lowest))
            : (value - lowest) / (highest - lowest);
        return Top + Height * (1 - Math.Clamp(share, 0, 1));
    }

    private IEnumerable<double> Marks()
    {
        if (!example.IsLogarithmic)
        {
            return Enumerable.Range(0, 5).Select(quarter => highest * quarter / 4);
        }

        int first = (int)Math.Round(Math.Log10(lowest)), last = (int)Math.Round(Math.Log10(highest));
        return Enumerable.Range(first, last - first + 1).Select(power => Math.Pow(10, power));
    }

    /// <summary>1, 2 or 4 times a power of ten that is at least so large.</summary>
    private static double RoundUp(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return new[] { 1.0, 2, 4, 6, 8, 10 }.First(digit => digit >= value / power * 0.999) * power;
    }

    private static double Quantile(double[] values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)(share * (sorted.Length - 1))];
    }

    private void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
