using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The members of the emitted <c>Code</c> class as they come up: named sizes, shared fields and the methods of steps. Equal
/// ones are one; different ones that want the same name are numbered.</summary>
internal sealed class CodeMembers
{
    private readonly Dictionary<string, string> meanings = new(StringComparer.Ordinal);
    private readonly List<string> constants = [];
    private readonly List<string> fields = [];
    private readonly List<string> methods = [];
    private readonly PreparedTable forInference;
    private readonly PreparedTable forTraining;

    public CodeMembers()
    {
        forInference = new PreparedTable("Inference", this);
        forTraining = new PreparedTable("Training", this);
    }

    public IReadOnlyList<string> Constants => constants;

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

    /// <summary>The stored tensor's part of a flat buffer: <c>Slice(Dense1WeightAt, Dense1WeightSize)</c>.</summary>
    public string StoredRange(StoredTensor tensor)
    {
        string at = Names.Text(tensor.Offset), size = Names.Text(tensor.Shape.Size);
        string name = Claim(
            tensor.CodeName, tensor.CodeName, $"{at}, {size}", constants, unique => $"internal const int {unique}At = {at}, {unique}Size = {size};");
        return $"Slice({name}At, {name}Size)";
    }

    /// <summary>What instances prepare for training, or for inference.</summary>
    public PreparedTable Prepared(bool training) => training ? forTraining : forInference;

    public string Shared(string type, string name, string value) =>
        Claim(name, name, type + value, fields, unique => $"private static readonly {type} {unique} = {value};");

    /// <summary>Adds a step's method. Returns its name, which says the pass where another pass fuses the same layer otherwise.</summary>
    public string Method(StepMethod method, string pass)
    {
        string[] parameters = [.. method.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}")];
        string body = method.Body.ToString();
        string meaning = string.Join(", ", parameters) + body;
        return Claim(method.WantedName, method.WantedName + (method.Step.Head.Label.Backward ? "" : "In" + pass), meaning, methods, unique =>
        {
            var writer = new CodeWriter();
            foreach (string formula in method.Formulas)
            {
                writer.Line("// " + formula);
            }

            writer.List($"private static void {unique}", parameters);
            using (writer.Braces(""))
            {
                writer.Lines(body);
            }

            return writer.ToString();
        });
    }

    private string Claim(string wanted, string otherwise, string meaning, List<string> members, Func<string, string> declare)
    {
        string name = wanted;
        for (int number = 2; meanings.TryGetValue(name, out string? known); number++)
        {
            if (known == meaning)
            {
                return name;
            }

            name = number == 2 && otherwise != wanted ? otherwise : otherwise + Names.Text(number);
        }

        meanings.Add(name, meaning);
        members.Add(declare(name));
        return name;
    }
}
