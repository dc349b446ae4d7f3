using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes the public methods of one entry point: checks, the workspace, the pass, the result.</summary>
internal sealed class EntryWriter
{
    private const string CNet = KernelText.Namespace;

    private readonly EntryModel entry;
    private readonly CodeMembers members;
    private readonly string[] outputs;
    private readonly PassWriter inference;
    private readonly PassWriter? training;
    private readonly EntryWriter? explanation;

    public EntryWriter(EntryModel entry, CodeMembers members)
    {
        this.entry = entry;
        this.members = members;
        outputs = EntrySignature.Outputs(entry.Inputs.Select(input => input.Name), entry.Results.Select(result => result.Name));
        inference = new PassWriter(Name, entry, Plan.Of(entry.Inference), members);
        training = entry.Training is { } graph ? new PassWriter(Name + "Gradients", entry, Plan.Of(graph), members) : null;
        explanation = entry.InputGradients is { } gradients ? new EntryWriter(gradients, members) : null;
    }

    /// <summary>The passes that the methods need, to be written into <c>Code</c> before the methods, whose documentation tells of them.</summary>
    public IEnumerable<PassWriter> Passes => new[] { inference, training }.OfType<PassWriter>().Concat(explanation?.Passes ?? []);

    private string Name => entry.Spec.Name;

    private string Samples => Local("samples");

    private string Instance => IsTaken("compiled") ? "this.compiled" : "compiled";

    private string Core => Local("core");

    private string Lease => Local("lease");

    private string Pass => Local("pass");

    public void Write(CodeWriter writer)
    {
        if (entry.Spec.Kind == EntryKind.Forward)
        {
            WriteForward(writer, $"Computes {Name} for a batch.");
            if (explanation is not null)
            {
                writer.Line();
                explanation.WriteForward(writer, $"Carries gradients by what {Name} returns back to what it takes, as in inference.");
            }

            return;
        }

        WriteObjective(writer, inference, entry.Inference, "computed as in inference", gradients: false);
        writer.Line();
        WriteObjective(
            writer, training!, entry.Training!, "in training behaviour, and adds its gradients to <see cref=\"Gradients\"/>", gradients: true);
    }

    private void WriteForward(CodeWriter writer, string sentence)
    {
        WriteDocs(writer, sentence, inference);
        for (int index = 0; index < entry.Results.Length; index++)
        {
            EntryResult result = entry.Results[index];
            writer.Line($"/// <param name=\"{OutputName(index)}\">Receives {result.Shape} for each sample{Meaning(result.Meaning)}.</param>");
        }

        var spans = outputs.Select((name, index) => $"{PassWriter.SpanType(entry.Results[index].Element)} {name}");
        using (writer.Braces($"public void {Names.Escape(Name)}({string.Join(", ", Parameters().Concat(spans))})"))
        {
            WriteChecks(writer);
            for (int index = 0; index < entry.Results.Length; index++)
            {
                writer.Line($"{CNet}.Arguments.Output({Samples}, {OutputName(index)}.Length, {Names.Text(entry.Results[index].Shape.Size)}, nameof({OutputName(index)}));");
            }

            WriteRun(writer, inference, entry.Inference, result: null);
        }
    }

    private void WriteObjective(CodeWriter writer, PassWriter pass, Graph graph, string how, bool gradients)
    {
        WriteDocs(writer, $"The batch mean of {Name}, {how}.", pass);
        using (writer.Braces($"public float {Names.Escape(pass.Name)}({string.Join(", ", Parameters())})"))
        {
            WriteChecks(writer);
            WriteRun(writer, pass, graph, $"{CNet}.Reduction.BatchMean({Pass}.Objective)", gradients ? Trained(graph) : null);
        }
    }

    private static IEnumerable<int> Trained(Graph graph) =>
        graph.Roots.Select(root => root.Op).OfType<AccumulateOp>().Select(accumulate => accumulate.Tensor.Index).Distinct().OrderBy(index => index);

    private IEnumerable<string> Parameters() =>
        entry.Inputs.Select(input => $"{PassWriter.SpanType(input)} {Names.Escape(input.Name)}");

    /// <summary>A local's name, which must not be a parameter's.</summary>
    private string Local(string name) => IsTaken(name) ? "this" + Names.Pascal(name) : name;

    private bool IsTaken(string name) => outputs.Contains(name) || entry.Inputs.Any(input => input.Name == name);

    private string OutputName(int index) => outputs[index];

    private void WriteDocs(CodeWriter writer, string sentence, PassWriter pass)
    {
        string own = DocText.Summary(entry.Spec.Documentation);
        DocText.Write(writer, "summary", $"{(own.Length > 0 ? own + "<br/>\n" : "")}{sentence}\n{DocText.Cost(pass.Plan)}");
        if (DocText.Fused(pass) is { Length: > 0 } fused)
        {
            DocText.Write(writer, "remarks", fused);
        }

        foreach (EntryInput input in entry.Inputs)
        {
            string what = input.Kind == ValueKind.Scalar ? "One number for the whole batch."
                : input.IsState ? $"{input.Shape} for each sample: read, then replaced by what the call made of it."
                : $"{input.Shape} for each sample{Meaning(input.Meaning)}.";
            string words = DocText.Parameter(entry.Spec.Documentation, input.Name);
            writer.Line($"/// <param name=\"{input.Name}\">{(words.Length > 0 ? words + "<br/>" : "")}{what}</param>");
        }
    }

    private static string Meaning(string meaning) => meaning.Length > 0 ? ": " + meaning : "";

    private void WriteChecks(CodeWriter writer)
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
            string source = entry.Results.Length > 0 && entry.Spec.Kind == EntryKind.Forward
                ? $"{CNet}.Arguments.Samples({OutputName(0)}.Length, {Names.Text(entry.Results[0].Shape.Size)}, nameof({OutputName(0)}))"
                : "1";
            writer.Line($"int {Samples} = {source};");
        }

        foreach ((EntryInput input, int limit) in entry.TokenLimits())
        {
            string name = Names.Escape(input.Name);
            writer.Line($"{CNet}.Arguments.Tokens({name}, {Names.Text(limit)}, nameof({name}));");
        }
    }

    private void WriteRun(CodeWriter writer, PassWriter pass, Graph graph, string? result, IEnumerable<int>? trained = null)
    {
        string passType = "Code." + pass.StructName;
        writer.Line($"var {Core} = {Instance}.Core;");
        if (!pass.UsesWorkspace)
        {
            WriteCall(writer, pass, graph, result, trained);
            return;
        }

        writer.Line($"var {Lease} = {Core}.Rent({CNet}.Arguments.Workspace({Samples}, {passType}.FixedFloats, {passType}.BatchFloats));");
        using (writer.Braces("try"))
        {
            WriteCall(writer, pass, graph, result, trained);
        }

        using (writer.Braces("finally"))
        {
            writer.Line($"{Lease}.Dispose();");
        }
    }

    private void WriteCall(CodeWriter writer, PassWriter pass, Graph graph, string? result, IEnumerable<int>? trained)
    {
        using (writer.Braces($"var {Pass} = new Code.{pass.StructName}", ";"))
        {
            WriteFields(writer, pass, graph);
        }

        writer.Line($"{Pass}.Execute();");
        if (trained is not null)
        {
            writer.Line($"{Core}.Counter++;");
            writer.Line($"{Core}.MarkTrained(Code.{members.Slots(pass.Name + "Trains", trained)});");
            if (pass.ChangesState)
            {
                writer.Line($"{Core}.MarkStateChanged();");
            }
        }

        if (result is not null)
        {
            writer.Line($"return {result};");
        }
    }

    private void WriteFields(CodeWriter writer, PassWriter pass, Graph graph)
    {
        writer.Line($"Samples = {Samples},");
        if (pass.IsRandom)
        {
            writer.Line($"Seed = {Core}.Seed,");
            writer.Line($"Step = {Core}.Counter,");
        }

        writer.Line($"Parameters = {Core}.Parameters,");
        if (pass.UsesPrepared)
        {
            writer.Line($"Prepared = {Instance}.{members.Prepared(pass.IsTraining).Field}.Of({Core}),");
        }

        if (pass.IsTraining)
        {
            writer.Line($"Gradients = {Core}.WritableGradients,");
        }

        if (pass.UsesState)
        {
            writer.Line($"State = {Core}.WritableState,");
        }

        if (pass.UsesWorkspace)
        {
            writer.Line($"Workspace = {Lease}.Floats,");
        }

        for (int index = 0; index < entry.Inputs.Length; index++)
        {
            EntryInput input = entry.Inputs[index];
            writer.Line($"{CodeMembers.FieldOf(new InputOp(index, input.Name, input.Kind, input.Shape))} = {Names.Escape(input.Name)},");
        }

        foreach (IOutput output in graph.Roots.Select(root => root.Op).OfType<IOutput>())
        {
            writer.Line($"{PassWriter.OutputField(output.Index)} = {OutputName(output.Index)},");
        }
    }
}
