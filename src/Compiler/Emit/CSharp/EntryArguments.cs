using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>What an entry point's methods over the host's spans take, wherever they run: parameters, their documentation, and the checks of what
/// callers pass, which come before anything is written.</summary>
internal sealed class EntryArguments(EntryModel entry)
{
    private const string CNet = KernelText.Namespace;

    private readonly string[] outputs = entry.Spec.Kind == EntryKind.Objective ? []
        : EntrySignature.Outputs(entry.Inputs.Select(input => input.Name), entry.Results.Select(result => result.Name));

    /// <summary>What receives the results, by name; nothing for objectives.</summary>
    public IReadOnlyList<string> Outputs => outputs;

    /// <summary>The local that holds the number of samples.</summary>
    public string Samples => Local("samples");

    /// <summary>Inputs as declarations.</summary>
    public IEnumerable<string> Inputs => entry.Inputs.Select(input => $"{PassWriter.SpanType(input)} {Names.Escape(input.Name)}");

    /// <summary>Outputs as declarations.</summary>
    public IEnumerable<string> OutputSpans => outputs.Select((name, index) => $"{PassWriter.SpanType(entry.Results[index].Element)} {name}");

    /// <summary>A local's name, which must not be a parameter's.</summary>
    public string Local(string name) => IsTaken(name) ? "this" + Names.Pascal(name) : name;

    public bool IsTaken(string name) => outputs.Contains(name) || entry.Inputs.Any(input => input.Name == name);

    public void WriteDocs(CodeWriter writer)
    {
        foreach (EntryInput input in entry.Inputs)
        {
            string what = input.Kind == ValueKind.Scalar ? "One number for the whole batch."
                : input.IsState ? $"{input.Shape} for each sample: read, then replaced by what the call made of it."
                : $"{input.Shape} for each sample{Meaning(input.Meaning)}.";
            string words = DocText.Parameter(entry.Spec.Documentation, input.Name);
            writer.Line($"/// <param name=\"{input.Name}\">{(words.Length > 0 ? words + "<br/>" : "")}{what}</param>");
        }

        for (int index = 0; index < outputs.Length; index++)
        {
            EntryResult result = entry.Results[index];
            writer.Line($"/// <param name=\"{outputs[index]}\">Receives {result.Shape} for each sample{Meaning(result.Meaning)}.</param>");
        }
    }

    /// <summary>Writes the checks, and the local with the number of samples.</summary>
    public void WriteChecks(CodeWriter writer)
    {
        bool first = true;
        foreach (EntryInput input in entry.Inputs.Where(input => input.Kind != ValueKind.Scalar))
        {
            string name = Names.Escape(input.Name);
            string arguments = $"{name}.Length, {Names.Text(input.Shape.Size)}, nameof({name}));";
            writer.Line(first ? $"int {Samples} = {CNet}.Arguments.Samples({arguments}" : $"{CNet}.Arguments.SameSamples({Samples}, {arguments}");
            first = false;
        }

        if (first)
        {
            string source = outputs.Length > 0
                ? $"{CNet}.Arguments.Samples({outputs[0]}.Length, {Names.Text(entry.Results[0].Shape.Size)}, nameof({outputs[0]}))"
                : "1";
            writer.Line($"int {Samples} = {source};");
        }

        foreach ((EntryInput input, int limit) in entry.TokenLimits())
        {
            string name = Names.Escape(input.Name);
            writer.Line($"{CNet}.Arguments.Tokens({name}, {Names.Text(limit)}, nameof({name}));");
        }

        for (int index = 0; index < outputs.Length; index++)
        {
            writer.Line($"{CNet}.Arguments.Output({Samples}, {outputs[index]}.Length, {Names.Text(entry.Results[index].Shape.Size)}, nameof({outputs[index]}));");
        }
    }

    private static string Meaning(string meaning) => meaning.Length > 0 ? ": " + meaning : "";
}
