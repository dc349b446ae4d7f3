using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Graphs;

/// <summary>An entry point's argument number <paramref name="Index"/>.</summary>
internal sealed record InputOp(int Index, string ParameterName, ValueKind Kind, Shape Shape) : SourceOp
{
    public override string Name => "input";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        new(Shape, Kind != ValueKind.Scalar, Kind == ValueKind.Tokens ? ElementKind.Int : ElementKind.Float);
}

/// <summary>A parameter or running statistic.</summary>
internal sealed record StoredOp(StoredTensor Tensor) : SourceOp
{
    public override string Name => "parameter";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Tensor.Shape, Batched: false);
}

/// <summary>A number of the source.</summary>
internal sealed record ConstantOp(double Value) : SourceOp
{
    public override string Name => "constant";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Shape.Scalar, Batched: false);
}

/// <summary>The ints 0, 1, ..., count - 1, the same for every sample.</summary>
internal sealed record ArangeOp(int Count) : SourceOp
{
    public override string Name => "arange";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Shape.Of(Count), Batched: false, ElementKind.Int);
}

/// <summary>1 / samples: what one sample's loss counts in the batch mean.</summary>
internal sealed record InverseBatchOp : SourceOp
{
    public override string Name => "InverseBatch";

    public override string Formula(IReadOnlyList<string> operands) => "1/N";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Shape.Scalar, Batched: false);
}

/// <summary>An op whose value is its input's memory, seen otherwise: no code.</summary>
internal abstract record ViewOp : SourceOp;

/// <summary>A run of the values of its input, which is one for all samples, from value number <paramref name="Start"/>: how a
/// kernel hands over several results.</summary>
internal sealed record PartOp(int Start, Shape Shape) : ViewOp
{
    public override string Name => "part";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Batched
        ? throw new InvalidOperationException("A part of each sample is not one run of memory.")
        : inputs[0].Type.With(Shape);

    // What is a part of a parameter gets its gradient like any operand: zeros around it make it one of the whole.
    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Shape whole = node.Inputs[0].Shape;
        Node part = gradients.Reshape(gradients.Fit(dOutput, node.Type), Graphs.Shape.Of(Shape.Size));
        gradients.Add(node.Inputs[0], gradients.Reshape(gradients.Apply(new Ops.SliceGradientOp(0, Start, Start + Shape.Size, whole.Size), part), whole));
    }
}

/// <summary>The same values under another shape.</summary>
internal sealed record ReshapeOp(Shape Shape) : ViewOp
{
    public override string Name => "reshape";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(Shape);

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Reshape(dOutput, node.Inputs[0].Shape));
}
