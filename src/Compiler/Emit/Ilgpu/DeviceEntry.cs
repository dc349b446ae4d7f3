using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>Writes the public methods of one entry point on the device: over the host's spans, and over views of device memory.</summary>
internal sealed class DeviceEntry
{
    private const string CNet = KernelText.Namespace;

    private readonly EntryModel entry;
    private readonly string[] outputs;
    private readonly DevicePass inference;
    private readonly DevicePass? training;
    private string? refusal;

    public DeviceEntry(EntryModel entry, DeviceMembers members)
    {
        this.entry = entry;
        outputs = entry.Spec.Kind == EntryKind.Objective ? []
            : EntrySignature.Outputs(entry.Inputs.Select(input => input.Name), entry.Results.Select(result => result.Name));
        inference = new DevicePass(entry.Spec.Name, entry, Plan.OnDevice(entry.Inference), members);
        training = entry.Training is { } graph ? new DevicePass(entry.Spec.Name + "Gradients", entry, Plan.OnDevice(graph), members) : null;
    }

    /// <summary>The methods that launch. Where an op has no kernel, there are none, and the entry point throws.</summary>
    public string PassText()
    {
        var writer = new CodeWriter();
        try
        {
            foreach (DevicePass pass in new[] { inference, training }.OfType<DevicePass>())
            {
                writer.Line();
                pass.Write(writer);
            }
        }
        catch (NotSupportedException exception)
        {
            refusal = $"throw new global::System.NotSupportedException(\"{entry.Spec.Name} cannot run on an accelerator: {exception.Message}\");";
            return "";
        }

        return writer.ToString();
    }

    private string Samples => Local("samples");

    public void Write(CodeWriter writer)
    {
        if (entry.Spec.Kind == EntryKind.Forward)
        {
            WriteForward(writer);
            return;
        }

        WriteObjective(writer, inference, "computed as in inference");
        writer.Line();
        WriteObjective(writer, training!, "in training behaviour, and adds its gradients to the network's");
    }

    /// <summary>Writes the throw of an entry point that an op keeps from running there. It has no overload over views.</summary>
    private bool Refuses(CodeWriter writer)
    {
        if (refusal is not null)
        {
            writer.Line(refusal);
        }

        return refusal is not null;
    }

    private void WriteForward(CodeWriter writer)
    {
        string name = Names.Escape(entry.Spec.Name);
        writer.Line($"/// <summary>Computes {entry.Spec.Name} for a batch in the host's memory, and waits for it.</summary>");
        WriteParameterDocs(writer, forHost: true);
        var spans = outputs.Select((output, index) => $"{PassWriter.SpanType(entry.Results[index].Element)} {output}");
        using (writer.Braces($"public void {name}({string.Join(", ", HostInputs().Concat(spans))})"))
        {
            if (Refuses(writer))
            {
                return;
            }

            WriteHostChecks(writer);
            foreach ((string output, EntryResult result) in outputs.Zip(entry.Results, (output, result) => (output, result)))
            {
                writer.Line($"{CNet}.Arguments.Output({Samples}, {output}.Length, {Names.Text(result.Shape.Size)}, nameof({output}));");
            }

            var received = outputs.Select((output, index) => $"device.{(entry.Results[index].Element == ElementKind.Int ? "OutputTokens" : "Output")}({Names.Text(index)}, {output}.Length)");
            writer.Line($"Run{entry.Spec.Name}({string.Join(", ", Uploaded().Concat(received).Prepend(Samples))});");
            WriteStates(writer);
            for (int index = 0; index < outputs.Length; index++)
            {
                string view = entry.Results[index].Element == ElementKind.Int ? "OutputTokens" : "Output";
                writer.Line($"device.Read(device.{view}({Names.Text(index)}, {outputs[index]}.Length), {outputs[index]});");
            }
        }

        writer.Line();
        writer.Line($"/// <summary>Starts {entry.Spec.Name} for a batch in the device's memory. <see cref=\"Synchronize\"/> waits for it.</summary>");
        WriteParameterDocs(writer, forHost: false);
        var views = outputs.Select((output, index) => $"{(entry.Results[index].Element == ElementKind.Int ? DeviceText.Ints : DeviceText.Floats)} {output}");
        using (writer.Braces($"public void {name}({string.Join(", ", DeviceInputs().Concat(views).Prepend($"int {Samples}"))})"))
        {
            WriteDeviceChecks(writer);
            writer.Line($"Run{entry.Spec.Name}({string.Join(", ", InputNames().Concat(outputs).Prepend(Samples))});");
        }
    }

    private void WriteObjective(CodeWriter writer, DevicePass pass, string how)
    {
        writer.Line($"/// <summary>The batch mean of {entry.Spec.Name} for a batch in the host's memory, {how}. Waits for it.</summary>");
        WriteParameterDocs(writer, forHost: true);
        using (writer.Braces($"public float {Names.Escape(pass.Name)}({string.Join(", ", HostInputs())})"))
        {
            if (Refuses(writer))
            {
                return;
            }

            WriteHostChecks(writer);
            writer.Line($"var {Local("values")} = Run{pass.Name}({string.Join(", ", Uploaded().Prepend(Samples))});");
            WriteAfter(writer, pass);
            writer.Line($"return device.BatchMean({Local("values")});");
        }

        writer.Line();
        writer.Line($"/// <summary>Starts {pass.Name} for a batch in the device's memory. <see cref=\"Synchronize\"/> waits for it.</summary>");
        WriteParameterDocs(writer, forHost: false);
        using (writer.Braces($"public void {Names.Escape(pass.Name)}({string.Join(", ", DeviceInputs().Prepend($"int {Samples}").Append($"{DeviceText.Floats} {Local("mean")}"))})"))
        {
            WriteDeviceChecks(writer);
            writer.Line($"var {Local("values")} = Run{pass.Name}({string.Join(", ", InputNames().Prepend(Samples))});");
            WriteAfter(writer, pass);
            writer.Line($"device.BatchMean({Local("values")}, {Local("mean")});");
        }
    }

    private static void WriteAfter(CodeWriter writer, DevicePass pass)
    {
        if (!pass.IsTraining)
        {
            return;
        }

        writer.Line("core.Counter++;");
        writer.Line($"core.MarkTrained([{string.Join(", ", pass.Trained.Select(Names.Text))}]);");
        if (pass.ChangesState)
        {
            writer.Line("core.MarkStateChanged();");
        }
    }

    private void WriteParameterDocs(CodeWriter writer, bool forHost)
    {
        if (!forHost)
        {
            writer.Line($"/// <param name=\"{Samples}\">Samples in the batch.</param>");
        }

        foreach (EntryInput input in entry.Inputs)
        {
            writer.Line($"/// <param name=\"{input.Name}\">{(input.Kind == ValueKind.Scalar ? "One number for the whole batch" : $"{input.Shape} for each sample")}.</param>");
        }

        for (int index = 0; index < outputs.Length; index++)
        {
            writer.Line($"/// <param name=\"{outputs[index]}\">Receives {entry.Results[index].Shape} for each sample.</param>");
        }

        if (!forHost && entry.Spec.Kind == EntryKind.Objective)
        {
            writer.Line($"/// <param name=\"{Local("mean")}\">Receives the batch mean: one value.</param>");
        }
    }

    private IEnumerable<string> HostInputs() => entry.Inputs.Select(input => $"{PassWriter.SpanType(input)} {Names.Escape(input.Name)}");

    private IEnumerable<string> DeviceInputs() => entry.Inputs.Select(input => $"{DevicePass.TypeOf(input.Kind)} {Names.Escape(input.Name)}");

    private IEnumerable<string> InputNames() => entry.Inputs.Select(input => Names.Escape(input.Name));

    private IEnumerable<string> Uploaded() => entry.Inputs.Select((input, index) => input.Kind switch
    {
        ValueKind.Scalar => Names.Escape(input.Name),
        ValueKind.Tokens => $"device.InputTokens({Names.Text(index)}, {Names.Escape(input.Name)})",
        _ => $"device.Input({Names.Text(index)}, {Names.Escape(input.Name)})",
    });

    /// <summary>A state was replaced where it had been uploaded.</summary>
    private void WriteStates(CodeWriter writer)
    {
        for (int index = 0; index < entry.Inputs.Length; index++)
        {
            if (entry.Inputs[index].IsState)
            {
                string name = Names.Escape(entry.Inputs[index].Name);
                writer.Line($"device.Read(device.InputView({Names.Text(index)}, {name}.Length), {name});");
            }
        }
    }

    private void WriteHostChecks(CodeWriter writer)
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
            string source = entry.Spec.Kind == EntryKind.Forward
                ? $"{CNet}.Arguments.Samples({outputs[0]}.Length, {Names.Text(entry.Results[0].Shape.Size)}, nameof({outputs[0]}))"
                : "1";
            writer.Line($"int {Samples} = {source};");
        }

        foreach ((EntryInput input, int limit) in entry.TokenLimits())
        {
            string name = Names.Escape(input.Name);
            writer.Line($"{CNet}.Arguments.Tokens({name}, {Names.Text(limit)}, nameof({name}));");
        }
    }

    private void WriteDeviceChecks(CodeWriter writer)
    {
        foreach (EntryInput input in entry.Inputs.Where(input => input.Kind != ValueKind.Scalar))
        {
            string name = Names.Escape(input.Name);
            writer.Line($"{DeviceText.Library}.DeviceArguments.Check({name}, {Samples}, {Names.Text(input.Shape.Size)}, nameof({name}));");
        }

        for (int index = 0; index < outputs.Length; index++)
        {
            writer.Line($"{DeviceText.Library}.DeviceArguments.Check({outputs[index]}, {Samples}, {Names.Text(entry.Results[index].Shape.Size)}, nameof({outputs[index]}));");
        }
    }

    /// <summary>A local's name, which must not be a parameter's.</summary>
    private string Local(string name) =>
        outputs.Contains(name) || entry.Inputs.Any(input => input.Name == name) ? "this" + Names.Pascal(name) : name;
}
