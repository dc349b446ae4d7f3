using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Memory as the parameters of a stub's methods name it: the host's spans, or views of a device's.</summary>
/// <param name="First">Declared before all others, or empty.</param>
/// <param name="Result">Declared behind all others of an objective, which then returns nothing; or empty.</param>
internal sealed record StubMemory(string Floats, string Ints, string WrittenFloats, string WrittenInts, string First, string Result)
{
    public static readonly StubMemory Spans = new("ReadOnlySpan<float>", "ReadOnlySpan<int>", "Span<float>", "Span<int>", "", "");

    public string Of(ValueKind kind) => kind switch
    {
        ValueKind.Tokens => Ints,
        ValueKind.Scalar => "float",
        _ => Floats,
    };

    public string Written(ValueKind kind) => kind == ValueKind.Tokens ? WrittenInts : WrittenFloats;
}

/// <summary>Writes the methods of a broken network's entry points: with the types that they would have, and a body that throws.</summary>
/// <param name="spec">The network.</param>
/// <param name="memory">Whose memory they take.</param>
/// <param name="write">Writes a method, given its name and the types of its parameters.</param>
/// <param name="body">What each member does.</param>
internal sealed class StubEntries(NetworkSpec spec, StubMemory memory, Action<string, IEnumerable<string>, string> write, string body)
{
    // Two entry points of one name are a fault, two methods of one signature would be another error.
    private readonly HashSet<string> written = [];

    public void Write()
    {
        foreach (EntrySpec entry in spec.Entries)
        {
            string[] types = [.. entry.Parameters.Select(parameter => parameter.IsState ? memory.WrittenFloats : memory.Of(parameter.Kind))];
            IEnumerable<string> inputs = entry.Parameters.Select((parameter, index) => $"{types[index]} {Names.Escape(parameter.Name)}");
            if (entry.Kind == EntryKind.Objective)
            {
                WriteMethod(entry.Name, types, inputs, isObjective: true);
                WriteMethod(entry.Name + "Gradients", types, inputs, isObjective: true);
                continue;
            }

            string[] outputs = EntrySignature.Outputs(
                entry.Parameters.Select(parameter => parameter.Name), entry.Results.Select(result => result.Name));
            string[] spans = [.. entry.Results.Select(result => memory.Written(result.Kind))];
            WriteMethod(entry.Name, types.Concat(spans), inputs.Concat(outputs.Select((output, index) => $"{spans[index]} {output}")));
            if (entry.Explains)
            {
                WriteInputGradients(entry, types, [.. outputs.Where((_, index) => entry.Results[index].Kind == ValueKind.Tensor)]);
            }
        }
    }

    private void WriteInputGradients(EntrySpec entry, string[] types, string[] outputs)
    {
        string[] inputs = [.. entry.Parameters.Select(parameter => parameter.Name)];
        string[] seeds = EntrySignature.Gradients(inputs, outputs);
        string[] results = EntrySignature.Outputs(
            inputs.Concat(seeds), EntrySignature.Gradients([], entry.Parameters.Where(parameter => parameter.Kind == ValueKind.Tensor).Select(parameter => parameter.Name)));
        string[] all = [.. types, .. seeds.Select(_ => memory.Floats), .. results.Select(_ => memory.WrittenFloats)];
        WriteMethod(entry.InputGradients, all, inputs.Select(Names.Escape).Concat(seeds).Concat(results).Zip(all, (name, type) => $"{type} {name}"));
    }

    private void WriteMethod(string name, IEnumerable<string> types, IEnumerable<string> parameters, bool isObjective = false)
    {
        bool returns = isObjective && memory.Result.Length == 0;
        string[] taken = [.. parameters.Select(parameter => parameter.Substring(parameter.LastIndexOf(' ') + 1))];
        string Free(string declaration) => taken.Contains(declaration.Substring(declaration.LastIndexOf(' ') + 1)) ? declaration.Replace(" ", " this_") : declaration;
        IEnumerable<string> all = new[] { Free(memory.First) }.Concat(parameters).Append(isObjective ? Free(memory.Result) : "")
            .Where(parameter => parameter.Length > 0);
        if (written.Add($"{name}({string.Join(",", types)})"))
        {
            write(name, types, $"public {(returns ? "float" : "void")} {Names.Escape(name)}({string.Join(", ", all)}) => {body}");
        }
    }
}
