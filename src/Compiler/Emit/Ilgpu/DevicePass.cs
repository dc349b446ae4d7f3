using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>Writes one call of an entry point on the device: its launches in order. Values lie in the device's workspace as the plan says.</summary>
internal sealed class DevicePass(string name, EntryModel entry, Plan plan, DeviceMembers members)
{
    private readonly Step[] steps = [.. plan.Phases.SelectMany(phase => phase.Steps)];

    public string Name => name;

    /// <summary>Whether it computes gradients.</summary>
    public bool IsTraining { get; } = plan.Graph.Roots.Any(root => root.Op is AccumulateOp);

    /// <summary>Whether it changes running statistics.</summary>
    public bool ChangesState { get; } =
        plan.Graph.Nodes.Any(node => Enumerable.Range(0, node.Inputs.Length).Any(input => node.Op.Writes(input)));

    /// <summary>How many kernels a call starts, once it is written.</summary>
    public KernelCount Kernels { get; private set; }

    /// <summary>The same as a sentence.</summary>
    public string Launches => $"Starts {Kernels} kernel{(Kernels.Most == 1 ? "" : "s")}{(Kernels.Least == Kernels.Most ? "" : ", by the size of the batch")}.";

    /// <summary>The same, and its memory: a row of the class's summary.</summary>
    public string[] Row => [name, Kernels.ToString(), Names.Grouped(plan.BatchFloats), Names.Grouped(plan.FixedFloats)];

    private bool UsesState { get; } = plan.Graph.Live().Any(node => node.Inputs.Any(input => Fuse.Storage(input).Op is StoredOp { Tensor.IsState: true }));

    /// <summary>Slots that a gradient call trains.</summary>
    public IEnumerable<int> Trained =>
        plan.Graph.Roots.Select(root => root.Op).OfType<AccumulateOp>().Select(accumulate => accumulate.Tensor.Index).Distinct().OrderBy(index => index);

    /// <summary>What the method takes after the number of samples, as declarations and as the entry point's own names.</summary>
    public IEnumerable<string> Parameters => entry.Inputs.Select((input, index) => $"{TypeOf(input.Kind)} {ArgumentOf(index)}")
        .Concat(Results.Select((result, index) => $"{(result.Element == ElementKind.Int ? DeviceText.Ints : DeviceText.Floats)} {PassWriter.OutputField(index)}"));

    // An objective's value is returned.
    private IEnumerable<EntryResult> Results => plan.Graph.Objective is null ? entry.Results : [];

    public static string TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Tokens => DeviceText.Ints,
        ValueKind.Scalar => "float",
        _ => DeviceText.Floats,
    };

    /// <summary>Writes the method. An objective's returns the view of its values, one for each sample.</summary>
    public void Write(CodeWriter writer)
    {
        var launches = new CodeWriter();
        foreach (Step step in steps)
        {
            foreach (DeviceLaunch launch in members.Launches(step, plan))
            {
                launches.Line(launch.Text(Argument));
                Kernels += launch.Kernels;
            }
        }

        string result = "void";
        if (plan.Graph.Objective is not null)
        {
            result = DeviceText.Floats;
            Kernels += KernelCount.One; // The batch mean.
        }

        using (writer.Braces($"private {result} Run{name}({string.Join(", ", Parameters.Prepend("int samples"))})"))
        {
            writer.Line($"var workspace = device.Workspace(samples, {Names.Text(plan.FixedFloats)}, {Names.Text(plan.BatchFloats)});");
            writer.Line("device.Parameters.Use();");
            if (IsTraining)
            {
                writer.Line("device.Gradients.Change();");
            }

            if (UsesState)
            {
                writer.Line(ChangesState ? "device.State.Change();" : "device.State.Use();");
            }

            using (writer.Braces("try"))
            {
                writer.Lines(launches.ToString());
            }

            using (writer.Braces("catch (AcceleratorException exception)"))
            {
                writer.Line("throw device.Failure(exception);");
            }

            if (plan.Graph.Objective is { } objective)
            {
                writer.Line();
                writer.Line($"return {Memory(objective)};");
            }
        }
    }

    private string Argument(StepParameter parameter) => parameter.Value is { } value ? Memory(value) : parameter.Ambient;

    private string ArgumentOf(int index)
    {
        EntryInput input = entry.Inputs[index];
        return CodeMembers.FieldOf(new InputOp(index, input.Name, input.Kind, input.Shape));
    }

    private string Memory(Node value)
    {
        value = Fuse.Memory(value);
        string size = Names.Text(value.Type.Size);
        switch (value.Op)
        {
            case PartOp part:
                return $"{Memory(value.Inputs[0])}.SubView({Names.Text(part.Start)}, {size})";
            case InputOp input:
                return ArgumentOf(input.Index);
            case StoredOp { Tensor: var tensor }:
                return $"device.{(tensor.IsState ? "StateAt" : "ParametersAt")}({Names.Text(members.OffsetOf(tensor))}, {size})";
            case AccumulateOp { Tensor: var tensor }:
                return $"device.GradientsAt({Names.Text(members.OffsetOf(tensor))}, {size})";
            case ArangeOp arange:
                return $"device.UpTo({Names.Text(arange.Count)})";
        }

        Location location = plan.Locations[value];
        string memory = location.Region switch
        {
            Region.Fixed => $"workspace.Fixed({Names.Text(location.Offset)}, {size})",
            Region.State => ArgumentOf(location.Offset),
            Region.Output => PassWriter.OutputField(location.Offset),
            _ => $"workspace.Batch({Names.Text(location.Offset)}, {size})",
        };
        return value.Type.Element == ElementKind.Int && value.Op is not IOutput ? memory + ".Cast<int>()" : memory;
    }
}
