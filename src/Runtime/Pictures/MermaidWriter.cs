using System.Globalization;
using System.Text;

namespace CompiledNets;

/// <summary>Writes a Mermaid flowchart: a subgraph for each entry point where there are several, and for each group of layers.</summary>
internal static class MermaidWriter
{
    public static string Write(IReadOnlyList<PictureEntry> entries)
    {
        var text = new StringBuilder("flowchart TD\n");
        for (int index = 0; index < entries.Count; index++)
        {
            string prefix = string.Create(CultureInfo.InvariantCulture, $"e{index}");
            if (entries.Count > 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"  subgraph {prefix}[\"{Escape(entries[index].Name)}\"]\n");
            }

            WriteBoxes(text, entries[index], prefix);
            WriteArrows(text, entries[index], prefix);
            text.Append(entries.Count > 1 ? "  end\n" : "");
        }

        return text.ToString();
    }

    private static void WriteBoxes(StringBuilder text, PictureEntry entry, string prefix)
    {
        int[] frames = entry.Frames();
        foreach (var frame in Enumerable.Range(0, frames.Length).GroupBy(number => frames[number]))
        {
            bool isFrame = frame.Key >= 0;
            if (isFrame)
            {
                text.Append(CultureInfo.InvariantCulture, $"    subgraph {prefix}f{frame.Key}[\"{Escape(PictureEntry.PathText(entry.Boxes[frame.Key].Group))}\"]\n");
            }

            foreach (int number in frame)
            {
                PictureBox box = entry.Boxes[number];
                (string open, string close) = box.Kind is PictureBoxKind.Input or PictureBoxKind.Output ? ("([", "])") : ("[", "]");
                text.Append(CultureInfo.InvariantCulture, $"    {prefix}b{number}{open}\"{Escape(entry.Title(number))}<br/>{Escape(box.Facts)}\"{close}\n");
            }

            text.Append(isFrame ? "    end\n" : "");
        }
    }

    private static void WriteArrows(StringBuilder text, PictureEntry entry, string prefix)
    {
        for (int number = 0; number < entry.Boxes.Count; number++)
        {
            foreach (int input in entry.Boxes[number].Inputs)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {prefix}b{input} --> {prefix}b{number}\n");
            }
        }
    }

    // Entity codes in Mermaid's own spelling: a quote would end the label.
    private static string Escape(string label) => label
        .Replace("&", "#amp;", StringComparison.Ordinal)
        .Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal)
        .Replace(">", "#gt;", StringComparison.Ordinal);
}
