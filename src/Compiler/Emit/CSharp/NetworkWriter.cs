using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Composes the emitted file of one network.</summary>
internal sealed class NetworkWriter(NetworkModel model)
{
    private readonly CodeWriter writer = new();
    private readonly CodeMembers members = new();
    private readonly List<PassWriter> passes = [];

    private NetworkSpec Spec => model.Spec;

    public static string Write(NetworkModel model)
    {
        var file = new NetworkWriter(model);
        FileFrame.Write(file.writer, model.Spec, file.WriteClass);
        return file.writer.ToString();
    }

    private void WriteClass()
    {
        EntryWriter[] entries = [.. model.Entries.Select(entry => new EntryWriter(entry, members))];
        passes.AddRange(entries.SelectMany(entry => entry.Passes));
        passes.ForEach(pass => members.Steps.Add(pass.Plan));

        // What documentation tells of fusions is known once the passes are written.
        passes.ForEach(pass => pass.Resolve());
        var passText = new CodeWriter();
        foreach (PassStart start in PassStart.Share(passes))
        {
            passText.Line();
            start.Write(passText);
        }

        foreach (PassWriter pass in passes)
        {
            passText.Line();
            pass.Write(passText);
        }

        var entryText = new CodeWriter();
        foreach (EntryWriter entry in entries)
        {
            entryText.Line();
            entry.Write(entryText);
        }

        WriteHeader();
        writer.Line(FileFrame.GeneratedAttributes);
        using (writer.Braces($"partial class {Names.Escape(Spec.Name)} : global::CompiledNets.INetwork"))
        {
            WriteConstants();
            WriteInstanceMembers();
            writer.Line();
            PictureWriter.WriteMethods(writer, Spec.Name);
            writer.Lines(entryText.ToString());
            PartWriter.Write(writer, model, passes);
            writer.Line();
            ViewWriter.Write(writer, model);
            writer.Line();
            WriteObjectiveSet();
            writer.Line();
            WriteCode(passText.ToString());
        }
    }

    private void WriteHeader()
    {
        var told = new HashSet<string>();
        var lines = SummaryText.Table(model).Split('\n').Concat(passes.SelectMany(pass => SummaryText.Fusions(pass, told).Prepend("")));
        writer.Line("/// <remarks><code>");
        foreach (string line in lines)
        {
            writer.Line(("/// " + DocText.Escape(line)).TrimEnd());
        }

        writer.Line("/// </code></remarks>");
    }

    private void WriteConstants()
    {
        writer.Line("/// <summary>How many values are learned.</summary>");
        writer.Line($"public const int ParameterCount = {Names.Text(model.ParameterCount)};");
        writer.Line();
        writer.Line("/// <summary>The layer table as text.</summary>");
        writer.Line("public const string Summary = \"\"\"");
        writer.Indent();
        writer.Lines(SummaryText.Table(model));
        writer.Line();
        writer.Line("\"\"\";");
        writer.Outdent();
        writer.Line();
    }

    private void WriteInstanceMembers()
    {
        writer.Line("private readonly Code.Instance compiled;");
        writer.Line();
        writer.Line("/// <summary>A new network: parameters initialised from the seed, which also decides everything random later.</summary>");
        using (writer.Braces($"public {Names.Escape(Spec.Name)}(ulong seed = 1)"))
        {
            writer.Line("compiled = new Code.Instance(this, seed);");
        }

        writer.Lines("""

            /// <summary>The parameters: flat, and by layer.</summary>
            public ParameterSet Parameters => new(compiled.Core, global::CompiledNets.ViewTarget.Value);

            /// <summary>The gradients, which gradient calls add to: flat, and by layer.</summary>
            public ParameterSet Gradients => new(compiled.Core, global::CompiledNets.ViewTarget.Gradient);

            /// <summary>The objectives, for trainers.</summary>
            public ObjectiveSet Objectives => new(compiled);

            global::CompiledNets.NetworkCore global::CompiledNets.INetwork.Core => compiled.Core;

            global::System.Collections.Generic.IReadOnlyList<global::CompiledNets.Objective> global::CompiledNets.INetwork.AllObjectives => compiled.Objectives;

            global::System.Collections.Generic.IReadOnlyList<global::CompiledNets.ForwardEntry> global::CompiledNets.INetwork.AllForwards => compiled.Forwards;

            /// <summary>Writes parameters and running statistics to a safetensors file, under PyTorch's names. A crash leaves the old file.</summary>
            public void Save(string path) => global::CompiledNets.NetworkFiles.Save(this, path);

            /// <summary>Reads parameters and running statistics from a safetensors file. A wrong file is an exception that names the tensor, and
            /// the network keeps what it had.</summary>
            /// <param name="path">The file.</param>
            /// <param name="rename">Turns a name in the file into this network's name for it.</param>
            /// <param name="strict">Whether missing and unexpected tensors are errors; else they are reported.</param>
            public global::CompiledNets.LoadReport LoadParameters(string path, global::System.Func<string, string>? rename = null, bool strict = true) =>
                global::CompiledNets.NetworkFiles.Load(this, path, rename, strict);
            """.Replace("\r", ""));
    }

    private void WriteObjectiveSet()
    {
        writer.Line("/// <summary>The objectives by name.</summary>");
        using (writer.Braces("public readonly struct ObjectiveSet"))
        {
            writer.Line("private readonly Code.Instance instance;");
            writer.Line();
            writer.Line("internal ObjectiveSet(object instance) => this.instance = (Code.Instance)instance;");
            int index = 0;
            foreach (EntryModel entry in model.Entries.Where(entry => entry.Spec.Kind == EntryKind.Objective))
            {
                writer.Line();
                writer.Line($"/// <summary>{entry.Spec.Name}, to be minimised.</summary>");
                writer.Line($"public global::CompiledNets.Objective {Names.Escape(entry.Spec.Name)} => instance.Objectives[{Names.Text(index++)}];");
            }
        }
    }

    private void WriteCode(string passText)
    {
        using (writer.Braces("private static class Code"))
        {
            foreach (string constant in members.Constants)
            {
                writer.Line(constant);
            }

            WriteOffsets([.. members.Offsets]);
            foreach (string field in members.Fields)
            {
                writer.Line(field);
            }

            writer.Line();
            InstanceWriter.Write(writer, model, members);
            writer.Lines(passText);
            foreach (string method in members.Methods)
            {
                writer.Line();
                writer.Lines(method);
            }

            writer.Line();
            PictureWriter.WriteConstant(writer, model);
        }
    }

    private void WriteOffsets(string[] layers)
    {
        if (layers.Length == 0)
        {
            return;
        }

        writer.Line("// Where stored tensors begin, in the flat buffer of parameters or of state.");
        writer.Line("internal const int");
        writer.Indent();
        for (int index = 0; index < layers.Length; index++)
        {
            writer.Line(layers[index] + (index == layers.Length - 1 ? ";" : ","));
        }

        writer.Outdent();
    }
}
