using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997; PyTorch's <c>LSTM</c>).</summary>
internal sealed class LSTM : RecurrentDefinition
{
    public override string Name => "LSTM";

    protected override RecurrentOp Op(Call call, RecurrentForm form, bool bias) => new LstmOp(form);
}

/// <summary>h and c at each step, with (i, f, g, o) = p + W·h: c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c'). Inputs: p, W, and where
/// they are given the first h and c.</summary>
internal sealed record LstmOp(RecurrentForm Form) : RecurrentOp(Form)
{
    public override string Name => "LSTM";

    public override int Gates => 4;

    public override int States => 2;

    protected override int Kept => 4;

    // Three sigmoids, two hyperbolic tangents, and what joins them.
    protected override long FlopsOfUnit => 3 * Cost.Exponential + 2 * Cost.Tanh + 10;

    protected override RecurrentOp With(RecurrentForm form) => new LstmOp(form);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Recurrent.Lstm", SharedShape(kernel, node), kernel.Rows(1, node), kernel.Operand(0), kernel.Operand(1),
        InitialState(kernel, 2), InitialState(kernel, 3), kernel.Target);

    public override void EmitGradient(KernelText kernel, Node node) => kernel.Call(
        "Recurrent.LstmGradient", SharedGradientShape(kernel, node), kernel.Rows(1, node), kernel.Operand(0), kernel.Operand(1),
        InitialState(kernel, 3), InitialState(kernel, 4), kernel.Operand(2), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) =>
        $"c = σ(f)·c + σ(i)·tanh(g), h = σ(o)·tanh(c) at each step, (i, f, g, o) = {operands[0]} + {operands[1]}·h";

    public override string DeviceCell => "LstmCell";
}
