using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>The gradients found so far while a graph is differentiated, and the tools to write gradient rules with.</summary>
internal sealed class Gradients(Graph graph, HashSet<Node> needed)
{
    private readonly Dictionary<Node, Node> gradients = [];
    private Label context = new("", "", "", true, "", 0);

    /// <summary>Whether anything trained depends on this value, so that its gradient is wanted.</summary>
    public bool Needs(Node value) => needed.Contains(value);

    /// <summary>The gradient as far as it is known; possibly one number that stands for all values.</summary>
    public Node? Of(Node value) => gradients.TryGetValue(value, out Node? gradient) ? gradient : null;

    /// <summary>The gradient in full, of the value's own type.</summary>
    public Node? Full(Node value) => Of(value) is { } gradient ? Fit(gradient, value.Type) : null;

    /// <summary>Says whose backward pass the next nodes belong to.</summary>
    public void Enter(Node forward) => context = forward.Label with { Backward = true, Role = "" };

    /// <summary>Adds a contribution to the gradient of <paramref name="value"/>. Axes that were broadcast are summed, missing
    /// ones repeated, so a rule need not care.</summary>
    public void Add(Node value, Node gradient)
    {
        if (!Needs(value))
        {
            return;
        }

        // One number for all samples stays one: loops broadcast it, and kernels ask for it in full.
        gradient = Fuse.IsUniform(gradient) && value.Batched ? gradient : Fit(gradient, value.Type);
        gradients[value] = Of(value) is { } sum ? Binary(new AddOp(), sum, gradient) : gradient;
        Name(gradients[value], value);
    }

    /// <summary>Adds a node to the backward pass.</summary>
    public Node Apply(Op op, params Node[] inputs) =>
        graph.Add(op, context with { Name = "d" + context.Layer + op.Name.Replace("/", ""), Role = op.Name }, inputs);

    /// <summary>Adds a node to the backward pass under a name of its own: what is no gradient by itself.</summary>
    public Node ApplyPart(string role, Op op, params Node[] inputs) =>
        graph.Add(op, context with { Name = context.Layer + role, Role = role }, inputs);

    public Node Binary(Op op, Node left, Node right) => Apply(op, left, right);

    public Node Multiply(Node left, Node right) => Apply(new MultiplyOp(), left, right);

    public Node Negate(Node value) => Apply(new NegateOp(), value);

    public Node Scale(Node value, double factor) => factor == 1 ? value : Multiply(value, Constant(factor));

    public Node Constant(double value) => graph.Add(new ConstantOp(value), context with { Name = "Constant", Role = "Constant" });

    /// <summary>The same values under another shape. One number for all keeps its own: it broadcasts.</summary>
    public Node Reshape(Node value, Shape shape) =>
        value.Shape == shape || Fuse.IsUniform(value) ? value : Apply(new ReshapeOp(shape), value);

    /// <summary>Sums or repeats <paramref name="gradient"/> until it has <paramref name="type"/>.</summary>
    public Node Fit(Node gradient, TensorType type)
    {
        Node fitted = SumBroadcastAxes(gradient, type);
        return fitted.Type == type ? fitted : Apply(new ExpandOp(type), fitted);
    }

    private Node SumBroadcastAxes(Node gradient, TensorType type)
    {
        int lead = Math.Max(0, gradient.Shape.Rank - type.Shape.Rank);
        Shape inner = gradient.Shape.Skip(lead);

        // The axes to sum over, as a mask over the gradient's axes: those that the target lacks or has once.
        bool[] summed = new bool[gradient.Shape.Rank];
        for (int axis = 0; axis < summed.Length; axis++)
        {
            int target = axis - lead + (type.Shape.Rank - inner.Rank);
            summed[axis] = axis < lead || (type.Shape[target] == 1 && gradient.Shape[axis] != 1);
        }

        bool overBatch = gradient.Batched && !type.Batched;
        if (overBatch)
        {
            return Reshape(SumOverBatch(gradient, summed), type.Shape);
        }

        return summed.Contains(true) ? Reshape(SumOver(gradient, summed), SummedShape(gradient.Shape, summed, lead)) : gradient;
    }

    private static Shape SummedShape(Shape shape, bool[] summed, int lead) =>
        Shape.Of([.. shape.Extents.Select((extent, axis) => summed[axis] ? 1 : extent).Skip(lead)]);

    /// <summary>Sums over the batch too: leading or trailing axes in the same pass, others before.</summary>
    private Node SumOverBatch(Node gradient, bool[] summed)
    {
        int lead = 0;
        while (lead < summed.Length && summed[lead])
        {
            lead++;
        }

        if (Array.IndexOf(summed, true, lead) < 0)
        {
            return Apply(new SumBatchOp(lead, 0), gradient);
        }

        int trail = 0;
        while (trail < summed.Length && summed[summed.Length - 1 - trail])
        {
            trail++;
        }

        if (lead == 0 && Array.IndexOf(summed, true, 0, summed.Length - trail) < 0)
        {
            return Apply(new SumBatchOp(0, trail), gradient);
        }

        return Apply(new SumBatchOp(0, 0), SumOver(gradient, summed));
    }

    /// <summary>Sums over runs of neighbouring axes, last run first, dropping them.</summary>
    private Node SumOver(Node gradient, bool[] summed)
    {
        for (int end = summed.Length; end > 0;)
        {
            if (!summed[end - 1])
            {
                end--;
                continue;
            }

            int start = end - 1;
            while (start > 0 && summed[start - 1])
            {
                start--;
            }

            gradient = Apply(new ReduceOp(Reduction.Sum, start, end), gradient);
            end = start;
        }

        return gradient;
    }

    private void Name(Node gradient, Node value)
    {
        if (gradient.Label is { Backward: true } label && gradient.Op is not ConstantOp && label.Layer == context.Layer)
        {
            string role = value.Op is StoredOp || value.Label.Layer == context.Layer ? value.Label.Role : "";
            gradient.Label = label with { Name = "d" + value.Label.Name, Role = role };
        }
    }
}
