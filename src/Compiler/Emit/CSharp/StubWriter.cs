using System.Globalization;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes what still makes sense of a broken network, so that one mistake is one error: everything that other code may
/// name exists with its type, and throws the full messages when it is called.</summary>
internal sealed class StubWriter
{
    private readonly CodeWriter writer = new();
    private readonly NetworkSpec spec;
    private readonly IReadOnlyList<Fault> faults;
    private readonly HashSet<string> taken;
    private readonly string code;
    private bool hasMembers;

    private StubWriter(NetworkSpec spec, IReadOnlyList<Fault> faults)
    {
        this.spec = spec;
        this.faults = faults;

        // Names that the user's members have, which is one of the faults.
        taken = [.. faults.Where(fault => fault.Id == Rules.ReservedName.Id).Select(fault => fault.Arguments[0]), spec.Name];
        code = taken.Contains("Code") ? "Stub" : "Code";
    }

    public static string Write(NetworkSpec spec, IReadOnlyList<Fault> faults)
    {
        var stub = new StubWriter(spec, faults);
        FileFrame.Write(stub.writer, spec, stub.WriteClass);
        return stub.writer.ToString();
    }

    private string Throw => $"throw {code}.Broken();";

    private void WriteClass()
    {
        writer.Line("/// <remarks>This network has errors: its members throw until they are mended.</remarks>");
        writer.Line(FileFrame.GeneratedAttributes);
        using (writer.Braces($"partial class {Names.Escape(spec.Name)} : global::CompiledNets.INetwork"))
        {
            Member("ParameterCount", "public const int ParameterCount = 0;");
            Member("Summary", $"public const string Summary = {code}.Errors;");
            Separate();
            using (writer.Braces($"public {Names.Escape(spec.Name)}(ulong seed = 1)"))
            {
            }

            WriteSets();
            WriteInterface();
            Member("Save", $"public void Save(string path) => {Throw}");
            Member(
                "LoadParameters",
                "public global::CompiledNets.LoadReport LoadParameters(string path, global::System.Func<string, string>? rename = null, bool strict = true) => " + Throw);
            Member("ToMermaid", $"public static string ToMermaid() => {Throw}");
            Member("ToSvg", $"public static string ToSvg() => {Throw}");
            WriteEntries();
            foreach (PartSpec part in spec.Parts)
            {
                Separate();
                PartWriter.WriteStub(writer, part);
            }

            WriteCode();
        }
    }

    private void Member(string name, string text)
    {
        if (!taken.Contains(name))
        {
            Separate();
            writer.Line(text);
        }
    }

    /// <summary>An empty line between members.</summary>
    private void Separate()
    {
        if (hasMembers)
        {
            writer.Line();
        }

        hasMembers = true;
    }

    /// <summary>Parameters and gradients with all the views that the network would have, and the objectives.</summary>
    private void WriteSets()
    {
        string parameters = taken.Contains("ParameterSet") ? "StubParameterSet" : "ParameterSet";
        string objectives = taken.Contains("ObjectiveSet") ? "StubObjectiveSet" : "ObjectiveSet";
        Member("Parameters", $"public {parameters} Parameters => {Throw}");
        Member("Gradients", $"public {parameters} Gradients => {Throw}");
        Member("Objectives", $"public {objectives} Objectives => {Throw}");
        Separate();
        StubViews.Write(writer, parameters, spec, Throw);
        Separate();
        using (writer.Braces($"public readonly struct {objectives}"))
        {
            foreach (string objective in spec.Entries.Where(entry => entry.Kind == EntryKind.Objective).Select(entry => entry.Name).Distinct())
            {
                writer.Line($"public global::CompiledNets.Objective {Names.Escape(objective)} => {Throw}");
            }
        }
    }

    private void WriteInterface()
    {
        Separate();
        writer.Lines($$"""
            global::CompiledNets.NetworkCore global::CompiledNets.INetwork.Core => {{Throw}}

            global::System.Collections.Generic.IReadOnlyList<global::CompiledNets.Objective> global::CompiledNets.INetwork.AllObjectives => {{Throw}}

            global::System.Collections.Generic.IReadOnlyList<global::CompiledNets.ForwardEntry> global::CompiledNets.INetwork.AllForwards => {{Throw}}
            """);
    }

    private void WriteEntries()
    {
        // Two entry points of one name are a fault, two methods of one signature would be another error.
        var written = new HashSet<string>();
        foreach (EntrySpec entry in spec.Entries)
        {
            string[] types = [.. entry.Parameters.Select(parameter => parameter.IsState ? "Span<float>" : PassWriter.SpanType(parameter.Kind))];
            IEnumerable<string> inputs = entry.Parameters.Select((parameter, index) => $"{types[index]} {Names.Escape(parameter.Name)}");
            if (entry.Kind == EntryKind.Objective)
            {
                WriteMethod(written, "float", entry.Name, types, inputs);
                WriteMethod(written, "float", entry.Name + "Gradients", types, inputs);
                continue;
            }

            string[] outputs = EntrySignature.Outputs(
                entry.Parameters.Select(parameter => parameter.Name), entry.Results.Select(result => result.Name));
            string[] spans = [.. entry.Results.Select(result => result.Kind == ValueKind.Tokens ? "Span<int>" : "Span<float>")];
            WriteMethod(
                written, "void", entry.Name, types.Concat(spans), inputs.Concat(outputs.Select((output, index) => $"{spans[index]} {output}")));
            if (entry.Explains)
            {
                WriteInputGradients(written, entry, types, [.. outputs.Where((_, index) => entry.Results[index].Kind == ValueKind.Tensor)]);
            }
        }
    }

    private void WriteInputGradients(HashSet<string> written, EntrySpec entry, string[] types, string[] outputs)
    {
        string[] inputs = [.. entry.Parameters.Select(parameter => parameter.Name)];
        string[] seeds = EntrySignature.Gradients(inputs, outputs);
        string[] results = EntrySignature.Outputs(
            inputs.Concat(seeds), EntrySignature.Gradients([], entry.Parameters.Where(parameter => parameter.Kind == ValueKind.Tensor).Select(parameter => parameter.Name)));
        string[] all = [.. types, .. seeds.Select(_ => "ReadOnlySpan<float>"), .. results.Select(_ => "Span<float>")];
        WriteMethod(written, "void", entry.InputGradients, all, inputs.Select(Names.Escape).Concat(seeds).Concat(results).Zip(all, (name, type) => $"{type} {name}"));
    }

    private void WriteMethod(HashSet<string> written, string result, string name, IEnumerable<string> types, IEnumerable<string> parameters)
    {
        // A description whose parameters are all floats has the emitted method's own signature: it is one of the faults.
        bool isDescription = types.All(type => type == "float") && spec.Entries.Any(entry => entry.Name == name && !entry.IsChain);
        if (!taken.Contains(name) && !isDescription && written.Add($"{name}({string.Join(",", types)})"))
        {
            Separate();
            writer.Line($"public {result} {Names.Escape(name)}({string.Join(", ", parameters)}) => {Throw}");
        }
    }

    private void WriteCode()
    {
        Separate();
        using (writer.Braces($"private static class {code}"))
        {
            writer.Lines($"""
                internal const string Errors =
                    {Messages()};

                internal static global::System.InvalidOperationException Broken() => new(Errors);
                """);
        }
    }

    private string Messages()
    {
        var lines = faults.Where(fault => Rules.IsError(fault.Id)).Select(fault => Literal($"{fault.Id}: {MessageOf(fault)}"));
        return string.Join(" + \"\\n\" +\n    ", lines.DefaultIfEmpty("\"The C# compiler reports errors in this network.\""));
    }

    /// <summary>A finding's text, without places.</summary>
    public static string MessageOf(Fault fault) => SiteMark.Remove(string.Format(
        CultureInfo.InvariantCulture, Rules.ById[fault.Id].MessageFormat.ToString(CultureInfo.InvariantCulture), [.. fault.Arguments]));

    private static string Literal(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
