using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>The values that an instance prepares for its calls: where each lies, and the method that computes it. Training and inference
/// have a table each: a training step prepares only what it reads.</summary>
internal sealed class PreparedTable(string name, CodeMembers members)
{
    private const int Alignment = 16;
    private readonly List<(Node Node, int Offset, string Method, string[] Operands)> values = [];
    private int floats;

    /// <summary>The member of an instance that keeps the values.</summary>
    public string Field => "For" + name;

    public bool IsEmpty => values.Count == 0;

    /// <summary>Where in the prepared memory a value lies. Equal values of several passes are one.</summary>
    public string Range(Node node, Plan plan)
    {
        int known = values.FindIndex(value => value.Node.Op == node.Op && value.Node.Inputs.Select(Tensor).SequenceEqual(node.Inputs.Select(Tensor)));
        if (known < 0)
        {
            known = values.Count;
            values.Add((node, floats, members.Method(StepOf(node), plan, name).Name, [.. node.Inputs.Select(Stored)]));
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
            foreach ((Node node, int offset, string method, string[] operands) in values)
            {
                string target = $"prepared.Slice({Names.Text(offset)}, {Names.Text(node.Type.Size)})";
                writer.Call(method, [.. operands, target]);
            }
        }
    }

    private static StoredTensor Tensor(Node input) => ((StoredOp)input.Op).Tensor;

    private string Stored(Node input)
    {
        StoredTensor tensor = Tensor(input);
        return $"{(tensor.IsState ? "state" : "parameters")}.{members.StoredRange(tensor)}";
    }
}
