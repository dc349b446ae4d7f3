using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>A parameter of a step's method, and where its argument comes from: a value of the graph, or a text of the caller.</summary>
internal sealed record StepParameter(string Type, string Name, Node? Value, string Ambient);

/// <summary>A number of a step's method.</summary>
/// <param name="Wanted">What it is, PascalCase: <c>Outputs</c>.</param>
/// <param name="Value">Its text.</param>
/// <param name="Parameter">The parameter that it is, or null where it is written out.</param>
internal sealed record StepNumber(string Wanted, string Value, string? Parameter);

/// <summary>Writes the method of one step: the maths as a comment, the kernel's call, and the loop of what was fused.</summary>
internal sealed class StepMethod
{
    /// <summary>What callers pass for one over the batch.</summary>
    public const string InverseBatch = "1f / Samples";

    // Smaller results of a sample are not worth a question at run time: it would take batches of more than 1024 to make 32 MiB of them.
    private const int LeastStreamed = 8192;

    // What the method declares itself: numbers of the call, and the variables of its loops.
    private static readonly HashSet<string> Taken =
        ["samples", "first", "seed", "step", "inverseBatch", "streams", "count", "row", "start", "end", "i", "n", .. ElementwiseLoop.Variables];

    private readonly Plan plan;
    private readonly CodeMembers? members;
    private readonly StepNames given;
    private readonly Func<int, bool> isParameter;
    private readonly List<StepNumber> numbers = [];
    private readonly List<StepParameter> parameters = [];
    private readonly Dictionary<Node, string> names = [];
    private Epilogue? epilogue;

    /// <param name="step">The step.</param>
    /// <param name="plan">Where its values lie.</param>
    /// <param name="members">Where sizes and shapes get names; null to write them out, which makes texts of equal meaning equal.</param>
    /// <param name="given">What to call its values.</param>
    /// <param name="isParameter">Which of its numbers are parameters; the others are written out.</param>
    public StepMethod(Step step, Plan plan, CodeMembers? members, StepNames given, Func<int, bool> isParameter)
    {
        Step = step;
        this.plan = plan;
        this.members = members;
        this.given = given;
        this.isParameter = isParameter;
        Write();
    }

    public Step Step { get; }

    public CodeWriter Body { get; } = new();

    /// <summary>In the order of the signature: operands, targets, then numbers.</summary>
    public IEnumerable<StepParameter> Parameters =>
        parameters.OrderBy(parameter => parameter.Value is null ? 2 : parameter.Type.StartsWith("ReadOnly", StringComparison.Ordinal) ? 0 : 1);

    /// <summary>In the order in which they came up.</summary>
    public IReadOnlyList<StepNumber> Numbers => numbers;

    /// <summary>The declarations of <see cref="Parameters"/>.</summary>
    public string[] Signature => [.. Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}")];

    /// <summary>What the method should be called: <c>Conv1Forward</c>, <c>Dense1BackwardWeight</c>.</summary>
    public string WantedName
    {
        get
        {
            Label label = Step.Head.Label;
            if (Step.Head is { Op: PreparedOp op } && Step.Head.Inputs[0].Op is StoredOp stored)
            {
                return op.Name + given.Layer + stored.Tensor.Member;
            }

            string role = Step.Head.Op is ElementwiseOp && !label.Backward ? "" : label.Role;
            return given.Layer + (label.Backward ? "Backward" : "Forward") + (role is "Product" ? "" : role);
        }
    }

    /// <summary>Whether it is a few expressions: a call would cost as much.</summary>
    public bool IsTiny { get; private set; }

    /// <summary>The formulas of what the step stores, one a line.</summary>
    public IEnumerable<string> Formulas => new FormulaText(Step, plan, given, Known).Lines;

    public string Samples() => Ambient("int", "samples", "samples");

    public string Ambient(string type, string name, string argument)
    {
        if (parameters.FirstOrDefault(parameter => parameter.Value is null && parameter.Ambient == argument) is { } known)
        {
            return known.Name;
        }

        string unique = Free(name, []);
        parameters.Add(new StepParameter(type, unique, null, argument));
        return unique;
    }

    /// <summary>Whether the caller's span receives what the kernel writes, and nothing follows.</summary>
    public bool IsForCaller =>
        Step.Kernel is { } kernel && plan.Locations[kernel].Region == Region.Output && Step.Elementwise.All(IsInPlaceCopy);

    /// <summary>A condition: whether what is stored for the caller goes past the caches. Null where it never does.</summary>
    public string? Streams
    {
        get
        {
            string count = $"{(Step.Domain.Batched ? "Samples * " : "")}{Names.Text(Step.Domain.Size)}L";
            return Step.Domain.Size < LeastStreamed ? null : Ambient("bool", "streams", $"{KernelText.Namespace}.Streaming.Pays({count})");
        }
    }

    /// <summary>The name of a value, PascalCase.</summary>
    public string NameOf(Node node) => given.Of(node);

    /// <summary>A size, which is a named constant of the layer where it is no parameter.</summary>
    public string Constant(string name, int value) =>
        Parameter("int", name, Names.Text(value)) ?? members?.Constant(given.Layer + name, value) ?? Names.Text(value);

    /// <summary>A size that is written out where it is no parameter.</summary>
    public string Number(string name, int value) => Parameter("int", name, Names.Text(value)) ?? Names.Text(value);

    /// <summary>A shape, which is a field where it is no parameter.</summary>
    public string Shared(string type, string name, string value) =>
        Parameter(type, name, value) ?? members?.Shared(type, given.Layer + name, value) ?? value;

    private string Constant(ConstantOp constant) =>
        Parameter("float", "Constant", Names.Float(constant.Value)) ?? Names.Float(constant.Value);

    private string? Known(ConstantOp constant) =>
        numbers.Find(number => number.Value == Names.Float(constant.Value) && number.Parameter is not null)?.Parameter;

    /// <summary>The name of a number that is a parameter, or null.</summary>
    private string? Parameter(string type, string name, string value)
    {
        int index = numbers.FindIndex(known => known.Wanted == name && known.Value == value);
        if (index < 0)
        {
            index = numbers.Count;
            string? unique = isParameter(index) ? Free(Names.Camel(name), Taken) : null;
            numbers.Add(new StepNumber(name, value, unique));
            if (unique is not null)
            {
                parameters.Add(new StepParameter(type, unique, null, value));
            }
        }

        return numbers[index].Parameter;
    }

    /// <summary>The span of a value that the step reads.</summary>
    public string Operand(Node node)
    {
        Node storage = Fuse.Storage(node);
        if (storage == Step.Kernel || (storage == epilogue?.Value && Step.Kernel is not null))
        {
            return Target(Step.Kernel);
        }

        bool writes = Step.Kernel is { } kernel && Enumerable.Range(0, kernel.Inputs.Length).Any(index => kernel.Inputs[index] == node && kernel.Op.Writes(index));
        string element = ElementOf(storage);
        return Span(Fuse.Memory(node), writes ? $"Span<{element}>" : $"ReadOnlySpan<{element}>");
    }

    /// <summary>The span of a value that the step stores. A kernel may write where its epilogue's result goes.</summary>
    public string Target(Node node)
    {
        Node owner = Step.Elementwise.FirstOrDefault(other => IsStored(other) && plan.Locations[other] == plan.Locations[node]) ?? node;
        return Span(owner, $"Span<{ElementOf(owner)}>");
    }

    private static string ElementOf(Node node) => node.Type.Element == ElementKind.Int ? "int" : "float";

    private bool IsStored(Node node) => plan.Locations.ContainsKey(node);

    private string Span(Node node, string type)
    {
        if (names.TryGetValue(node, out string? known))
        {
            return known;
        }

        string name = Free(Names.Camel(given.Of(node)), Taken);
        parameters.Add(new StepParameter(type, name, node, ""));
        names.Add(node, name);
        return name;
    }

    private string Free(string wanted, IReadOnlyCollection<string> taken)
    {
        string name = wanted;
        for (int number = 2; parameters.Any(parameter => parameter.Name == name) || taken.Contains(name); number++)
        {
            name = wanted + Names.Text(number);
        }

        return name;
    }

    private void Write()
    {
        if (Step.Kernel is { } kernel)
        {
            if (kernel.Op.Output == OutputMode.Accumulates && plan.Locations[kernel].Region != Region.Gradient)
            {
                Body.Line($"{Target(kernel)}.Clear();");
            }

            epilogue = Epilogue.Of(Step, plan);
            if (Tiny.Is(kernel) && (kernel.Batched || IsAdded(kernel)))
            {
                WriteTiny(kernel);
            }
            else
            {
                kernel.Op.EmitKernel(new KernelText(this, epilogue), kernel);
            }
        }

        Node[] loop = [.. Step.Elementwise.Skip(epilogue?.Count ?? 0).Where(node => !IsInPlaceCopy(node))];
        if (loop.Length == 1 && IsAlone(loop[0], out string call))
        {
            Body.Line(call);
        }
        else if (loop.Length > 0)
        {
            new LoopBody(this, loop, node => IsStored(node)).Write();
        }
    }

    /// <summary>Whether a node left without company has a kernel, and what calls it.</summary>
    private bool IsAlone(Node node, out string call)
    {
        call = "";
        if (node.Op is not ElementwiseOp { Kernel: { } kernel } || !IsStored(node) || node.Inputs.Any(input => input.Type != Step.Domain || Fuse.IsUniform(input)))
        {
            return false;
        }

        string size = Number("Size", Step.Domain.Size);
        string count = Step.Domain.Batched ? $"{Samples()} * {size}" : size;
        string[] operands = [.. node.Inputs.Select(Operand)];
        call = $"{KernelText.Namespace}.{kernel}({count}, {string.Join(", ", operands)}, {Target(node)});";
        return true;
    }

    private void WriteTiny(Node kernel)
    {
        IsTiny = true;
        if (!kernel.Batched)
        {
            new StraightLine(this, kernel, [], _ => null).WriteSums(() => kernel.Op.EmitKernel(new KernelText(this, epilogue!), kernel));
            return;
        }

        // What cannot be written over single floats follows in a loop of vectors, and finds what came before where the kernel puts it.
        bool whole = Step.Elementwise.All(ScalarText.Has);
        Node[] covered = [.. Step.Elementwise.Take(whole ? Step.Elementwise.Count : epilogue!.Count)];
        Node? last = whole ? null : epilogue!.Value;
        epilogue = epilogue! with { Count = covered.Length };
        new StraightLine(this, kernel, covered, node => node == last ? kernel : whole && IsResult(node) ? node : null).WriteSamples();
    }

    /// <summary>Whether the kernel's sums go straight to a parameter's gradient.</summary>
    private bool IsAdded(Node kernel) =>
        Step.Elementwise.Count == 1 && Step.Elementwise[0].Op is AccumulateOp && plan.Locations[Step.Elementwise[0]] == plan.Locations[kernel];

    /// <summary>Whether a value has memory, and is not just a stage of what goes there in the end.</summary>
    private bool IsResult(Node node) =>
        IsStored(node) && !(node == Step.Kernel && Step.Elementwise.Any(other => IsStored(other) && plan.Locations[other] == plan.Locations[node]));

    /// <summary>Where a number that is the same for all samples comes from: a literal or a parameter; null if it is computed.</summary>
    public string? UniformSource(Node node) => node.Op switch
    {
        ConstantOp constant => Constant(constant),
        InverseBatchOp => Ambient("float", "inverseBatch", InverseBatch),
        InputOp scalar => Ambient("float", Names.Escape(scalar.ParameterName), CodeMembers.FieldOf(scalar)),
        _ => null,
    };

    // A copy of the kernel's value into the memory that the kernel wrote already.
    private bool IsInPlaceCopy(Node node) =>
        Step.Kernel is { } kernel && node.Op is StoreOp && node.Inputs[0] == epilogue!.Value && plan.Locations[node] == plan.Locations[kernel];
}
