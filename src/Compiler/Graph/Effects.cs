using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;

namespace CompiledNets.Compiler.Graphs;

/// <summary>An op that is run for where it puts its input.</summary>
internal abstract record StoreOp : ElementwiseOp
{
    public sealed override bool IsEffect => true;

    public sealed override string Vector(IReadOnlyList<string> operands) => operands[0];

    public sealed override string Formula(IReadOnlyList<string> operands) => operands[0];
}

/// <summary>An op that stores its input into the caller's span number <see cref="Index"/>.</summary>
internal interface IOutput
{
    int Index { get; }
}

/// <summary>Stores floats into the caller's span number <paramref name="Index"/>.</summary>
internal sealed record OutputOp(int Index, string ResultName) : StoreOp, IOutput
{
    public override string Name => "output";

    public override long Flops(Node node) => 0;
}

/// <summary>Stores ints into the caller's span number <paramref name="Index"/>, the same for each sample where there is one for all.</summary>
internal sealed record TokenOutputOp(int Index, string ResultName) : Op, IOutput
{
    public override string Name => "output";

    public override bool IsEffect => true;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type with { Batched = true };

    public override long Flops(Node node) => 0;

    public override void EmitKernel(KernelText kernel, Node node)
    {
        if (node.Inputs[0].Batched)
        {
            kernel.Call("TokenMemory.Copy", kernel.Operand(0), kernel.Target);
        }
        else
        {
            kernel.Call("TokenMemory.Repeat", kernel.Samples, kernel.Operand(0), kernel.Target);
        }
    }

    public override string Formula(IReadOnlyList<string> operands) => operands[0];

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each($"{kernel.Operand(0)}[{(node.Inputs[0].Batched ? "i" : $"i % {Names.Text(node.Type.Size)}")}]");
}

/// <summary>An op that changes the state that the caller passed as argument number <see cref="Index"/>: it runs after everything that reads the
/// state's old value.</summary>
internal interface IStateWrite
{
    int Index { get; }
}

/// <summary>Stores its input into the state that the caller passed as argument number <paramref name="Index"/>.</summary>
internal sealed record StateUpdateOp(int Index, string ParameterName) : StoreOp, IStateWrite
{
    public override string Name => "state";

    public override long Flops(Node node) => 0;
}

/// <summary>A copy in memory of its own: of a state whose old value is needed although it is about to be replaced.</summary>
internal sealed record CopyOp : ElementwiseOp
{
    public override string Name => "copy";

    public override string Vector(IReadOnlyList<string> operands) => operands[0];

    public override string Formula(IReadOnlyList<string> operands) => operands[0];

    public override long Flops(Node node) => 0;
}

/// <summary>Adds its input to a parameter's gradient.</summary>
internal sealed record AccumulateOp(StoredTensor Tensor) : StoreOp
{
    public override string Name => "accumulate";
}
