using CompiledNets.Compiler.Emit.Ilgpu;

namespace CompiledNets.Compiler.Graphs;

/// <summary>What parameters and running statistics alone decide, in the form that a kernel wants it: a weight in panels, a weight with a
/// norm folded into it. The instance keeps the value and computes it anew once they have moved, so that calls find it there.</summary>
internal abstract record PreparedOp : Op
{
    public override Traversal Traversal => Traversal.Whole;

    // Not part of a call.
    public override long Flops(Node node) => 0;
}

/// <summary>The same value, computed by the call that needs it: where nothing is prepared.</summary>
internal sealed record ComputedOp(PreparedOp Of) : Op
{
    public override string Name => Of.Name;

    public override Traversal Traversal => Traversal.Whole;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => Of.Infer(inputs);

    public override void EmitDevice(DeviceKernel kernel, Node node) => Of.EmitDevice(kernel, node);

    public override string Formula(IReadOnlyList<string> operands) => Of.Formula(operands);
}

/// <summary>Marks ops that read a prepared input, or do on purpose without: they stand in plans only, where they compute what the op did whose
/// place they took.</summary>
internal interface IReadsPrepared;

/// <summary>A node in the form that reads a prepared input.</summary>
/// <param name="Kernel">The op that takes the node's place.</param>
/// <param name="Input">Which of its inputs is prepared.</param>
/// <param name="Value">What is prepared, from the stored tensor behind that input, and a factor for each of its filters if it has one.</param>
/// <param name="Role">What the prepared value is called: <c>Packed</c>.</param>
internal sealed record Prepared(Op Kernel, int Input, PreparedOp Value, string Role)
{
    /// <summary>The op that takes the node's place where the input is trained by the same call, so that nothing prepared outlives it; null
    /// if preparing pays even then.</summary>
    public Op? OfTrained { get; init; }
}
