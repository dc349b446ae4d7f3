using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Emit.CSharp;

/// <summary>What the values of a step are called in its method, each by a name of its own.</summary>
/// <param name="layer">What the method, and the sizes in it, are named for: <c>Stage1Conv2D</c>.</param>
internal abstract class StepNames(string layer)
{
    private readonly Dictionary<Node, string> known = [];

    public string Layer => layer;

    /// <summary>PascalCase; gradients begin with d.</summary>
    public string Of(Node value)
    {
        value = Fuse.Memory(value);
        if (!known.TryGetValue(value, out string? name))
        {
            string wanted = Wanted(value);
            name = wanted;
            for (int number = 2; known.ContainsValue(name); number++)
            {
                name = wanted + (char.IsDigit(wanted[wanted.Length - 1]) ? "_" : "") + Names.Text(number);
            }

            known.Add(value, name);
        }

        return name;
    }

    protected abstract string Wanted(Node value);
}

/// <summary>The values' own names, for a method of one layer: <c>Conv1Weight</c>, <c>Shortcut</c>. Of the path of helpers or the part
/// that the method's name begins with, they say nothing.</summary>
internal sealed class OwnNames(Label head) : StepNames(head.Layer.Length > 0 ? head.Layer : head.Name)
{
    private readonly string path = PathOf(head);

    protected override string Wanted(Node value)
    {
        string name = value.Label.Name, sign = value.Label.Backward && name.StartsWith("d", StringComparison.Ordinal) ? "d" : "";
        bool isWithin = path.Length > 0 && name.Length > sign.Length + path.Length && string.CompareOrdinal(name, sign.Length, path, 0, path.Length) == 0;
        return isWithin && char.IsUpper(name[sign.Length + path.Length]) ? sign + name.Substring(sign.Length + path.Length) : name;
    }

    /// <summary><c>Stage1Residual2</c> of <c>Stage1Residual2Conv2D1</c>.</summary>
    private static string PathOf(Label head)
    {
        string kind = head.Layer.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return kind.EndsWith(head.Kind, StringComparison.Ordinal) ? kind.Substring(0, kind.Length - head.Kind.Length) : "";
    }
}

/// <summary>Names that several layers can share: what a value is to its layer, <c>Conv2DWeight</c>, and <c>X</c> and <c>Dy</c> for what comes
/// from elsewhere.</summary>
internal sealed class SharedNames(Step step, string layer) : StepNames(layer)
{
    private readonly HashSet<string> layers = [.. step.Nodes.Select(node => node.Label.Layer)];

    protected override string Wanted(Node value)
    {
        Label label = value.Label;
        return value.Op is StoredOp stored ? label.Kind + stored.Tensor.Member
            : value.Op is AccumulateOp gradient ? "d" + label.Kind + gradient.Tensor.Member
            : !layers.Contains(label.Layer) ? label.Backward ? "Dy" : "X"
            : (label.Backward ? "d" : "") + label.Kind + label.Role;
    }
}
