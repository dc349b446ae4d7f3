using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>Graph to graph: computes in double what constants alone decide, drops ops that change nothing, and leaves out what no root
/// needs. Values stay the same up to rounding, and so do the types of the roots.</summary>
internal sealed class Simplify
{
    private readonly Graph result = new();
    private readonly Dictionary<Node, Node> simplified = [];

    private Simplify()
    {
    }

    /// <summary>The simplified graph: new nodes, the old ones stay as they are.</summary>
    public static Graph Run(Graph graph)
    {
        var pass = new Simplify();
        foreach (Node node in graph.Live())
        {
            pass.simplified[node] = pass.Rebuild(node, [.. node.Inputs.Select(input => pass.simplified[input])]);
        }

        pass.result.Objective = graph.Objective is { } objective ? pass.simplified[objective] : null;
        return pass.result;
    }

    private Node Rebuild(Node node, Node[] inputs)
    {
        if (node.Op.IsEffect)
        {
            return result.Add(node.Op, node.Label, inputs);
        }

        if (node.Op is ElementwiseOp elementwise)
        {
            if (Folded(elementwise, inputs) is { } value)
            {
                return Fill(value, node);
            }

            inputs = WithoutRepetition(node, inputs);
        }

        Node? shorter = node.Op switch
        {
            AddOp => Sum(node, inputs[0], inputs[1]),
            SubtractOp => Difference(node, inputs[0], inputs[1]),
            MultiplyOp => Product(node, inputs[0], inputs[1]),
            DivideOp => IsNumber(inputs[1], 1) ? inputs[0] : null,
            NegateOp => Opposite(node, inputs[0]),
            ExpandOp => inputs[0].Op is ExpandOp ? Add(node, node.Op, inputs[0].Inputs[0]) : inputs[0],
            ReshapeOp => Reshaped(node, inputs[0]),
            ReduceOp when inputs[0].Type.Size == node.Type.Size => Add(node, new ReshapeOp(node.Shape), inputs[0]),
            _ => null,
        };

        // What is left of a broadcast may be smaller than its result: then nothing was saved.
        return shorter is not null && shorter.Type == node.Type ? shorter : result.Add(node.Op, node.Label, inputs);
    }

    // ---- Constants ----------------------------------------------------------------------------------------------

    private static double? Folded(ElementwiseOp op, Node[] inputs)
    {
        double?[] values = [.. inputs.Select(Number)];
        return values.Contains(null) ? null : op.Fold([.. values.Select(value => value!.Value)]);
    }

    /// <summary>The one number that a value consists of, if the source decides it.</summary>
    private static double? Number(Node node)
    {
        while (node.Op is ExpandOp or ReshapeOp)
        {
            node = node.Inputs[0];
        }

        return (node.Op as ConstantOp)?.Value;
    }

    // As emitted code has it: rounded to float.
    private static bool IsNumber(Node node, float value) => Number(node) is { } number && (float)number == value;

    private Node Fill(double value, Node like)
    {
        Node number = result.Add(new ConstantOp(value), like.Label);
        return number.Type == like.Type ? number : result.Add(new ExpandOp(like.Type), like.Label, number);
    }

    /// <summary>Elementwise ops broadcast: an operand that was repeated for them is read as it was, if the result stays as large.</summary>
    private static Node[] WithoutRepetition(Node node, Node[] inputs)
    {
        for (int index = 0; index < inputs.Length && node.Op is not ExpandOp; index++)
        {
            if (inputs[index].Op is ExpandOp)
            {
                Node[] shorter = [.. inputs];
                shorter[index] = inputs[index].Inputs[0];
                inputs = node.Op.Infer(shorter) == node.Type ? shorter : inputs;
            }
        }

        return inputs;
    }

    // ---- Arithmetic ---------------------------------------------------------------------------------------------

    private Node? Sum(Node node, Node a, Node b) =>
        IsNumber(a, 0) ? b
        : IsNumber(b, 0) ? a
        : b.Op is NegateOp ? Add(node, new SubtractOp(), a, b.Inputs[0])
        : a.Op is NegateOp ? Add(node, new SubtractOp(), b, a.Inputs[0])
        : JoinSlices.Sum(result, node.Label, a, b);

    private Node? Difference(Node node, Node a, Node b) =>
        IsNumber(b, 0) ? a
        : IsNumber(a, 0) ? Add(node, new NegateOp(), b)
        : b.Op is NegateOp ? Add(node, new AddOp(), a, b.Inputs[0])
        : null;

    private Node? Product(Node node, Node a, Node b) =>
        Number(b) is { } second ? Scaled(node, a, second) : Number(a) is { } first ? Scaled(node, b, first) : null;

    /// <summary>x·factor with the factors that x is scaled by already taken into it; null if there are none.</summary>
    private Node? Scaled(Node node, Node x, double factor)
    {
        if (Unscaled(x) is not { } inner)
        {
            return (float)factor == 1 ? x : (float)factor == -1 ? Add(node, new NegateOp(), x) : null;
        }

        factor *= inner.Factor;
        return Scaled(node, inner.Value, factor) ?? Add(node, new MultiplyOp(), inner.Value, Constant(node, factor));
    }

    /// <summary>Takes x apart into a value and a constant that it is multiplied with.</summary>
    private static (Node Value, double Factor)? Unscaled(Node x) => x.Op switch
    {
        NegateOp => (x.Inputs[0], -1),
        MultiplyOp when Number(x.Inputs[1]) is { } factor => (x.Inputs[0], factor),
        MultiplyOp when Number(x.Inputs[0]) is { } factor => (x.Inputs[1], factor),
        _ => null,
    };

    private Node? Opposite(Node node, Node x) => Unscaled(x) is null ? null : Scaled(node, x, -1);

    // ---- Shapes -------------------------------------------------------------------------------------------------

    private Node? Reshaped(Node node, Node x) => x.Op switch
    {
        _ when x.Type == node.Type => x,
        ReshapeOp => Reshaped(node, x.Inputs[0]) ?? Add(node, node.Op, x.Inputs[0]),
        ExpandOp when Number(x) is { } value => Fill(value, node),
        _ => null,
    };

    // ---- Nodes --------------------------------------------------------------------------------------------------

    /// <summary>A node in the place of <paramref name="node"/>, unless that would give it another type.</summary>
    private Node? Add(Node node, Op op, params Node[] inputs) => op.Infer(inputs) == node.Type ? result.Add(op, node.Label, inputs) : null;

    private Node Constant(Node node, double value) =>
        result.Add(new ConstantOp(value), node.Label with { Name = "Constant", Role = "Constant" });
}
