using System.Globalization;

namespace CompiledNets;

/// <summary>The picture of one entry point.</summary>
internal sealed record PictureEntry(string Name, List<PictureBox> Boxes)
{
    /// <summary>For each box the number of its frame, or -1: boxes of one part or helper that are connected, and more than one.</summary>
    public int[] Frames()
    {
        int[] frames = [.. Enumerable.Range(0, Boxes.Count)];
        for (int number = 0; number < frames.Length; number++)
        {
            foreach (int input in Boxes[number].Inputs.Where(input => Boxes[input].Group == Boxes[number].Group))
            {
                (int from, int to) = (Math.Max(frames[number], frames[input]), Math.Min(frames[number], frames[input]));
                frames = [.. frames.Select(frame => frame == from ? to : frame)];
            }
        }

        return [.. frames.Select((frame, number) => Boxes[number].Group.Length > 0 && frames.Count(other => other == frame) > 1 ? frame : -1)];
    }

    /// <summary>What to write on a box: without a frame that says where it belongs, its title does.</summary>
    public string Title(int number) => Boxes[number].Group.Length > 0 && Frames()[number] < 0
        ? $"{PathText(Boxes[number].Group)} › {Boxes[number].Title}"
        : Boxes[number].Title;

    /// <summary>Reads the constant that the compiler emits (<c>PictureText</c> there): a letter for the kind, then fields between bars.</summary>
    public static IReadOnlyList<PictureEntry> Parse(string text)
    {
        var entries = new List<PictureEntry>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split('|');
            if (fields[0] == "E")
            {
                entries.Add(new PictureEntry(fields[1], []));
            }
            else
            {
                entries[^1].Boxes.Add(Box(fields));
            }
        }

        return entries;
    }

    private static PictureBox Box(string[] fields)
    {
        string Field(int index) => index < fields.Length ? fields[index] : "";
        PictureBoxKind kind = fields[0] switch
        {
            "I" => PictureBoxKind.Input,
            "L" => PictureBoxKind.Layer,
            "C" => PictureBoxKind.Entry,
            "O" => PictureBoxKind.Output,
            _ => throw new FormatException($"'{fields[0]}' is no kind of box."),
        };
        int[] inputs = [.. Field(3).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(input => int.Parse(input, CultureInfo.InvariantCulture))];
        int parameters = Field(4).Length > 0 ? int.Parse(Field(4), CultureInfo.InvariantCulture) : 0;
        return new PictureBox(kind, Field(1), Field(2), inputs, parameters, Field(5));
    }

    /// <summary>How a group's path is written: <c>Stage1 › Residual2</c>.</summary>
    public static string PathText(string group) => group.Replace(".", " › ", StringComparison.Ordinal);
}
