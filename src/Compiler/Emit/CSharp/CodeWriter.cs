using System.Text;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Text with indentation. Lines end in \n on every machine.</summary>
internal sealed class CodeWriter
{
    private const int Width = 4, LongestCall = 120;
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

    /// <summary>Writes <c>method(arguments);</c>, an argument a line where one line would be long.</summary>
    public void Call(string method, string[] arguments)
    {
        string line = $"{method}({string.Join(", ", arguments)});";
        if (line.Length <= LongestCall)
        {
            Line(line);
            return;
        }

        Line(method + "(");
        Indent();
        for (int index = 0; index < arguments.Length; index++)
        {
            Line(arguments[index] + (index == arguments.Length - 1 ? ");" : ","));
        }

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
