using System.Globalization;
using System.Text;

namespace CompiledNets;

/// <summary>Writes an SVG image: the entry points side by side, each from top to bottom. Boxes are light with dark words, all else is a grey
/// between, so that it can be read on light and dark pages.</summary>
internal static class SvgWriter
{
    private const double BoxHeight = 42, LayerHeight = 74, Top = 48, Margin = 22, Between = 40;
    private const string Grey = "#7d8590";

    public static string Write(string network, IReadOnlyList<PictureEntry> entries)
    {
        var content = new StringBuilder();
        double left = Margin, height = 0;
        foreach (PictureEntry entry in entries)
        {
            var layers = new PictureLayers(entry, number => Width(entry, number));
            PictureColumns.Place(layers);
            IReadOnlyList<SvgGroup> groups = SvgGroup.Of(entry, layers);
            double start = groups.Select(group => group.Left)
                .Concat(layers.Layers.SelectMany(layer => layer).Select(slot => slot.X - slot.Width / 2)).Min();
            double end = groups.Select(group => group.Right)
                .Concat(layers.Layers.SelectMany(layer => layer).Select(slot => slot.X + slot.Width / 2)).Max();
            foreach (Slot slot in layers.Layers.SelectMany(layer => layer))
            {
                slot.X += left - start;
            }

            WriteEntry(content, entry, layers, SvgGroup.Of(entry, layers), left);
            left += Math.Max(end - start, TextWidth(entry.Name, 8.5)) + Between;
            height = Math.Max(height, Top + layers.Layers.Count * LayerHeight);
        }

        string size = $"{Text(left - Between + Margin)} {Text(height)}";
        string[] sides = size.Split(' ');
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{sides[0]}" height="{sides[1]}" viewBox="0 0 {size}" role="img" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif" text-anchor="middle">
            <title>{Escape(network)}</title>
            <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="{Grey}"/></marker></defs>
            {content}</svg>

            """.Replace("\r", "", StringComparison.Ordinal);
    }

    private static void WriteEntry(StringBuilder text, PictureEntry entry, PictureLayers layers, IReadOnlyList<SvgGroup> groups, double left)
    {
        Line(text, $"""<text x="{Text(left)}" y="24" font-size="15" font-weight="600" text-anchor="start" fill="{Grey}">{Escape(entry.Name)}</text>""");
        foreach (SvgGroup group in groups)
        {
            double top = Y(group.First) - SvgGroup.Padding, bottom = Y(group.Last) + BoxHeight + SvgGroup.Padding, x = group.Left + SvgGroup.Head - 2;
            Line(text, $"""<rect x="{Text(group.Left)}" y="{Text(top)}" width="{Text(group.Right - group.Left)}" height="{Text(bottom - top)}" rx="8" fill="{Grey}" fill-opacity="0.1" stroke="{Grey}" stroke-opacity="0.5"/>""");
            Line(text, $"""<text transform="translate({Text(x)} {Text((top + bottom) / 2)}) rotate(-90)" font-size="11" fill="{Grey}">{Escape(PictureEntry.PathText(group.Name))}</text>""");
        }

        foreach (Slot[] arrow in layers.Arrows)
        {
            Line(text, $"""<path d="{Way(arrow)}" fill="none" stroke="{Grey}" stroke-width="1.5" marker-end="url(#tip)"/>""");
        }

        foreach (Slot slot in layers.Slots)
        {
            PictureBox box = entry.Boxes[slot.Box];
            WriteBox(text, slot, box, entry.Title(slot.Box));
        }
    }

    private static void WriteBox(StringBuilder text, Slot slot, PictureBox box, string title)
    {
        (string fill, string stroke) = box switch
        {
            { Kind: PictureBoxKind.Input or PictureBoxKind.Output } => ("#dcfce7", "#15a34a"),
            { Kind: PictureBoxKind.Entry } => ("#fef3c7", "#d97706"),
            { Parameters: > 0 } => ("#dbeafe", "#3b82f6"),
            _ => ("#f1f5f9", "#64748b"),
        };
        string radius = box.Kind is PictureBoxKind.Input or PictureBoxKind.Output ? "21" : "6";
        double y = Y(slot.Layer);
        Line(text, $"""<rect x="{Text(slot.X - slot.Width / 2)}" y="{Text(y)}" width="{Text(slot.Width)}" height="{Text(BoxHeight)}" rx="{radius}" fill="{fill}" stroke="{stroke}"/>""");
        Line(text, $"""<text x="{Text(slot.X)}" y="{Text(y + 18)}" font-size="13" font-weight="600" fill="#1f2937">{Escape(title)}</text>""");
        Line(text, $"""<text x="{Text(slot.X)}" y="{Text(y + 33)}" font-size="11" fill="#4b5563">{Escape(box.Facts)}</text>""");
    }

    /// <summary>Down from box to box; past each layer between, straight.</summary>
    private static string Way(Slot[] arrow)
    {
        var way = new StringBuilder($"M{Text(arrow[0].X)},{Text(Y(arrow[0].Layer) + BoxHeight)}");
        for (int index = 1; index < arrow.Length; index++)
        {
            double from = Y(arrow[index - 1].Layer) + BoxHeight, to = Y(arrow[index].Layer), middle = (from + to) / 2;
            (string x0, string x1) = (Text(arrow[index - 1].X), Text(arrow[index].X));
            way.Append(x0 == x1 ? $" V{Text(to)}" : $" C{x0},{Text(middle)} {x1},{Text(middle)} {x1},{Text(to)}");
            way.Append(index < arrow.Length - 1 ? $" V{Text(to + BoxHeight)}" : "");
        }

        return way.ToString();
    }

    private static double Y(int layer) => Top + layer * LayerHeight;

    private static double Width(PictureEntry entry, int number) =>
        Math.Max(TextWidth(entry.Title(number), 8.2), TextWidth(entry.Boxes[number].Facts, 6.2)) + 24;

    // No font can be asked here: a sans serif's usual width.
    private static double TextWidth(string text, double perLetter) => text.Length * perLetter;

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static string Text(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
