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
    private readonly PassSchedule schedule = new(plan);
    private PassCall[][] calls = [];

    public string StructName => name + "Pass";

    public Plan Plan => plan;

    public string Name => name;

    /// <summary>The calls of all phases, in the order in which they run.</summary>
    public IEnumerable<PassCall> Calls => calls.SelectMany(phase => phase);

    /// <summary>The calls of the only phase, if that is in slices of the batch.</summary>
    public IReadOnlyList<PassCall> OnlySlice => calls.Length == 1 && schedule.SlicedPhases == 1 ? calls[0] : [];

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

    /// <summary>Decides what is called, before any pass is written.</summary>
    public void Resolve()
    {
        calls = [.. plan.Phases.Select(phase => phase.Steps.Select(step => Call(step, phase)).ToArray())];
    }

    private PassCall Call(Step step, Phase phase)
    {
        (string method, IEnumerable<StepParameter> parameters) = members.Method(step, plan, name);
        return new PassCall(method, [.. parameters.Select(parameter => arguments.Of(parameter, plan.TakesSamples(phase)))], step);
    }

    public void Write(CodeWriter writer)
    {
        writer.Line($"/// <summary>One call of {name}: {Description()}</summary>");
        using (writer.Braces($"internal ref struct {StructName}{(schedule.UsesSlices ? $" : {CNet}.IPieces" : "")}"))
        {
            WriteFields(writer);
            schedule.WriteExecute(writer);
            for (int phase = 0; phase < plan.Phases.Length; phase++)
            {
                writer.Line();
                WritePhase(writer, phase);
            }

            schedule.WriteLocators(writer);
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
        string phases = (plan.Phases.Length, schedule.SlicedPhases) switch
        {
            (1, 1) => "1 phase, in slices of the batch",
            (1, 0) => "1 phase, over the whole batch",
            _ => $"{Names.Text(plan.Phases.Length)} phases, {Names.Text(schedule.SlicedPhases)} of them in slices of the batch",
        };
        string parts = plan.MicroBatch > 0 ? $", in micro-batches of up to {Names.Text(plan.MicroBatch)}" : "";
        return $"{phases}{parts}. Memory: {Names.Grouped(plan.BatchFloats)} floats a sample{(plan.MicroBatch > 0 ? " at hand" : "")} in the workspace, "
            + $"{Names.Grouped(plan.SliceFloats)} a sample of a slice, {Names.Grouped(plan.FixedFloats)} a call.";
    }

    private void WriteFields(CodeWriter writer)
    {
        writer.Line($"internal const int FixedFloats = {Names.Text(plan.FixedFloats)}, BatchFloats = {Names.Text(plan.BatchFloats)}, SliceFloats = {Names.Text(plan.SliceFloats)};");
        // Where nothing is computed, moving a value is the work that slices are cut by.
        long flops = plan.Phases.Sum(phase => phase.Flops), moved = plan.Graph.Roots.Where(root => root.Op is IOutput).Sum(root => (long)root.Type.Size);
        writer.Line($"internal const long FlopsPerSample = {Names.Text(flops > 0 ? flops : moved)};");
        writer.Line();
        writer.Line($"internal int {schedule.Fields};");
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

    private void WritePhase(CodeWriter writer, int number)
    {
        using (writer.Braces($"private void {PassSchedule.PhaseName(number)}({(plan.TakesSamples(plan.Phases[number]) ? "int first, int samples" : "")})"))
        {
            if (UsesLocal(plan.Phases[number]))
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
}
