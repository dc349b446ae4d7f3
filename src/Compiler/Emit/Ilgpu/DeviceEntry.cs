using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>Writes the public methods of one entry point on the device: over the host's spans, and over views of device memory.</summary>
internal sealed class DeviceEntry
{
    private readonly EntryModel entry;
    private readonly EntryArguments arguments;
    private readonly DevicePass inference;
    private readonly DevicePass? training;
    private readonly DeviceEntry? explanation;

    public DeviceEntry(EntryModel entry, DeviceMembers members)
    {
        this.entry = entry;
        arguments = new EntryArguments(entry);
        inference = new DevicePass(entry.Spec.Name, entry, Plan.OnDevice(entry.Inference), members);
        training = entry.Training is { } graph ? new DevicePass(entry.Spec.Name + "Gradients", entry, Plan.OnDevice(graph), members) : null;
        explanation = entry.InputGradients is { } gradients ? new DeviceEntry(gradients, members) : null;
    }

    /// <summary>What launches, to be written before the methods, whose documentation tells of it.</summary>
    public IEnumerable<DevicePass> Passes => new[] { inference, training }.OfType<DevicePass>().Concat(explanation?.Passes ?? []);

    private string Samples => arguments.Samples;

    private string Device => arguments.IsTaken("device") ? "this.device" : "device";

    private string Core => arguments.IsTaken("core") ? "this.core" : "core";

    private IEnumerable<string> InputNames => entry.Inputs.Select(input => Names.Escape(input.Name));

    private IEnumerable<string> DeviceInputs => entry.Inputs.Select(input => $"{DevicePass.TypeOf(input.Kind)} {Names.Escape(input.Name)}");

    public void Write(CodeWriter writer)
    {
        if (entry.Spec.Kind == EntryKind.Forward)
        {
            WriteForward(writer, $"Computes {entry.Spec.Name}");
            if (explanation is not null)
            {
                writer.Line();
                explanation.WriteForward(writer, $"Carries gradients by what {entry.Spec.Name} returns back to what it takes, as in inference,");
            }

            return;
        }

        WriteObjective(writer, inference, "computed as in inference");
        writer.Line();
        WriteObjective(writer, training!, "in training behaviour, and adds its gradients to the network's");
    }

    /// <summary>What trainers call of an objective: gradients or the loss of a batch that may be on the device already, whose loss nobody waits for.</summary>
    public string QueueText()
    {
        var writer = new CodeWriter();
        if (entry.Spec.Kind == EntryKind.Objective)
        {
            WriteQueue(writer, "QueueGradients", training!);
            writer.Line();
            WriteQueue(writer, "QueueEvaluation", inference);
        }

        return writer.ToString();
    }

    private void WriteQueue(CodeWriter writer, string method, DevicePass pass)
    {
        string samples = entry.Inputs.All(input => input.Kind == ValueKind.Scalar) ? "1" : "batch.Count";
        using (writer.Braces($"public override bool {method}(global::CompiledNets.BatchColumns batch, int place)"))
        {
            writer.Line($"net.{Names.Escape(pass.Name)}({string.Join(", ", QueuedArguments().Prepend(samples).Append("net.device.LossAt(place)"))});");
            writer.Line("return true;");
        }
    }

    private void WriteForward(CodeWriter writer, string sentence)
    {
        string name = Names.Escape(entry.Spec.Name);
        writer.Line($"/// <summary>{sentence} for a batch in the host's memory, and waits for it. {inference.Launches}</summary>");
        arguments.WriteDocs(writer);
        using (writer.Braces($"public void {name}({string.Join(", ", arguments.Inputs.Concat(arguments.OutputSpans))})"))
        {
            arguments.WriteChecks(writer);
            IEnumerable<string> received = arguments.Outputs.Select((_, index) => Received(index));
            writer.Line($"Run{entry.Spec.Name}({string.Join(", ", Uploaded().Concat(received).Prepend(Samples))});");
            WriteStates(writer);
            for (int index = 0; index < arguments.Outputs.Count; index++)
            {
                writer.Line($"{Device}.Read({Received(index)}, {arguments.Outputs[index]});");
            }
        }

        writer.Line();
        WriteDeviceDocs(writer, $"{sentence} for a batch in the device's memory, and does not wait: <see cref=\"Synchronize\"/> does.");
        var views = arguments.Outputs.Select((output, index) => $"{(IsInt(index) ? DeviceText.Ints : DeviceText.Floats)} {output}");
        using (writer.Braces($"public void {name}({string.Join(", ", DeviceInputs.Concat(views).Prepend($"int {Samples}"))})"))
        {
            WriteDeviceChecks(writer);
            writer.Line($"Run{entry.Spec.Name}({string.Join(", ", InputNames.Concat(arguments.Outputs).Prepend(Samples))});");
        }
    }

    private void WriteObjective(CodeWriter writer, DevicePass pass, string how)
    {
        string values = arguments.Local("values"), mean = arguments.Local("mean");
        writer.Line($"/// <summary>The batch mean of {entry.Spec.Name} for a batch in the host's memory, {how}. Waits for it. {pass.Launches}</summary>");
        arguments.WriteDocs(writer);
        using (writer.Braces($"public float {Names.Escape(pass.Name)}({string.Join(", ", arguments.Inputs)})"))
        {
            arguments.WriteChecks(writer);
            writer.Line($"var {values} = Run{pass.Name}({string.Join(", ", Uploaded().Prepend(Samples))});");
            WriteAfter(writer, pass);
            writer.Line($"return {Device}.BatchMean({values});");
        }

        writer.Line();
        WriteDeviceDocs(writer, $"The batch mean of {entry.Spec.Name} for a batch in the device's memory, {how}. Does not wait: <see cref=\"Synchronize\"/> does.");
        writer.Line($"/// <param name=\"{mean}\">Receives the batch mean: one value.</param>");
        using (writer.Braces($"public void {Names.Escape(pass.Name)}({string.Join(", ", DeviceInputs.Prepend($"int {Samples}").Append($"{DeviceText.Floats} {mean}"))})"))
        {
            WriteDeviceChecks(writer);
            WriteCheck(writer, mean, "1", 1);
            writer.Line($"var {values} = Run{pass.Name}({string.Join(", ", InputNames.Prepend(Samples))});");
            WriteAfter(writer, pass);
            writer.Line($"{Device}.BatchMean({values}, {mean});");
        }
    }

    private void WriteAfter(CodeWriter writer, DevicePass pass)
    {
        if (!pass.IsTraining)
        {
            return;
        }

        writer.Line($"{Core}.Counter++;");
        writer.Line($"{Core}.MarkTrained([{string.Join(", ", pass.Trained.Select(Names.Text))}]);");
        if (pass.ChangesState)
        {
            writer.Line($"{Core}.MarkStateChanged();");
        }
    }

    private bool IsInt(int result) => entry.Results[result].Element == ElementKind.Int;

    /// <summary>Where the device leaves a result for the host.</summary>
    private string Received(int index) =>
        $"{Device}.{(IsInt(index) ? "OutputTokens" : "Output")}({Names.Text(index)}, {arguments.Outputs[index]}.Length)";

    private IEnumerable<string> Uploaded() => entry.Inputs.Select((input, index) => input.Kind switch
    {
        ValueKind.Scalar => Names.Escape(input.Name),
        ValueKind.Tokens => $"{Device}.InputTokens({Names.Text(index)}, {Names.Escape(input.Name)})",
        _ => $"{Device}.Input({Names.Text(index)}, {Names.Escape(input.Name)})",
    });

    private IEnumerable<string> QueuedArguments()
    {
        var limits = entry.TokenLimits().ToDictionary(pair => pair.Item1, pair => pair.Item2);
        for (int index = 0; index < entry.Inputs.Length; index++)
        {
            EntryInput input = entry.Inputs[index];
            string number = Names.Text(index), limit = limits.TryGetValue(input, out int most) ? $", {Names.Text(most)}, \"{input.Name}\"" : "";
            yield return input.Kind switch
            {
                ValueKind.Scalar => $"batch.Floats({number})[0]",
                ValueKind.Tokens => $"net.device.TokenColumn(batch, {number}{limit})",
                _ => $"net.device.Column(batch, {number})",
            };
        }
    }

    /// <summary>A state was replaced where it had been uploaded.</summary>
    private void WriteStates(CodeWriter writer)
    {
        for (int index = 0; index < entry.Inputs.Length; index++)
        {
            if (entry.Inputs[index].IsState)
            {
                string name = Names.Escape(entry.Inputs[index].Name);
                writer.Line($"{Device}.Read({Device}.InputView({Names.Text(index)}, {name}.Length), {name});");
            }
        }
    }

    private void WriteDeviceDocs(CodeWriter writer, string summary)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        if (entry.TokenLimits().Any())
        {
            writer.Line("/// <remarks>Ints in the device's memory are not looked at: keep them in range.</remarks>");
        }

        writer.Line($"/// <param name=\"{Samples}\">Samples in the batch.</param>");
        arguments.WriteDocs(writer);
    }

    private void WriteDeviceChecks(CodeWriter writer)
    {
        foreach (EntryInput input in entry.Inputs.Where(input => input.Kind != ValueKind.Scalar))
        {
            WriteCheck(writer, Names.Escape(input.Name), Samples, input.Shape.Size);
        }

        for (int index = 0; index < arguments.Outputs.Count; index++)
        {
            WriteCheck(writer, arguments.Outputs[index], Samples, entry.Results[index].Shape.Size);
        }
    }

    private void WriteCheck(CodeWriter writer, string view, string samples, int size) =>
        writer.Line($"{DeviceText.Library}.DeviceArguments.Check({Device}.Accelerator, {view}, {samples}, {Names.Text(size)}, nameof({view}));");
}
