namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The names of an emitted method's parameters.</summary>
internal static class EntrySignature
{
    /// <summary>What receives the results: their own names, or <c>output</c>, and <c>output2</c> for the second nameless one. A
    /// name that an input has, too, is followed by "Output".</summary>
    public static string[] Outputs(IEnumerable<string> inputs, IEnumerable<string> results)
    {
        var taken = new HashSet<string>(inputs.Select(Names.Escape));
        return [.. results.Select(result => Free(taken, Names.Camel(result.Length > 0 ? result : "output")))];
    }

    /// <summary>What gradients by values are called: <c>dLogits</c>.</summary>
    public static string[] Gradients(IEnumerable<string> inputs, IEnumerable<string> values) =>
        Outputs(inputs, values.Select(value => "d" + Names.Pascal(value.TrimStart('@'))));

    private static string Free(HashSet<string> taken, string name)
    {
        string first = taken.Contains(name) && !name.StartsWith("output", StringComparison.Ordinal) ? name.TrimStart('@') + "Output" : name;
        string free = first;
        for (int count = 2; !taken.Add(free); count++)
        {
            free = first + Names.Text(count);
        }

        return free;
    }
}
