using System.Text;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Text with indentation. Lines end in \n on every machine.</summary>
internal sealed class CodeWriter
{
    private const int Width = 4, LongestList = 120;
    private readonly StringBuilder text = new();
    private int depth;

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            text.Append(' ', depth * Width).Append(line);
        }

        text.Append('\n');
    }

    /// <summary>Several lines, each indented.</summary>
    public void Lines(string block)
    {
        foreach (string line in block.TrimEnd('\n').Split('\n'))
        {
            Line(line.TrimEnd('\r'));
        }
    }

    /// <summary>Writes a statement that may hold a long sum: in several lines then, each but the first of which begins with a plus.</summary>
    public void Sum(string statement)
    {
        string line = "", indent = "";
        foreach (string term in statement.Replace(" + ", "\n+ ").Split('\n'))
        {
            if (line.Length > 0 && line.Length + 1 + term.Length > LongestList)
            {
                Line(indent + line);
                (line, indent) = ("", new string(' ', Width));
            }

            line += line.Length == 0 ? term : " " + term;
        }

        Line(indent + line);
    }

    /// <summary>Writes <c>method(arguments);</c>.</summary>
    public void Call(string method, IReadOnlyList<string> arguments) => List(method, arguments, ";");

    /// <summary>Writes a list in parentheses: on the line of <paramref name="start"/> if that is short enough, else below it in full lines.</summary>
    public void List(string start, IReadOnlyList<string> items, string end = "")
    {
        string whole = $"{start}({string.Join(", ", items)}){end}";
        if (whole.Length <= LongestList)
        {
            Line(whole);
            return;
        }

        Line(start + "(");
        Indent();
        string line = "";
        for (int index = 0; index < items.Count; index++)
        {
            string item = items[index] + (index == items.Count - 1 ? ")" + end : ",");
            if (line.Length > 0 && line.Length + 1 + item.Length > LongestList)
            {
                Line(line);
                line = "";
            }

            line += line.Length == 0 ? item : " " + item;
        }

        Line(line);
        Outdent();
    }

    /// <summary>Opens a block in braces; dispose it to close. <paramref name="after"/> follows the closing brace.</summary>
    public Block Braces(string header, string after = "")
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        depth++;
        return new Block(this, after);
    }

    public void Indent() => depth++;

    public void Outdent() => depth--;

    public override string ToString() => text.ToString();

    internal readonly struct Block(CodeWriter writer, string after) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line("}" + after);
        }
    }
}
