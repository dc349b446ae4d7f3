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
    private bool hasMembers;

    public StubWriter(NetworkSpec spec, IReadOnlyList<Fault> faults)
    {
        this.spec = spec;
        this.faults = faults;

        // Names that the user's members have, which is one of the faults.
        taken = [.. faults.Where(fault => fault.Id == Rules.ReservedName.Id).Select(fault => fault.Arguments[0]), spec.Name];
        Code = taken.Contains("Code") ? "Stub" : "Code";
    }

    public static string Write(NetworkSpec spec, IReadOnlyList<Fault> faults)
    {
        var stub = new StubWriter(spec, faults);
        FileFrame.Write(stub.writer, spec, stub.WriteClass);
        return stub.writer.ToString();
    }

    /// <summary>The nested class that has the errors.</summary>
    public string Code { get; }

    public string ParameterSet => taken.Contains("ParameterSet") ? "StubParameterSet" : "ParameterSet";

    public string ObjectiveSet => taken.Contains("ObjectiveSet") ? "StubObjectiveSet" : "ObjectiveSet";

    /// <summary>What members do.</summary>
    public string Throw => $"throw {Code}.Broken();";

    private void WriteClass()
    {
        writer.Line("/// <remarks>This network has errors: its members throw until they are mended.</remarks>");
        writer.Line(FileFrame.GeneratedAttributes);
        using (writer.Braces($"partial class {Names.Escape(spec.Name)} : global::CompiledNets.INetwork"))
        {
            Member("ParameterCount", "public const int ParameterCount = 0;");
            Member("Summary", $"public const string Summary = {Code}.Errors;");
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
        Member("Parameters", $"public {ParameterSet} Parameters => {Throw}");
        Member("Gradients", $"public {ParameterSet} Gradients => {Throw}");
        Member("Objectives", $"public {ObjectiveSet} Objectives => {Throw}");
        Separate();
        StubViews.Write(writer, ParameterSet, spec, Throw);
        Separate();
        using (writer.Braces($"public readonly struct {ObjectiveSet}"))
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

    private void WriteEntries() => new StubEntries(spec, StubMemory.Spans, (name, types, text) =>
    {
        // A description whose parameters are all floats has the emitted method's own signature: it is one of the faults.
        bool isDescription = types.All(type => type == "float") && spec.Entries.Any(entry => entry.Name == name && !entry.IsChain);
        if (!isDescription)
        {
            Member(name, text);
        }
    }, Throw).Write();

    private void WriteCode()
    {
        Separate();
        using (writer.Braces($"private static class {Code}"))
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
