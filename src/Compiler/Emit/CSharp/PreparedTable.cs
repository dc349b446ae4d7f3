using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The values that an instance prepares for its calls: where each lies, and the method that computes it. Training and inference
/// have a table each: a training step prepares only what it reads.</summary>
internal sealed class PreparedTable(string name, CodeMembers members)
{
    private const int Alignment = 16;
    private readonly List<(Node Node, int Offset, string Method, string[] Operands, string[] Numbers)> values = [];
    private int floats;

    /// <summary>The member of an instance that keeps the values.</summary>
    public string Field => "For" + name;

    public bool IsEmpty => values.Count == 0;

    /// <summary>Where in the prepared memory a value lies. Equal values of several passes are one.</summary>
    public string Range(Node node, Plan plan)
    {
        int known = values.FindIndex(value => AreEqual(value.Node, node));
        if (known < 0)
        {
            // What it is computed from comes before it.
            string[] operands = [.. node.Inputs.Select(input => Operand(Fuse.Memory(input), plan))];
            known = values.Count;
            (string method, IEnumerable<StepParameter> parameters) = members.Method(StepOf(node), plan, name);
            string[] numbers = [.. parameters.Where(parameter => parameter.Value is null).Select(parameter => parameter.Ambient)];
            values.Add((node, floats, method, operands, numbers));
            floats = checked(floats + (node.Type.Size + Alignment - 1) / Alignment * Alignment);
        }

        return $"{Names.Text(values[known].Offset)}, {Names.Text(node.Type.Size)}";
    }

    /// <summary>The step that computes a value.</summary>
    public static Step StepOf(Node node) => new(0, node, node.Type, Traversal.Whole);

    /// <summary>The declaration of <see cref="Field"/> in the instance.</summary>
    public string Declaration => $"internal readonly global::CompiledNets.PreparedValues {Field} = new({Names.Text(floats)}, Prepare{Field});";

    /// <summary>Writes the method that computes all values.</summary>
    public void Write(CodeWriter writer)
    {
        writer.Line($"// What {name.ToLowerInvariant()} reads in another form than it is stored in: computed when the stored values have moved.");
        using (writer.Braces($"private static void Prepare{Field}(ReadOnlySpan<float> parameters, ReadOnlySpan<float> state, Span<float> prepared)"))
        {
            foreach ((Node node, int offset, string method, string[] operands, string[] numbers) in values)
            {
                string target = $"prepared.Slice({Names.Text(offset)}, {Names.Text(node.Type.Size)})";
                writer.Call(method, [.. operands, target, .. numbers]);
            }
        }
    }

    /// <summary>Whether two nodes, of several graphs perhaps, are the same value.</summary>
    private static bool AreEqual(Node a, Node b)
    {
        a = Fuse.Memory(a);
        b = Fuse.Memory(b);
        return a.Op == b.Op && a.Inputs.Length == b.Inputs.Length && a.Inputs.Zip(b.Inputs, AreEqual).All(equal => equal);
    }

    private string Operand(Node input, Plan plan) => input.Op is StoredOp { Tensor: var tensor }
        ? $"{(tensor.IsState ? "state" : "parameters")}.{members.StoredRange(tensor)}"
        : $"prepared.Slice({Range(input, plan)})";
}
