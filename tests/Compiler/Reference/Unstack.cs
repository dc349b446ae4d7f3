using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Gives each sample its part of a tensor whose first axis counts the samples. Only tests know a batch size beforehand.</summary>
internal sealed record UnstackOp : Op
{
    public override string Name => "Unstack";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(inputs[0].Shape.Skip(1), Batched: true);

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new StackOp(node.Inputs[0].Shape[0]), dOutput));
}

/// <summary>The samples as a first axis.</summary>
internal sealed record StackOp(int Samples) : Op
{
    public override string Name => "Stack";

    public override Traversal Traversal => Traversal.Whole;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Shape.Of([Samples, .. inputs[0].Shape.Extents]), Batched: false);
}

[References]
internal static class Stacks
{
    public static Values Unstack(UnstackOp op, Values table) =>
        new(new TensorType(table.Shape.Skip(1), Batched: true), table.Shape[0], table.Data);

    public static Values Stack(StackOp op, Values x) =>
        new(new TensorType(Shape.Of([op.Samples, .. x.Shape.Extents]), Batched: false), 1, x.Data);
}
