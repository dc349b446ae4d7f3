using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace CompiledNets;

/// <summary>Curves over one axis, as a picture in text: SVG that stands by itself or within HTML, and fits light and dark pages.</summary>
/// <example><code>
/// string svg = new LineChart("epoch", "loss").Add("training", losses).Add("validation", validationLosses).ToSvg();
/// </code></example>
/// <param name="x">What the horizontal axis counts.</param>
/// <param name="y">What the vertical axis measures.</param>
public sealed class LineChart(string x, string y)
{
    private const double Width = 640, Height = 320, Left = 64, Right = 16, Top = 34, Bottom = 44;

    // Beyond it, an axis would run out of the range of doubles.
    private const double Greatest = 1e300;

    // Told apart by those who do not see red or green too, on white as on black: Okabe and Ito, https://jfly.uni-koeln.de/color.
    internal static readonly string[] Colours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9"];

    private readonly List<(string Name, ImmutableArray<(double X, double Y)> Points)> curves = [];

    /// <summary>Whether the vertical axis is logarithmic: values of 0 and less are then left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Adds a curve through (1, values[0]), (2, values[1]), ... A value that is no finite number interrupts it.</summary>
    public LineChart Add(string name, IEnumerable<double> values) => Add(name, values.Select((value, index) => (index + 1.0, value)));

    /// <summary>Adds a curve through points, in their order. A value that is no finite number interrupts it.</summary>
    public LineChart Add(string name, IEnumerable<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(points);
        curves.Add((name, [.. points]));
        return this;
    }

    /// <summary>The picture.</summary>
    public string ToSvg()
    {
        (double X, double Y)[] drawn = [.. curves.SelectMany(curve => curve.Points).Where(IsDrawn)];
        ChartAxis across = ChartAxis.Over(drawn.Select(point => point.X), isLogarithmic: false);
        ChartAxis up = ChartAxis.Over(drawn.Select(point => point.Y), Logarithmic);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width} {Height}' width='{Width}' ")
            .Append("font-family='system-ui, sans-serif' font-size='12' fill='#808080'>\n");
        foreach (double tick in up.Ticks)
        {
            double height = Vertical(up, tick);
            svg.Append(CultureInfo.InvariantCulture, $"<path d='M{Left} {height:0.#}H{Width - Right}' stroke='#808080' stroke-opacity='0.25'/>")
                .Append(Label(Left - 6, height + 4, "end", up.Text(tick)));
        }

        foreach (double tick in across.Ticks)
        {
            svg.Append(Label(Horizontal(across, tick), Height - Bottom + 18, "middle", across.Text(tick)));
        }

        svg.Append(Label((Left + Width - Right) / 2, Height - 6, "middle", x)).Append(Label(6, 16, "start", y));
        for (int i = 0; i < curves.Count; i++)
        {
            AppendCurve(svg, i, across, up);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static double Horizontal(ChartAxis axis, double value) => Left + axis.Place(value) * (Width - Left - Right);

    private static double Vertical(ChartAxis axis, double value) => Height - Bottom - axis.Place(value) * (Height - Top - Bottom);

    private static string Label(double x, double y, string anchor, string text) => string.Create(
        CultureInfo.InvariantCulture, $"<text x='{x:0.#}' y='{y:0.#}' text-anchor='{anchor}'>{WebUtility.HtmlEncode(text)}</text>\n");

    private void AppendCurve(StringBuilder svg, int number, ChartAxis across, ChartAxis up)
    {
        (string name, ImmutableArray<(double X, double Y)> points) = curves[number];
        string colour = Colours[number % Colours.Length];
        svg.Append(CultureInfo.InvariantCulture, $"<path fill='none' stroke='{colour}' stroke-width='1.8' stroke-linejoin='round' stroke-linecap='round' d='");
        bool isPenDown = false;
        foreach ((double X, double Y) point in points)
        {
            bool isDrawn = IsDrawn(point);
            if (isDrawn)
            {
                // A lone point between gaps is a line of no length, which round caps make visible.
                svg.Append(CultureInfo.InvariantCulture, $"{(isPenDown ? 'L' : 'M')}{Horizontal(across, point.X):0.#} {Vertical(up, point.Y):0.#}")
                    .Append(isPenDown ? "" : "h0");
            }

            isPenDown = isDrawn;
        }

        double place = Left + number * (Width - Left - Right) / Math.Max(4, curves.Count);
        svg.Append("'/>\n")
            .Append(CultureInfo.InvariantCulture, $"<path d='M{place + 40:0.#} {Top - 12}h18' stroke='{colour}' stroke-width='3'/>")
            .Append(Label(place + 64, Top - 8, "start", name));
    }

    private bool IsDrawn((double X, double Y) point) =>
        Math.Abs(point.X) <= Greatest && Math.Abs(point.Y) <= Greatest && (!Logarithmic || point.Y >= 1 / Greatest);
}
