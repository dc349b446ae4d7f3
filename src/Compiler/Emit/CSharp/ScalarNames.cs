namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Names of the locals in straight-line code.</summary>
internal sealed class ScalarNames
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> rows = new(StringComparer.Ordinal);

    /// <summary>What one sample's part of a span is called.</summary>
    public string Row(string span, out bool isNew)
    {
        isNew = !rows.TryGetValue(span, out string? row);
        if (isNew)
        {
            row = Unique("v" + Names.Pascal(span.TrimStart('@')));
            rows.Add(span, row);
        }

        return row!;
    }

    /// <summary>What a value is called; the suffix says which of its elements.</summary>
    public string Local(string value, string suffix) => Unique("v" + Names.Pascal(value) + suffix);

    private string Unique(string wanted)
    {
        string name = wanted;
        for (int number = 2; !taken.Add(name); number++)
        {
            name = wanted + "_" + Names.Text(number);
        }

        return name;
    }
}
