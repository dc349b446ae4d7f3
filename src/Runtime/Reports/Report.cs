using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace CompiledNets;

/// <summary>What there is to say about a training, as one HTML file that needs no other: curves as SVG, images within it, no scripts.</summary>
/// <example><code>
/// new Report("DigitNet")
///     .Facts("Settings", ("seed", 1), ("epochs", 5))
///     .Training(result)
///     .Confusion(matrix)
///     .Text("Network", DigitNet.Summary)
///     .Save("digits.html");
/// </code></example>
/// <param name="title">The heading.</param>
public sealed class Report(string title)
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
        table { border-collapse: collapse; } td, th { padding: .15rem .8rem .15rem 0; text-align: left; font-weight: normal; }
        th { color: #808080; } .n td:not(:first-child), .n th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums; }
        .c td { padding: .2rem .5rem; } .h td, .h th { padding: 0; min-width: 1.1rem; text-align: center; }
        pre { overflow-x: auto; font-size: 12px; } svg, img { max-width: 100%; height: auto; }
        img { image-rendering: pixelated; } figcaption { color: #808080; }
        @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818; } }
        """;

    private readonly StringBuilder body = new();

    /// <summary>Adds names and values: what was trained with, or what came out.</summary>
    /// <param name="heading">The section's heading.</param>
    /// <param name="facts">Each is a line; numbers are written as in English.</param>
    public Report Facts(string heading, params IEnumerable<(string Name, object Value)> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Heading(heading);
        body.Append("<table>\n");
        foreach ((string name, object value) in facts)
        {
            body.Append(CultureInfo.InvariantCulture, $"<tr><th>{Escape(name)}</th><td>{Escape(value)}</td></tr>\n");
        }

        body.Append("</table>\n");
        return this;
    }

    /// <summary>Adds the course of a training: losses and metrics as curves, the best epoch and the last.</summary>
    public Report Training(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        ImmutableArray<EpochResult> epochs = result.Epochs;
        LineChart losses = new LineChart("epoch", "loss").Add("training", epochs.Select(epoch => epoch.TrainingLoss));
        if (epochs.Any(epoch => epoch.ValidationLoss is not null))
        {
            losses.Add("validation", epochs.Select(epoch => epoch.ValidationLoss ?? double.NaN));
        }

        Chart("Loss", losses);
        foreach (string metric in epochs.SelectMany(epoch => epoch.Metrics).Select(metric => metric.Name).Distinct())
        {
            Chart(metric, new LineChart("epoch", metric).Add(metric, epochs.Select(epoch => epoch.Metric(metric))));
        }

        return Facts("Epochs", [
            ("best", result.BestEpoch == 0 ? "none" : Describe(result.Best)), ("last", Describe(result.Last)),
            ("time", string.Create(CultureInfo.InvariantCulture, $"{epochs.Sum(epoch => epoch.Duration.TotalSeconds):0.#} s"))]);
    }

    /// <summary>Adds a chart.</summary>
    public Report Chart(string heading, LineChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return Picture(heading, chart.ToSvg());
    }

    /// <summary>Adds the picture of a graph.</summary>
    public Report Chart(string heading, GraphChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return Picture(heading, chart.ToSvg());
    }

    /// <summary>Adds counts of answers: a row for each right class, a column for each answer, darker where there are more.</summary>
    public Report Confusion(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Heading("Confusion matrix (rows: right, columns: answered)");
        string[] names = [.. Enumerable.Range(0, matrix.Classes).Select(matrix.NameOf)];
        double[] sums = [.. names.Select((_, right) => (double)names.Select((_, answered) => matrix[right, answered]).Sum())];
        Shaded("n c", names, names, (right, answered) => (matrix[right, answered], matrix[right, answered] / Math.Max(1, sums[right])));
        return this;
    }

    /// <summary>Adds numbers from 0 on as shades, the darkest for the greatest of all: attention weights, say, with a row for each token that was
    /// written and a column for each that was read.</summary>
    /// <param name="heading">The section's heading.</param>
    /// <param name="rows">What the rows are called.</param>
    /// <param name="columns">What the columns are called; single characters keep them narrow.</param>
    /// <param name="values">Row by row, (rows, columns). Less than 0 and what is no number is as 0.</param>
    /// <exception cref="ArgumentException">There are not as many values.</exception>
    public Report HeatMap(string heading, IReadOnlyList<string> rows, IReadOnlyList<string> columns, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        if (values.Length != rows.Count * columns.Count)
        {
            throw new ArgumentException($"{rows.Count} rows of {columns.Count} are not {values.Length} values.", nameof(values));
        }

        float[] kept = values.ToArray();
        float greatest = kept.Where(float.IsFinite).DefaultIfEmpty().Max();
        Heading(heading);
        Shaded("h", rows, columns, (row, column) => ("", greatest > 0 ? kept[row * columns.Count + column] / greatest : 0));
        return this;
    }

    /// <summary>Adds an image, such as <see cref="PixelImage.Grid"/>.</summary>
    /// <param name="heading">The section's heading.</param>
    /// <param name="image">What to show; it becomes a part of the file.</param>
    /// <param name="caption">What there is to see, or <c>null</c>.</param>
    /// <param name="zoom">How many pixels of the page are one of the image, at least 1.</param>
    public Report Image(string heading, PixelImage image, string? caption = null, int zoom = 1)
    {
        ArgumentNullException.ThrowIfNull(image);
        Hyperparameter.AtLeast(1, zoom, nameof(zoom));
        Heading(heading);
        using var png = new MemoryStream();
        Png.Write(png, image);
        string data = Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length);
        body.Append(CultureInfo.InvariantCulture, $"<figure><img width=\"{image.Width * zoom}\" alt=\"{Escape(caption ?? heading)}\" src=\"data:image/png;base64,{data}\">")
            .Append(caption is null ? "" : $"<figcaption>{Escape(caption)}</figcaption>").Append("</figure>\n");
        return this;
    }

    /// <summary>Adds text as it is, each character as wide as another: a network's <c>Summary</c>, say.</summary>
    public Report Text(string heading, string text)
    {
        Heading(heading);
        body.Append(CultureInfo.InvariantCulture, $"<pre>{Escape(text)}</pre>\n");
        return this;
    }

    /// <summary>Writes the file; a crash leaves the old one.</summary>
    /// <param name="path">The file to make or replace. Its directory must exist.</param>
    public void Save(string path)
    {
        byte[] html = Encoding.UTF8.GetBytes(ToString());
        AtomicFile.Write(path, stream => stream.Write(html));
    }

    /// <summary>The whole page.</summary>
    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Escape(title)}</title>
        <style>
        {Style}
        </style></head>
        <body>
        <h1>{Escape(title)}</h1>
        {body}</body>
        </html>

        """;

    private static string Describe(EpochResult epoch)
    {
        string losses = string.Create(CultureInfo.InvariantCulture, $"{epoch.Epoch}: training {epoch.TrainingLoss:0.####}")
            + (epoch.ValidationLoss is { } validation ? string.Create(CultureInfo.InvariantCulture, $", validation {validation:0.####}") : "");
        return losses + string.Concat(epoch.Metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $", {metric.Name} {metric.Value:0.####}")));
    }

    /// <summary>A table whose cells have a text and a shade, from 0 for none to 1.</summary>
    private void Shaded(
        string kind, IReadOnlyList<string> rows, IReadOnlyList<string> columns, Func<int, int, (object Text, double Shade)> cellOf)
    {
        body.Append(CultureInfo.InvariantCulture, $"<table class=\"{kind}\">\n<tr><th></th>")
            .AppendJoin("", columns.Select(name => $"<th>{Escape(name)}</th>")).Append("</tr>\n");
        for (int row = 0; row < rows.Count; row++)
        {
            body.Append(CultureInfo.InvariantCulture, $"<tr><th>{Escape(rows[row])}</th>");
            for (int column = 0; column < columns.Count; column++)
            {
                (object text, double shade) = cellOf(row, column);
                double alpha = 0.75 * (shade > 0 ? Math.Min(shade, 1) : 0);
                body.Append(CultureInfo.InvariantCulture, $"<td style=\"background:rgba(0,114,178,{alpha:0.##})\">{Escape(text)}</td>");
            }

            body.Append("</tr>\n");
        }

        body.Append("</table>\n");
    }

    private static string Escape(object value) => WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)) ?? "";

    private Report Picture(string heading, string svg)
    {
        Heading(heading);
        body.Append(svg);
        return this;
    }

    private void Heading(string text) => body.Append(CultureInfo.InvariantCulture, $"<h2>{Escape(text)}</h2>\n");
}
