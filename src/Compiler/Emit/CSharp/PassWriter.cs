using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>Writes the pass of one entry point in one mode: a ref struct that holds the call's spans and runs the phases of the
/// plan, those over single samples in slices on all cores.</summary>
internal sealed class PassWriter(string name, EntryModel entry, Plan plan, CodeMembers members)
{
    private const string CNet = KernelText.Namespace;

    private readonly PassArguments arguments = new(entry, plan, members);
    private PassCall[][] calls = [];

    public string StructName => name + "Pass";

    public Plan Plan => plan;

    public string Name => name;

    /// <summary>The calls of all phases, in the order in which they run.</summary>
    public IEnumerable<PassCall> Calls => calls.SelectMany(phase => phase);

    /// <summary>The calls of the only phase, if that is in slices of the batch.</summary>
    public IReadOnlyList<PassCall> OnlySlice => calls.Length == 1 && SlicedPhases == 1 ? calls[0] : [];

    /// <summary>What the pass begins with, where others do too.</summary>
    public PassStart? Start { get; set; }

    /// <summary>The fields that hold what all passes of the network know by the same name, and their types.</summary>
    public IEnumerable<(string Name, string Type)> CommonFields =>
        new[] { ("Parameters", "ReadOnlySpan<float>"), ("Prepared", "ReadOnlySpan<float>"), ("State", "Span<float>") }
            .Concat(arguments.Inputs.Select(input => (CodeMembers.FieldOf(input), SpanType(entry.Inputs[input.Index]))));

    /// <summary>Whether it computes gradients.</summary>
    public bool IsTraining { get; } = plan.Graph.Roots.Any(root => root.Op is AccumulateOp);

    /// <summary>Whether it reads values that the instance prepares.</summary>
    public bool UsesPrepared { get; } = plan.Graph.Live().Any(node => node.Op is PreparedOp);

    /// <summary>Whether it reads or changes running statistics.</summary>
    public bool UsesState { get; } = plan.Graph.Live().Any(
        node => node.Op is not PreparedOp && node.Inputs.Any(input => Fuse.Storage(input).Op is StoredOp { Tensor.IsState: true }));

    /// <summary>Whether it makes random numbers.</summary>
    public bool IsRandom { get; } = plan.Phases.SelectMany(phase => phase.Steps)
        .Any(step => members.Steps.WrittenOut(step, plan).Method.Parameters.Any(parameter => parameter.Ambient == "Seed"));

    /// <summary>Whether a value outlives its phase.</summary>
    public bool UsesWorkspace => plan.FixedFloats + plan.BatchFloats > 0;

    /// <summary>Whether it changes running statistics.</summary>
    public bool ChangesState { get; } =
        plan.Graph.Nodes.Any(node => Enumerable.Range(0, node.Inputs.Length).Any(input => node.Op.Writes(input) && node.Inputs[input].Op is StoredOp));

    private const string InSlices = $"{CNet}.WorkPool.Run(ref this, {CNet}.Slices.Count(Samples, SliceLength))";

    private int SlicedPhases => plan.Phases.Count(phase => phase.Traversal == Traversal.Samples);

    private bool UsesSlices => SlicedPhases > 0;

    /// <summary>Decides what is called, before any pass is written.</summary>
    public void Resolve()
    {
        calls = [.. plan.Phases.Select(phase => phase.Steps.Select(step => Call(step, phase)).ToArray())];
    }

    private PassCall Call(Step step, Phase phase)
    {
        (string method, IEnumerable<StepParameter> parameters) = members.Method(step, plan, name);
        return new PassCall(method, [.. parameters.Select(parameter => arguments.Of(parameter, phase.Traversal == Traversal.Samples))], step);
    }

    public void Write(CodeWriter writer)
    {
        writer.Line($"/// <summary>One call of {name}: {Description()}</summary>");
        using (writer.Braces($"internal ref struct {StructName}{(UsesSlices ? $" : {CNet}.IPieces" : "")}"))
        {
            WriteFields(writer);
            WriteExecute(writer);
            if (UsesSlices)
            {
                WriteRun(writer);
            }

            for (int phase = 0; phase < plan.Phases.Length; phase++)
            {
                writer.Line();
                WritePhase(writer, phase);
            }

            WriteLocators(writer);
            if (plan.Graph.Objective is { } objective)
            {
                string values = arguments.Of(new StepParameter("ReadOnlySpan<float>", "", objective, ""), inSlice: false).Text;
                writer.Line();
                writer.Line("// One value for each sample.");
                writer.Line($"internal readonly ReadOnlySpan<float> Objective => {values};");
            }
        }
    }

    private string Description()
    {
        string phases = (plan.Phases.Length, SlicedPhases) switch
        {
            (1, 1) => "1 phase, in slices of the batch",
            (1, 0) => "1 phase, over the whole batch",
            _ => $"{Names.Text(plan.Phases.Length)} phases, {Names.Text(SlicedPhases)} of them in slices of the batch",
        };
        return $"{phases}. Memory: {Names.Grouped(plan.BatchFloats)} floats a sample in the workspace, "
            + $"{Names.Grouped(plan.SliceFloats)} a sample of a slice, {Names.Grouped(plan.FixedFloats)} a call.";
    }

    private void WriteFields(CodeWriter writer)
    {
        writer.Line($"internal const int FixedFloats = {Names.Text(plan.FixedFloats)}, BatchFloats = {Names.Text(plan.BatchFloats)}, SliceFloats = {Names.Text(plan.SliceFloats)};");
        // Where nothing is computed, moving a value is the work that slices are cut by.
        long flops = plan.Phases.Sum(phase => phase.Flops), moved = plan.Graph.Roots.Where(root => root.Op is IOutput).Sum(root => (long)root.Type.Size);
        writer.Line($"internal const long FlopsPerSample = {Names.Text(flops > 0 ? flops : moved)};");
        writer.Line();
        writer.Line($"internal int Samples{(UsesSlices ? ", SliceLength" : "")}{(SlicedPhases > 1 ? ", Phase" : "")};");
        if (IsRandom)
        {
            writer.Line("internal ulong Seed, Step;");
        }

        writer.Line($"internal ReadOnlySpan<float> Parameters{(UsesPrepared ? ", Prepared" : "")};");
        string[] written = [.. new[] { (IsTraining, "Gradients"), (UsesState, "State"), (UsesWorkspace, "Workspace") }
            .Where(span => span.Item1).Select(span => span.Item2)];
        if (written.Length > 0)
        {
            writer.Line($"internal Span<float> {string.Join(", ", written)};");
        }

        foreach (InputOp input in arguments.Inputs)
        {
            writer.Line($"internal {SpanType(entry.Inputs[input.Index])} {CodeMembers.FieldOf(input)};");
        }

        foreach (Node output in plan.Graph.Roots.Where(root => root.Op is IOutput))
        {
            writer.Line($"internal {SpanType(output.Type.Element)} {OutputField(((IOutput)output.Op).Index)};");
        }

        writer.Line();
    }

    internal static string SpanType(EntryInput input) => input.IsState ? "Span<float>" : SpanType(input.Kind);

    internal static string SpanType(ValueKind kind) => kind switch
    {
        ValueKind.Tokens => "ReadOnlySpan<int>",
        ValueKind.Scalar => "float",
        _ => "ReadOnlySpan<float>",
    };

    /// <summary>Of what receives a result.</summary>
    internal static string SpanType(ElementKind element) => element == ElementKind.Int ? "Span<int>" : "Span<float>";

    internal static string OutputField(int index) => "Output" + Names.Text(index + 1);

    private void WriteExecute(CodeWriter writer)
    {
        if (UsesSlices && SlicedPhases < plan.Phases.Length)
        {
            writer.Line("// Phases over slices of the batch compute each sample by itself, the others all samples at once.");
        }

        using (writer.Braces("internal void Execute()"))
        {
            if (UsesSlices)
            {
                int together = plan.Phases.SelectMany(phase => phase.Steps).SelectMany(step => step.Nodes).Max(node => node.Op.SamplesTogether);
                string wish = together > 1 ? $", together: {Names.Text(together)}" : "";
                writer.Line($"SliceLength = {CNet}.Slices.Length(Samples, FlopsPerSample, SliceFloats{wish});");
            }

            for (int phase = 0; phase < plan.Phases.Length; phase++)
            {
                if (plan.Phases[phase].Traversal == Traversal.Whole)
                {
                    writer.Line($"{PhaseName(phase)}();");
                }
                else
                {
                    writer.Line(SlicedPhases > 1 ? $"InSlices({Names.Text(phase + 1)});" : $"{InSlices};");
                }
            }
        }

        writer.Line();
        if (SlicedPhases > 1)
        {
            using (writer.Braces("private void InSlices(int phase)"))
            {
                writer.Line("Phase = phase;");
                writer.Line($"{InSlices};");
            }

            writer.Line();
        }
    }

    private void WriteRun(CodeWriter writer)
    {
        int[] sliced = [.. Enumerable.Range(0, plan.Phases.Length).Where(phase => plan.Phases[phase].Traversal == Traversal.Samples)];
        writer.Line("/// <summary>Runs the current phase for slice number <paramref name=\"piece\"/>.</summary>");
        using (writer.Braces("public void Run(int piece)"))
        {
            writer.Line("int first = piece * SliceLength;");
            writer.Line("int samples = global::System.Math.Min(SliceLength, Samples - first);");
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

    private static string PhaseName(int phase) => "Phase" + Names.Text(phase + 1);

    private void WritePhase(CodeWriter writer, int number)
    {
        bool inSlices = plan.Phases[number].Traversal == Traversal.Samples;
        using (writer.Braces($"private void {PhaseName(number)}({(inSlices ? "int first, int samples" : "")})"))
        {
            if (inSlices && UsesLocal(plan.Phases[number]))
            {
                writer.Line($"Span<float> local = {CNet}.SliceMemory.Rent(SliceLength * SliceFloats);");
            }

            Start?.WriteCall(writer);
            foreach (PassCall call in calls[number].Skip(Start?.Calls.Count ?? 0))
            {
                call.Write(writer);
            }
        }
    }

    private bool UsesLocal(Phase phase) =>
        phase.Steps.SelectMany(step => step.Nodes).Any(node => plan.Locations.TryGetValue(node, out Location location) && location.Region == Region.Slice);

    private void WriteLocators(CodeWriter writer)
    {
        if (plan.FixedFloats > 0)
        {
            writer.Line();
            writer.Line("private readonly Span<float> Fixed(int offset, int size) => Workspace.Slice(offset, size);");
        }

        if (plan.BatchFloats > 0)
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
