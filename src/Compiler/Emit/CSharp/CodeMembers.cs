using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The members of the emitted <c>Code</c> class as they come up: named sizes, shared fields and the methods of steps. Equal
/// ones are one; different ones that want the same name are numbered.</summary>
internal sealed class CodeMembers
{
    private const int LongestComment = 100;
    private readonly Dictionary<string, string> meanings = new(StringComparer.Ordinal);
    private readonly List<string> constants = [];
    private readonly SortedDictionary<int, (StoredTensor Tensor, string Name)> offsets = [];
    private readonly List<string> fields = [];
    private readonly List<string> methods = [];
    private readonly Dictionary<string, string> methodNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> shapes = new(StringComparer.Ordinal);
    private readonly PreparedTable forInference;
    private readonly PreparedTable forTraining;

    public CodeMembers()
    {
        forInference = new PreparedTable("Inference", this);
        forTraining = new PreparedTable("Training", this);
    }

    public IReadOnlyList<string> Constants => constants;

    /// <summary>Where the stored tensors begin that steps refer to: a line for each layer and buffer.</summary>
    public IEnumerable<string> Offsets => offsets.Values.GroupBy(entry => (entry.Tensor.View, entry.Tensor.IsState)).Select(
        layer => string.Join(", ", layer.Select(entry => $"{entry.Name} = {Names.Text(entry.Tensor.Offset)}")));

    public IReadOnlyList<string> Fields => fields;

    public IReadOnlyList<string> Methods => methods;

    /// <summary>The field of a pass that holds an argument of the entry point.</summary>
    public static string FieldOf(InputOp input) => Names.Pascal(input.ParameterName) + "Argument";

    public string Constant(string name, int value) =>
        Claim(name, name, Names.Text(value), constants, unique => $"internal const int {unique} = {Names.Text(value)};");

    /// <summary>A list of stored tensors' slots. A field, because a constant span would be allocated anew in unoptimised builds.</summary>
    public string Slots(string name, IEnumerable<int> slots)
    {
        string list = string.Join(", ", slots.Select(Names.Text));
        return Claim(name, name, list, fields, unique => $"internal static readonly int[] {unique} = [{list}];");
    }

    /// <summary>The stored tensor's part of a flat buffer: <c>Slice(Dense1WeightAt, 100352)</c>.</summary>
    public string StoredRange(StoredTensor tensor)
    {
        if (!offsets.TryGetValue(tensor.Index, out var known))
        {
            offsets.Add(tensor.Index, known = (tensor, Claim(tensor.CodeName + "At", Names.Text(tensor.Index))));
        }

        return $"Slice({known.Name}, {Names.Text(tensor.Shape.Size)})";
    }

    /// <summary>What instances prepare for training, or for inference.</summary>
    public PreparedTable Prepared(bool training) => training ? forTraining : forInference;

    public string Shared(string type, string name, string value) =>
        Claim(name, name, type + value, fields, unique => $"private static readonly {type} {unique} = {value};");

    /// <summary>Steps that could share a method, to be filled before the first is written.</summary>
    public StepTable Steps { get; } = new();

    /// <summary>The method of a step: its name, and its parameters in order. Steps that are the same but for their values share one.</summary>
    public (string Name, IEnumerable<StepParameter> Parameters) Method(Step step, Plan plan, string pass)
    {
        (StepMethod form, string text) = Steps.Form(step, plan);
        if (!methodNames.TryGetValue(text, out string? name))
        {
            string[] layers = Steps.LayersOf(step, plan);
            name = Write(Steps.Writer(step, plan, this), text, layers.Length > 1 ? layers : [], pass);
            methodNames.Add(text, name);
        }

        return (name, form.Parameters.Select(parameter => IsShape(parameter) ? parameter with { Ambient = FieldOf(parameter, step.Head.Label.Layer) } : parameter));
    }

    private static bool IsShape(StepParameter parameter) => parameter.Type.StartsWith(KernelText.Namespace + ".", StringComparison.Ordinal);

    /// <summary>The field of a shape that callers of a method pass: one for equal shapes, named after the first layer that has it.</summary>
    private string FieldOf(StepParameter shape, string layer)
    {
        if (!shapes.TryGetValue(shape.Ambient, out string? field))
        {
            shapes.Add(shape.Ambient, field = Shared(shape.Type, layer + Names.Pascal(shape.Name), shape.Ambient));
        }

        return field;
    }

    /// <summary>Writes a method. Its name says the pass where another pass fuses the same layer otherwise.</summary>
    private string Write(StepMethod method, string text, string[] sharedBy, string pass)
    {
        string wanted = method.WantedName;
        string otherwise = method.Step.Head.Label.Backward ? wanted : wanted + "In" + pass;
        return Claim(wanted, otherwise, text, methods, unique =>
        {
            var writer = new CodeWriter();
            if (sharedBy.Length > 0)
            {
                writer.Line("// The same for " + Shortened(string.Join(", ", sharedBy)));
            }

            foreach (string formula in method.Formulas)
            {
                writer.Line("// " + formula);
            }

            if (method.IsTiny)
            {
                writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            }

            writer.List($"private static void {unique}", method.Signature);
            using (writer.Braces(""))
            {
                writer.Lines(method.Body.ToString());
            }

            return writer.ToString();
        });
    }

    private static string Shortened(string list) =>
        list.Length <= LongestComment ? list : list.Substring(0, list.LastIndexOf(',', LongestComment)) + " …";

    /// <summary>Declares a member unless an equal one is: its name.</summary>
    private string Claim(string wanted, string otherwise, string meaning, List<string> members, Func<string, string> declare)
    {
        string name = Claim(wanted, otherwise, meaning, out bool isNew);
        if (isNew)
        {
            members.Add(declare(name));
        }

        return name;
    }

    private string Claim(string wanted, string meaning) => Claim(wanted, wanted, meaning, out _);

    /// <summary>The name of what has a meaning: the wanted one, or else the other, which is numbered where that is taken too.</summary>
    private string Claim(string wanted, string otherwise, string meaning, out bool isNew)
    {
        string name = wanted;
        for (int number = 2; meanings.TryGetValue(name, out string? known); number++)
        {
            if (known == meaning)
            {
                isNew = false;
                return name;
            }

            name = number == 2 && otherwise != wanted ? otherwise : otherwise + Names.Text(number);
        }

        meanings.Add(name, meaning);
        isNew = true;
        return name;
    }
}
