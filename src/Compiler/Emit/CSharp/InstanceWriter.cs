using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes what an instance consists of: its layout, its core, and its entry points as optimisers and trainers see them.</summary>
internal static class InstanceWriter
{
    private const string Root = "global::CompiledNets.";

    public static void Write(CodeWriter writer, NetworkModel model, CodeMembers members)
    {
        PreparedTable[] prepared = [.. new[] { members.Prepared(training: false), members.Prepared(training: true) }.Where(table => !table.IsEmpty)];
        WriteLayout(writer, model);
        writer.Line();
        WriteInstance(writer, model, prepared);
        foreach (PreparedTable table in prepared)
        {
            writer.Line();
            table.Write(writer);
        }

        foreach (EntryModel entry in model.Entries.Where(IsGeneral))
        {
            writer.Line();
            WriteEntry(writer, Names.Escape(model.Spec.Name), entry);
        }
    }

    /// <summary>Writes the class by which trainers and metrics know an entry point.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="network">The type that has the entry point's methods.</param>
    /// <param name="entry">The entry point.</param>
    /// <param name="more">Further members of an objective's class.</param>
    public static void WriteEntry(CodeWriter writer, string network, EntryModel entry, string more = "")
    {
        if (entry.Spec.Kind == EntryKind.Objective)
        {
            WriteObjective(writer, network, entry, more);
        }
        else
        {
            WriteForward(writer, network, entry);
        }
    }

    private static void WriteLayout(CodeWriter writer, NetworkModel model)
    {
        string initializers = string.Join(", ", model.Tensors.Select(tensor => tensor.Initializer.ToString()).Distinct().Select(name => $"{name} = {Root}Initializer.{name}"));
        if (initializers.Length > 0)
        {
            writer.Line($"private const {Root}SlotRole Parameter = {Root}SlotRole.Parameter, State = {Root}SlotRole.State;");
            writer.Line($"private const {Root}Initializer {initializers};");
            writer.Line();
        }

        writer.Line("// Stored tensors: name and shape in files, offset in the flat buffer, role, initialiser, fan-in, fan-out.");
        writer.Line($"private static readonly {Root}NetworkLayout Layout = new({Literal(model.Spec.Name)},");
        writer.Line("[");
        writer.Indent();
        foreach (StoredTensor tensor in model.Tensors)
        {
            string role = tensor.IsState ? "State" : "Parameter";
            writer.Line($"new({Literal(tensor.File)}, [{string.Join(", ", tensor.Shape.Extents.Select(Names.Text))}], {Names.Text(tensor.Offset)}, "
                + $"{role}, {tensor.Initializer}, {Names.Text(tensor.FanIn)}, {Names.Text(tensor.FanOut)}),");
        }

        writer.Outdent();
        writer.Line("]);");
    }

    private static void WriteInstance(CodeWriter writer, NetworkModel model, PreparedTable[] prepared)
    {
        using (writer.Braces($"internal sealed class Instance({Names.Escape(model.Spec.Name)} net, ulong seed)"))
        {
            writer.Line($"internal readonly {Root}NetworkCore Core = new(Layout, seed);");
            foreach (PreparedTable table in prepared)
            {
                writer.Line(table.Declaration);
            }

            WriteList(writer, model, "Objective", "Objectives", EntryKind.Objective);
            WriteList(writer, model, "ForwardEntry", "Forwards", EntryKind.Forward);
        }
    }

    // State belongs to a caller who knows the class: trainers and metrics do not see such entry points.
    public static bool IsGeneral(EntryModel entry) => !entry.Inputs.Any(input => input.IsState);

    private static void WriteList(CodeWriter writer, NetworkModel model, string type, string name, EntryKind kind)
    {
        var created = model.Entries.Where(entry => entry.Spec.Kind == kind && IsGeneral(entry)).Select(entry => $"new {entry.Spec.Name}Entry(net)");
        writer.Line($"internal readonly {Root}{type}[] {name} = [{string.Join(", ", created)}];");
    }

    private static void WriteObjective(CodeWriter writer, string network, EntryModel entry, string more)
    {
        string name = entry.Spec.Name;
        string arguments = string.Join(", ", BatchArguments(entry));
        writer.Line($"private sealed class {name}Entry({network} net)");
        using (writer.Braces($"    : {Root}Objective(net, {Literal(name)}, [{Columns(entry)}])"))
        {
            writer.Line($"public override float Evaluate({Root}BatchColumns batch) => net.{Names.Escape(name)}({arguments});");
            writer.Line();
            writer.Line($"public override float Gradients({Root}BatchColumns batch) => net.{name}Gradients({arguments});");
            if (more.Length > 0)
            {
                writer.Line();
                writer.Lines(more);
            }
        }
    }

    private static void WriteForward(CodeWriter writer, string network, EntryModel entry)
    {
        string name = entry.Spec.Name;
        var results = entry.Results.Select(result => Column(
            result.Name.Length > 0 ? result.Name : "output", result.Element == ElementKind.Int ? "Tokens" : "Tensor", result.Shape));
        writer.Line($"private sealed class {name}Entry({network} net)");
        using (writer.Braces($"    : {Root}ForwardEntry(net, {Literal(name)}, [{Columns(entry)}], [{string.Join(", ", results)}])"))
        {
            using (writer.Braces($"public override void Run({Root}BatchColumns batch, global::System.Span<float> outputs)"))
            {
                string[] spans = [.. Spans("outputs", entry.Results.Select(result => result.Shape))];
                bool[] isInt = [.. entry.Results.Select(result => result.Element == ElementKind.Int)];
                IEnumerable<string> arguments = spans.Select((span, index) => isInt[index] ? $"{KernelText.Namespace}.TokenMemory.Of({span})" : span);
                writer.Line($"net.{Names.Escape(name)}({string.Join(", ", BatchArguments(entry).Concat(arguments))});");
                foreach (string memory in spans.Where((_, index) => isInt[index]))
                {
                    writer.Line($"{KernelText.Namespace}.TokenMemory.ToFloats({memory});");
                }
            }

            if (entry.InputGradients is { } gradients)
            {
                WriteInputGradients(writer, entry, gradients);
            }
        }
    }

    private static void WriteInputGradients(CodeWriter writer, EntryModel entry, EntryModel gradients)
    {
        writer.Line();
        writer.Line("public override bool HasInputGradients => true;");
        writer.Line();
        writer.Line($"public override void InputGradients({Root}BatchColumns batch, global::System.ReadOnlySpan<float> dOutputs, global::System.Span<float> dInputs) =>");
        IEnumerable<string> arguments = BatchArguments(entry)
            .Concat(Spans("dOutputs", entry.Results.Select(result => result.Shape)).Where((_, index) => entry.Results[index].Element == ElementKind.Float))
            .Concat(Spans("dInputs", gradients.Results.Select(result => result.Shape)));
        writer.Line($"    net.{gradients.Spec.Name}({string.Join(", ", arguments)});");
    }

    /// <summary>Runs of a span that holds, for each shape, all samples side by side.</summary>
    private static IEnumerable<string> Spans(string span, IEnumerable<Shape> shapes)
    {
        string start = "0";
        foreach (Shape shape in shapes)
        {
            string length = $"batch.Count * {Names.Text(shape.Size)}";
            yield return $"{span}.Slice({start}, {length})";
            start = start == "0" ? length : $"{start} + {length}";
        }
    }

    private static IEnumerable<string> BatchArguments(EntryModel entry) => entry.Inputs.Select((input, index) => input.Kind switch
    {
        ValueKind.Tokens => $"batch.Tokens({Names.Text(index)})",
        ValueKind.Scalar => $"batch.Floats({Names.Text(index)})[0]",
        _ => $"batch.Floats({Names.Text(index)})",
    });

    private static string Columns(EntryModel entry) =>
        string.Join(", ", entry.Inputs.Select(input => Column(input.Name, input.Kind.ToString(), input.Shape)));

    private static string Column(string name, string kind, Shape shape) =>
        $"new({Literal(name)}, {Root}ColumnKind.{kind}, [{string.Join(", ", shape.Extents.Select(Names.Text))}])";

    private static string Literal(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
