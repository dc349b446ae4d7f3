using System.Collections.Immutable;

namespace CompiledNets.Compiler.Graphs;

/// <summary>One value of a graph: an op over earlier values. Nodes are compared by reference.</summary>
/// <param name="id">Its position in the graph, which is a topological order.</param>
/// <param name="label">What to call it.</param>
internal sealed class Node(int id, Op op, ImmutableArray<Node> inputs, TensorType type, Label label)
{
    public int Id { get; } = id;

    public Op Op { get; } = op;

    public ImmutableArray<Node> Inputs { get; } = inputs;

    public TensorType Type { get; } = type;

    public Label Label { get; set; } = label;

    public Shape Shape => Type.Shape;

    public bool Batched => Type.Batched;

    /// <summary>Whether it is one number for the whole call that only constants, run-time scalars and the batch size decide: cheaper to
    /// compute again wherever it is used than to store.</summary>
    public bool IsUniform { get; } =
        op is ConstantOp or InverseBatchOp or InputOp { Kind: FrontEnd.ValueKind.Scalar }
        || (op is ElementwiseOp { IsEffect: false } and not Ops.ExpandOp && type is { Batched: false, Size: 1, Shape.Rank: 0 }
            && inputs.All(input => input.IsUniform));

    public override string ToString() =>
        $"{Label.Name} = {Op.Name}({string.Join(", ", Inputs.Select(input => input.Label.Name))}) : {Type}";
}

/// <summary>What a node is called, in the user's terms.</summary>
/// <param name="Name">The value's name in emitted code, PascalCase: <c>Conv1</c>, <c>Shortcut</c>; gradients begin with <c>d</c>.</param>
/// <param name="Layer">The layer or op that it is a part of, for method names: <c>Conv1</c>.</param>
/// <param name="Role">Which of the layer's values it is, where it has several: <c>""</c>, <c>Weight</c>, <c>Moments</c>.</param>
/// <param name="Backward">Whether it belongs to the backward pass.</param>
/// <param name="Kind">The op's name as the user wrote it: <c>Conv2D</c>, <c>Add</c>.</param>
/// <param name="Site">The place in the source.</param>
internal sealed record Label(string Name, string Layer, string Role, bool Backward, string Kind, int Site)
{
    /// <summary>The variable or parameter that held it first, as the user wrote it, or empty: for messages.</summary>
    public string Variable { get; init; } = "";
}
