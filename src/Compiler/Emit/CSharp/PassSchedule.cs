using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes how a pass runs its phases: those over single samples in slices on all cores, and where the batch is cut into
/// micro-batches, one after the other; and where in the workspace values lie meanwhile.</summary>
internal sealed class PassSchedule(Plan plan)
{
    private const string CNet = KernelText.Namespace;

    private const string Min = "global::System.Math.Min";

    /// <summary>Phases that run in slices of the batch.</summary>
    public int SlicedPhases { get; } = plan.Phases.Count(phase => phase.Traversal == Traversal.Samples);

    public bool UsesSlices => SlicedPhases > 0;

    private bool UsesMicroBatches => plan.MicroBatch > 0;

    public static string PhaseName(int phase) => "Phase" + Names.Text(phase + 1);

    /// <summary>The numbers that it keeps in the pass.</summary>
    public string Fields =>
        $"Samples{(UsesMicroBatches ? ", AtHand, MicroBatch, Start" : "")}{(UsesSlices ? ", SliceLength" : "")}{(SlicedPhases > 1 ? ", Phase" : "")}";

    public void WriteExecute(CodeWriter writer)
    {
        if (UsesMicroBatches)
        {
            WriteInMicroBatches(writer);
        }
        else
        {
            WriteAtOnce(writer);
        }

        writer.Line();
        if (SlicedPhases > 1)
        {
            using (writer.Braces("private void InSlices(int phase)"))
            {
                writer.Line("Phase = phase;");
                writer.Line($"{InSlices("Samples")};");
            }

            writer.Line();
        }

        if (UsesSlices)
        {
            WriteRun(writer);
        }
    }

    private void WriteAtOnce(CodeWriter writer)
    {
        if (UsesSlices && SlicedPhases < plan.Phases.Length)
        {
            writer.Line("// Phases over slices of the batch compute each sample by itself, the others all samples at once.");
        }

        using (writer.Braces("internal void Execute()"))
        {
            if (UsesSlices)
            {
                writer.Line($"SliceLength = {SliceLength("Samples")};");
            }

            for (int phase = 0; phase < plan.Phases.Length; phase++)
            {
                if (plan.Phases[phase].Traversal == Traversal.Whole)
                {
                    writer.Line($"{PhaseName(phase)}();");
                }
                else
                {
                    writer.Line(SlicedPhases > 1 ? $"InSlices({Names.Text(phase + 1)});" : $"{InSlices("Samples")};");
                }
            }
        }
    }

    private void WriteInMicroBatches(CodeWriter writer)
    {
        int sums = plan.Phases.Length - 1;
        writer.Line("// What samples keep for the sums of gradients stays in a cache until the sums of their micro-batch are done.");
        using (writer.Braces("internal void Execute()"))
        {
            for (int phase = 0; phase < sums - 1; phase++)
            {
                writer.Line($"{PhaseName(phase)}();");
            }

            using (writer.Braces("for (Start = 0; Start < Samples; Start += AtHand)"))
            {
                writer.Line($"int end = {Min}(Start + AtHand, Samples);");
                writer.Line($"SliceLength = {SliceLength("end - Start")};");
                writer.Line($"{InSlices("end - Start")};");
                using (writer.Braces("for (int first = Start; first < end; first += MicroBatch)"))
                {
                    writer.Line($"{PhaseName(sums)}(first, {Min}(MicroBatch, end - first));");
                }
            }
        }
    }

    private static string InSlices(string samples) => $"{CNet}.WorkPool.Run(ref this, {CNet}.Slices.Count({samples}, SliceLength))";

    private string SliceLength(string samples)
    {
        int together = plan.Phases.SelectMany(phase => phase.Steps).SelectMany(step => step.Nodes).Max(node => node.Op.SamplesTogether);
        string wish = together > 1 ? $", together: {Names.Text(together)}" : "";
        return $"{CNet}.Slices.Length({samples}, FlopsPerSample, SliceFloats{wish})";
    }

    private void WriteRun(CodeWriter writer)
    {
        int[] sliced = [.. Enumerable.Range(0, plan.Phases.Length).Where(phase => plan.Phases[phase].Traversal == Traversal.Samples)];
        writer.Line("/// <summary>Runs the current phase for slice number <paramref name=\"piece\"/>.</summary>");
        using (writer.Braces("public void Run(int piece)"))
        {
            writer.Line($"int first = {(UsesMicroBatches ? "Start + " : "")}piece * SliceLength;");
            string end = UsesMicroBatches ? $"{Min}(Start + AtHand, Samples)" : "Samples";
            writer.Line($"int samples = {Min}(SliceLength, {end} - first);");
            if (sliced.Length == 1)
            {
                writer.Line($"{PhaseName(sliced[0])}(first, samples);");
                return;
            }

            using (writer.Braces("switch (Phase)"))
            {
                foreach (int phase in sliced)
                {
                    writer.Line($"case {Names.Text(phase + 1)}: {PhaseName(phase)}(first, samples); break;");
                }
            }
        }
    }

    public void WriteLocators(CodeWriter writer)
    {
        if (plan.FixedFloats > 0)
        {
            writer.Line();
            writer.Line("private readonly Span<float> Fixed(int offset, int size) => Workspace.Slice(offset, size);");
        }

        if (UsesMicroBatches)
        {
            writer.Line();
            writer.Line("// The workspace holds, for each value, the samples at hand side by side, and behind them the objective of all samples.");
            writer.Line("private readonly Span<float> Batch(int offset, int size, int first, int samples) =>");
            writer.Line("    Workspace.Slice(FixedFloats + offset * AtHand + (first - Start) * size, samples * size);");
            writer.Line();
            writer.Line("private readonly Span<float> Kept(int first, int samples) => Workspace.Slice(FixedFloats + BatchFloats * AtHand + first, samples);");
        }
        else if (plan.BatchFloats > 0)
        {
            writer.Line();
            writer.Line("// The workspace holds, for each value, all samples side by side.");
            writer.Line("private readonly Span<float> Batch(int offset, int size, int first, int samples) =>");
            writer.Line("    Workspace.Slice(FixedFloats + offset * Samples + first * size, samples * size);");
            if (plan.Graph.Objective is not null || SlicedPhases < plan.Phases.Length)
            {
                writer.Line();
                writer.Line("private readonly Span<float> Batch(int offset, int size) => Batch(offset, size, 0, Samples);");
            }
        }
    }
}
