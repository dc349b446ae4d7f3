using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>Composes the file that gives a network its device side. It exists where the compilation references ILGPU.</summary>
internal sealed class DeviceFile(NetworkModel model)
{
    private const string Root = "global::CompiledNets.";

    private readonly CodeWriter writer = new();
    private readonly DeviceMembers members = new(model.Tensors);

    private string Net => Names.Escape(model.Spec.Name);

    // ILGPU's launchers name the types of kernels' parameters, so the class that holds them must not be within a private one.
    private bool IsNested => model.Spec.ContainingTypes.Count > 0;

    private string Kernels => IsNested
        ? string.Join("_", model.Spec.ContainingTypes.Select(type => type.Name).Append(model.Spec.Name).Append(DeviceText.Kernels))
        : DeviceText.Kernels;

    public static string Write(NetworkModel model)
    {
        var file = new DeviceFile(model);
        string space = model.Spec.Namespace.Length > 0 ? model.Spec.Namespace + "." : "";
        FileFrame.Write(file.writer, model.Spec, file.WriteClass, file.IsNested
            ? [.. DeviceText.Usings, $"using {DeviceText.Kernels} = global::{space}{file.Kernels};"]
            : DeviceText.Usings);
        if (file.IsNested)
        {
            file.writer.Line();
            file.WriteKernels();
        }

        return file.writer.ToString();
    }

    private void WriteClass()
    {
        DeviceEntry[] entries = [.. model.Entries.Select(entry => new DeviceEntry(entry, members))];
        var passText = new CodeWriter();
        foreach (DevicePass pass in entries.SelectMany(entry => entry.Passes))
        {
            passText.Line();
            pass.Write(passText);
        }

        using (writer.Braces($"partial class {Net}"))
        {
            writer.Line("/// <summary>A copy of this network that runs and trains on an accelerator. Dispose it to free the device's memory.</summary>");
            writer.Line("/// <param name=\"accelerator\">The device, which must outlive the copy.</param>");
            writer.Line($"public OnAccelerator ToAccelerator(global::ILGPU.Runtime.Accelerator accelerator) => new(this, accelerator);");
            writer.Line();
            WriteNetwork(entries, passText);
            if (!IsNested)
            {
                writer.Line();
                WriteKernels();
            }
        }
    }

    private void WriteNetwork(DeviceEntry[] entries, CodeWriter passText)
    {
        writer.Line($"/// <summary>{DocText.Escape(model.Spec.Name)} on an accelerator: parameters, gradients, optimiser state and activations stay there.</summary>");
        writer.Line("/// <remarks>Reading parameters on the host fetches them. For one thread at a time.</remarks>");
        writer.Line(FileFrame.GeneratedAttributes);
        using (writer.Braces($"public sealed class OnAccelerator : {Root}INetwork, global::System.IDisposable"))
        {
            writer.Line("/// <summary>How many kernels each call starts, and its memory in floats: for each sample of the batch, and beside that.</summary>");
            writer.Line("public const string Summary = \"\"\"");
            writer.Lines(Table(entries) + "\n\"\"\";");
            writer.Line();
            WriteInstance();
            foreach (DeviceEntry entry in entries)
            {
                writer.Line();
                entry.Write(writer);
            }

            writer.Lines(passText.ToString());
            foreach (KernelLaunch kernel in members.Loaded)
            {
                string type = $"global::System.Action<AcceleratorStream, KernelConfig, {kernel.Types}>", field = Names.Camel(kernel.Kernel);
                writer.Line();
                writer.Line($"private {type}? {field};");
                writer.Line();
                writer.Line($"private {type} {kernel.Kernel} =>");
                writer.Line($"    device.Counted({field} ??= device.Load(static accelerator => accelerator.LoadKernel<{kernel.Types}>({DeviceText.Kernels}.{kernel.Kernel})));");
            }

            WriteEntries(entries);
        }
    }

    private static string Table(DeviceEntry[] entries)
    {
        string[][] cells = [["call", "kernels", "a sample", "a call"], .. entries.SelectMany(entry => entry.Passes).Select(pass => pass.Row)];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => cells.Max(row => row[column].Length))];
        return string.Join("\n", cells.Select(row => string.Join("  ", row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))));
    }

    private void WriteInstance()
    {
        writer.Lines($$"""
            private readonly {{DeviceText.Library}}.DeviceNetwork device;
            private readonly {{Root}}NetworkCore core;
            private readonly {{Root}}Objective[] objectives;
            private readonly {{Root}}ForwardEntry[] forwards;

            internal OnAccelerator({{Net}} net, global::ILGPU.Runtime.Accelerator accelerator)
            {
                core = net.compiled.Core.Copy();
                device = new {{DeviceText.Library}}.DeviceNetwork(core, accelerator);
                objectives = [{{string.Join(", ", General(EntryKind.Objective).Select(entry => $"new {entry.Spec.Name}Entry(this)"))}}];
                forwards = [{{string.Join(", ", General(EntryKind.Forward).Select(entry => $"new {entry.Spec.Name}Entry(this)"))}}];
            }

            /// <summary>The device.</summary>
            public global::ILGPU.Runtime.Accelerator Accelerator => device.Accelerator;

            /// <summary>The parameters: flat, and by layer. Looking at them fetches them from the device.</summary>
            public ParameterSet Parameters => new(core, {{Root}}ViewTarget.Value);

            /// <summary>The gradients, which gradient calls add to: flat, and by layer.</summary>
            public ParameterSet Gradients => new(core, {{Root}}ViewTarget.Gradient);

            /// <summary>The objectives, for trainers.</summary>
            public ObjectiveSet Objectives => new(objectives);

            {{Root}}NetworkCore {{Root}}INetwork.Core => core;

            global::System.Collections.Generic.IReadOnlyList<{{Root}}Objective> {{Root}}INetwork.AllObjectives => objectives;

            global::System.Collections.Generic.IReadOnlyList<{{Root}}ForwardEntry> {{Root}}INetwork.AllForwards => forwards;

            /// <summary>Moves the parameters against the gradients, on the device.</summary>
            public void Step({{Root}}Optimizer optimizer) => optimizer.Step(this);

            /// <summary>Gives a network of the host this one's parameters, running statistics and random counter.</summary>
            public void CopyTo({{Net}} net) => net.compiled.Core.Take(core);

            /// <summary>Takes the parameters, running statistics and random counter of a network of the host.</summary>
            public void CopyFrom({{Net}} net) => core.Take(net.compiled.Core);

            /// <summary>Whether large products may round their factors to TensorFloat-32, 10 bits after the leading one instead of 23, which tensor cores
            /// multiply many times faster (PyTorch: allow_tf32). Each product errs by up to 2⁻¹⁰ of its size then; sums stay floats. Devices
            /// older than NVIDIA's Ampere, and others, calculate with floats all the same.</summary>
            public bool AllowsTensorFloat32 { get => device.AllowsTensorFloat32; set => device.AllowsTensorFloat32 = value; }

            /// <summary>Whether sums at indexes (an embedding's gradient, sums over the edges of graphs and by segment) may be added atomically: a thread adds
            /// each value where it belongs, and none looks for those of a target. The order of additions, and with it the last bits of
            /// results, then differs from run to run (PyTorch's default, which torch.use_deterministic_algorithms changes).</summary>
            public bool AllowsAtomicSums { get => device.AllowsAtomicSums; set => device.AllowsAtomicSums = value; }

            /// <summary>Kernels that were started so far.</summary>
            public long Launches => device.Launches;

            /// <summary>Waits for everything that has been started.</summary>
            /// <exception cref="{{Root}}DeviceFailedException">The device failed meanwhile. Networks of the host are as they were.</exception>
            public void Synchronize() => device.Synchronize();

            /// <summary>Frees the device's memory.</summary>
            public void Dispose() => device.Dispose();
            """);
        writer.Line();
        writer.Line("/// <summary>The objectives by name.</summary>");
        using (writer.Braces("public readonly struct ObjectiveSet"))
        {
            writer.Line($"private readonly {Root}Objective[] objectives;");
            writer.Line();
            writer.Line($"internal ObjectiveSet({Root}Objective[] objectives) => this.objectives = objectives;");
            int index = 0;
            foreach (EntryModel entry in General(EntryKind.Objective))
            {
                writer.Line();
                writer.Line($"/// <summary>{entry.Spec.Name}, to be minimised.</summary>");
                writer.Line($"public {Root}Objective {Names.Escape(entry.Spec.Name)} => objectives[{Names.Text(index++)}];");
            }
        }
    }

    private IEnumerable<EntryModel> General(EntryKind kind) =>
        model.Entries.Where(entry => entry.Spec.Kind == kind && InstanceWriter.IsGeneral(entry));

    private void WriteEntries(DeviceEntry[] entries)
    {
        foreach ((EntryModel entry, DeviceEntry device) in model.Entries.Zip(entries, (entry, device) => (entry, device)).Where(pair => InstanceWriter.IsGeneral(pair.entry)))
        {
            writer.Line();
            InstanceWriter.WriteEntry(writer, "OnAccelerator", entry, device.QueueText());
        }
    }

    private void WriteKernels()
    {
        writer.Line("// What runs on the device: constants are this network's.");
        using (writer.Braces($"internal static class {Kernels}"))
        {
            for (int index = 0; index < members.Texts.Count; index++)
            {
                if (index > 0)
                {
                    writer.Line();
                }

                writer.Lines(members.Texts[index]);
            }
        }
    }
}
