using System.Collections.Immutable;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>Writes the device code of one step: kernels, and how the host launches them. An op says the form of its kernel and the value of an
/// element; what was fused into the step follows in registers, whatever the form.</summary>
internal sealed partial class DeviceKernel
{
    private readonly Plan plan;
    private readonly StepNames given;
    private readonly List<StepParameter> parameters = [];
    private readonly Dictionary<Node, string> names = [];

    /// <param name="step">The step.</param>
    /// <param name="plan">Where its values lie.</param>
    /// <param name="given">What to call its values.</param>
    /// <param name="name">What to call its kernel.</param>
    public DeviceKernel(Step step, Plan plan, StepNames given, string name)
    {
        Step = step;
        this.plan = plan;
        this.given = given;
        Name = name;
        if (step.Kernel is { } kernel)
        {
            kernel.Op.EmitDevice(this, kernel);
        }
        else
        {
            Each(step.Domain, null);
        }
    }

    public Step Step { get; }

    public string Name { get; }

    /// <summary>The kernels: methods, and the structs that say where a library kernel finds its operands.</summary>
    public CodeWriter Members { get; } = new();

    public List<DeviceLaunch> Launches { get; } = [];

    /// <summary>What the step should be called.</summary>
    public static string WantedName(Step step, StepNames given)
    {
        Label label = step.Head.Label;
        string role = step.Head.Op is ElementwiseOp && !label.Backward ? "" : label.Role;
        return given.Layer + (label.Backward ? "Backward" : "Forward") + (role is "Product" ? "" : role);
    }

    /// <summary>The member of an operands struct that holds a parameter.</summary>
    public static string FieldOf(StepParameter parameter) => FieldOf(parameter.Name);

    public string NameOf(Node node) => given.Of(node);

    /// <summary>Whether a value has memory, and is not just a stage of what goes there in the end.</summary>
    public bool IsResult(Node node) =>
        plan.Locations.TryGetValue(node, out Location location)
        && !(node == Step.Kernel && Step.Elementwise.Any(other => plan.Locations.TryGetValue(other, out Location same) && same == location));

    /// <summary>The view of input number <paramref name="index"/>, in a kernel of the network's own.</summary>
    public string Operand(int index) => View(Step.Kernel!.Inputs[index]);

    /// <summary>The view of input number <paramref name="index"/>, in an operands struct.</summary>
    public string Field(int index) => FieldView(Step.Kernel!.Inputs[index]);

    /// <summary>The view that the kernel node's value goes to.</summary>
    public string Target => View(Step.Kernel!);

    /// <summary>The samples of the batch, in a kernel of the network's own.</summary>
    public string Samples => Number("int", "samples", "samples");

    /// <summary>The samples of the batch, in an operands struct.</summary>
    public string SamplesField => "o." + FieldOf(Samples);

    /// <summary>The seed of the counter-based generator.</summary>
    public string Seed => Number("ulong", "seed", "core.Seed");

    /// <summary>The step of the counter-based generator.</summary>
    public string Counter => Number("ulong", "step", "core.Counter");

    /// <summary>As many rows as the batch has, with <paramref name="perSample"/> each, as the host writes it.</summary>
    public static string Rows(int perSample, bool batched) => !batched ? Names.Text(perSample) : perSample == 1 ? "samples" : $"samples * {Names.Text(perSample)}";

    /// <summary>The same within an operands struct.</summary>
    public string RowsField(int perSample, bool batched) =>
        !batched ? Names.Text(perSample) : perSample == 1 ? SamplesField : $"{SamplesField} * {Names.Text(perSample)}";

    /// <summary>Where a number that is the same for all samples comes from: a literal or a parameter; null if it is computed.</summary>
    public string? UniformSource(Node node, Func<Node, string> view)
    {
        bool inStruct = view == FieldView;
        string? name = node.Op switch
        {
            InverseBatchOp => Number("float", "inverseBatch", "1f / samples"),
            InputOp { Kind: ValueKind.Scalar } scalar => Number("float", Names.Escape(scalar.ParameterName), CodeMembers.FieldOf(scalar)),
            _ => null,
        };
        return node.Op is ConstantOp constant ? Names.Float(constant.Value)
            : name is null ? null
            : inStruct ? "o." + FieldOf(name)
            : name;
    }

    /// <summary>The view of a value that the step reads or stores, in a kernel of the network's own.</summary>
    private string View(Node node)
    {
        node = Owner(node);
        if (!names.TryGetValue(node, out string? name))
        {
            name = Free(Names.Camel(given.Of(node)));
            parameters.Add(new StepParameter(node.Type.Element == ElementKind.Int ? DeviceText.Ints : DeviceText.Floats, name, node, ""));
            names.Add(node, name);
        }

        return name;
    }

    private string FieldView(Node node) => "o." + FieldOf(View(node));

    private static string FieldOf(string parameter)
    {
        string field = Names.Pascal(parameter.TrimStart('@'));
        return StructMembers.Contains(field) ? field + "Values" : field;
    }

    /// <summary>Whose memory a value of the step lies in: its own, a view's origin, or that of the epilogue's result.</summary>
    private Node Owner(Node node)
    {
        node = Fuse.Memory(node);
        return node != Step.Kernel ? node
            : Step.Elementwise.FirstOrDefault(other => plan.Locations.TryGetValue(other, out Location location) && location == plan.Locations[node]) ?? node;
    }

    private string Number(string type, string name, string argument)
    {
        if (parameters.FirstOrDefault(parameter => parameter.Value is null && parameter.Ambient == argument) is { } known)
        {
            return known.Name;
        }

        string unique = Free(name);
        parameters.Add(new StepParameter(type, unique, null, argument));
        return unique;
    }

    private string Free(string wanted)
    {
        string name = wanted;
        for (int number = 2; Taken.Contains(name) || parameters.Any(parameter => parameter.Name == name); number++)
        {
            name = wanted + Names.Text(number);
        }

        return name;
    }

    // What operands structs declare.
    private static readonly HashSet<string> StructMembers =
        ["A", "A4", "ARunsAlongDepth", "AWide", "Add", "B", "B4", "BRunsAlongDepth", "BWide", "Columns", "Depth", "Inner", "Matrices", "Merge", "Outer", "Rows", "Store"];

    // What kernels declare themselves.
    private static readonly HashSet<string> Taken = ["i", "o", "x", "y", "z", "m", "n", "k", "row", "column", "outer", "inner", "count", "sum", "found", "loss", "statistics", "gradients"];

    private ImmutableArray<StepParameter> InOrder => [.. parameters.OrderBy(parameter => parameter.Value is null)];
}
