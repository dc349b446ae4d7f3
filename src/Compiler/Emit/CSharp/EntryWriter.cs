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
    private readonly EntryArguments arguments;
    private readonly PassWriter inference;
    private readonly PassWriter? training;
    private readonly EntryWriter? explanation;

    public EntryWriter(EntryModel entry, CodeMembers members)
    {
        this.entry = entry;
        this.members = members;
        arguments = new EntryArguments(entry);
        inference = new PassWriter(Name, entry, Plan.Of(entry.Inference), members);
        training = entry.Training is { } graph ? new PassWriter(Name + "Gradients", entry, Plan.Of(graph), members) : null;
        explanation = entry.InputGradients is { } gradients ? new EntryWriter(gradients, members) : null;
    }

    /// <summary>The passes that the methods need, to be written into <c>Code</c> before the methods, whose documentation tells of them.</summary>
    public IEnumerable<PassWriter> Passes => new[] { inference, training }.OfType<PassWriter>().Concat(explanation?.Passes ?? []);

    private string Name => entry.Spec.Name;

    private string Samples => arguments.Samples;

    private string Instance => arguments.IsTaken("compiled") ? "this.compiled" : "compiled";

    private string Core => arguments.Local("core");

    private string MicroBatches => arguments.Local("microBatches");

    private string Lease => arguments.Local("lease");

    private string Pass => arguments.Local("pass");

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
        using (writer.Braces($"public void {Names.Escape(Name)}({string.Join(", ", arguments.Inputs.Concat(arguments.OutputSpans))})"))
        {
            arguments.WriteChecks(writer);
            WriteRun(writer, inference, entry.Inference, result: null);
        }
    }

    private void WriteObjective(CodeWriter writer, PassWriter pass, Graph graph, string how, bool gradients)
    {
        WriteDocs(writer, $"The batch mean of {Name}, {how}.", pass);
        using (writer.Braces($"public float {Names.Escape(pass.Name)}({string.Join(", ", arguments.Inputs)})"))
        {
            arguments.WriteChecks(writer);
            WriteRun(writer, pass, graph, $"{CNet}.Reduction.BatchMean({Pass}.Objective)", gradients ? Trained(graph) : null);
        }
    }

    private static IEnumerable<int> Trained(Graph graph) =>
        graph.Roots.Select(root => root.Op).OfType<AccumulateOp>().Select(accumulate => accumulate.Tensor.Index).Distinct().OrderBy(index => index);

    private void WriteDocs(CodeWriter writer, string sentence, PassWriter pass)
    {
        string own = DocText.Summary(entry.Spec.Documentation);
        DocText.Write(writer, "summary", $"{(own.Length > 0 ? own + "<br/>\n" : "")}{sentence}\n{DocText.Cost(pass.Plan)}");
        if (DocText.Fused(pass) is { Length: > 0 } fused)
        {
            DocText.Write(writer, "remarks", fused);
        }

        arguments.WriteDocs(writer);
    }

    private void WriteRun(CodeWriter writer, PassWriter pass, Graph graph, string? result, IEnumerable<int>? trained = null)
    {
        string passType = "Code." + pass.StructName;
        writer.Line($"var {Core} = {Instance}.Core;");
        bool inMicroBatches = pass.Plan.MicroBatch > 0;
        if (inMicroBatches)
        {
            writer.Line($"var {MicroBatches} = new {CNet}.MicroBatches({Samples}, {Names.Text(pass.Plan.MicroBatch)});");
        }

        string atHand = inMicroBatches ? MicroBatches + ".AtHand" : Samples;
        string floats = $"{CNet}.Arguments.Workspace({atHand}, {passType}.FixedFloats, {passType}.BatchFloats){(inMicroBatches ? " + " + Samples : "")}";
        if (!pass.UsesWorkspace)
        {
            WriteCall(writer, pass, graph, workspace: null, result, trained);
            return;
        }

        // Others may predict at the same time, but nobody computes gradients then.
        if (pass.IsTraining)
        {
            WriteCall(writer, pass, graph, $"{Core}.GradientWorkspace({floats})", result, trained);
            return;
        }

        writer.Line($"var {Lease} = {Core}.Rent({floats});");
        using (writer.Braces("try"))
        {
            WriteCall(writer, pass, graph, $"{Lease}.Floats", result, trained);
        }

        using (writer.Braces("finally"))
        {
            writer.Line($"{Lease}.Dispose();");
        }
    }

    private void WriteCall(CodeWriter writer, PassWriter pass, Graph graph, string? workspace, string? result, IEnumerable<int>? trained)
    {
        using (writer.Braces($"var {Pass} = new Code.{pass.StructName}", ";"))
        {
            WriteFields(writer, pass, graph, workspace);
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

    private void WriteFields(CodeWriter writer, PassWriter pass, Graph graph, string? workspace)
    {
        writer.Line($"Samples = {Samples},");
        if (pass.Plan.MicroBatch > 0)
        {
            writer.Line($"AtHand = {MicroBatches}.AtHand,");
            writer.Line($"MicroBatch = {MicroBatches}.Length,");
        }

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

        if (workspace is not null)
        {
            writer.Line($"Workspace = {workspace},");
        }

        for (int index = 0; index < entry.Inputs.Length; index++)
        {
            EntryInput input = entry.Inputs[index];
            writer.Line($"{CodeMembers.FieldOf(new InputOp(index, input.Name, input.Kind, input.Shape))} = {Names.Escape(input.Name)},");
        }

        foreach (IOutput output in graph.Roots.Select(root => root.Op).OfType<IOutput>())
        {
            writer.Line($"{PassWriter.OutputField(output.Index)} = {arguments.Outputs[output.Index]},");
        }
    }
}
