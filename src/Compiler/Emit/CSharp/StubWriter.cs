using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using System.Globalization;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes what still makes sense of a broken network, so that one mistake is one error: everything that other code may
/// name exists, and throws the full messages when it is called.</summary>
internal static class StubWriter
{
    public static string Write(NetworkSpec spec, IReadOnlyList<EntryModel> entries, IReadOnlyList<Fault> faults)
    {
        var writer = new CodeWriter();
        FileFrame.Write(writer, spec, () => WriteClass(writer, spec, entries, faults));
        return writer.ToString();
    }

    private static void WriteClass(CodeWriter writer, NetworkSpec spec, IReadOnlyList<EntryModel> entries, IReadOnlyList<Fault> faults)
    {
        writer.Line("/// <remarks>This network has errors: its members throw until they are mended.</remarks>");
        writer.Line(FileFrame.GeneratedAttributes);
        using (writer.Braces($"partial class {Names.Escape(spec.Name)} : global::CompiledNets.INetwork"))
        {
            writer.Lines($$"""
                public const int ParameterCount = 0;

                public const string Summary = Code.Errors;

                public {{Names.Escape(spec.Name)}}(ulong seed = 1)
                {
                }

                public dynamic Parameters => throw Code.Broken();

                public dynamic Gradients => throw Code.Broken();

                public dynamic Objectives => throw Code.Broken();

                global::CompiledNets.NetworkCore global::CompiledNets.INetwork.Core => throw Code.Broken();

                global::System.Collections.Generic.IReadOnlyList<global::CompiledNets.Objective> global::CompiledNets.INetwork.AllObjectives => throw Code.Broken();

                global::System.Collections.Generic.IReadOnlyList<global::CompiledNets.ForwardEntry> global::CompiledNets.INetwork.AllForwards => throw Code.Broken();

                public void Save(string path) => throw Code.Broken();

                public global::CompiledNets.LoadReport LoadParameters(string path, global::System.Func<string, string>? rename = null, bool strict = true) => throw Code.Broken();

                private static class Code
                {
                    internal const string Errors =
                        {{Messages(faults)}};

                    internal static global::System.InvalidOperationException Broken() => new(Errors);
                }
                """);
            foreach (EntrySpec entry in spec.Entries)
            {
                WriteEntry(writer, entry);
            }

            foreach (PartSpec part in spec.Parts)
            {
                writer.Line();
                PartWriter.WriteStub(writer, part);
            }
        }
    }

    private static void WriteEntry(CodeWriter writer, EntrySpec entry)
    {
        string inputs = string.Join(", ", entry.Parameters.Select(parameter => $"{(parameter.IsState ? "Span<float>" : PassWriter.SpanType(parameter.Kind))} {Names.Escape(parameter.Name)}"));
        writer.Line();
        if (entry.Kind == EntryKind.Objective)
        {
            writer.Line($"public float {entry.Name}({inputs}) => throw Code.Broken();");
            writer.Line();
            writer.Line($"public float {entry.Name}Gradients({inputs}) => throw Code.Broken();");
            return;
        }

        var outputs = entry.Results.Select((result, index) =>
            $"Span<float> {Names.Camel(result.Name.Length > 0 ? result.Name : "output" + (index > 0 ? Names.Text(index) : ""))}");
        string all = string.Join(", ", new[] { inputs }.Where(text => text.Length > 0).Concat(outputs));
        writer.Line($"public void {entry.Name}({all}) => throw Code.Broken();");
    }

    private static string Messages(IReadOnlyList<Fault> faults)
    {
        var lines = faults.Where(fault => Rules.IsError(fault.Id)).Select(fault => Literal($"{fault.Id}: {MessageOf(fault)}"));
        return string.Join(" + \"\\n\" +\n            ", lines.DefaultIfEmpty("\"The C# compiler reports errors in this network.\""));
    }

    /// <summary>A finding's text, without places.</summary>
    public static string MessageOf(Fault fault) => SiteMark.Remove(string.Format(
        CultureInfo.InvariantCulture, Rules.ById[fault.Id].MessageFormat.ToString(CultureInfo.InvariantCulture), [.. fault.Arguments]));

    private static string Literal(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
