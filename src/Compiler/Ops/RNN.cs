using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>A simple recurrent layer (Elman 1990; PyTorch's <c>RNN</c>).</summary>
internal sealed class RNN : RecurrentDefinition
{
    public override string Name => "RNN";

    protected override RecurrentOp Op(Call call, RecurrentForm form, bool bias) => new RnnOp(form, call.Choice("activation") == "ReLU");
}

/// <summary>h' = tanh(p + W·h) at each step, or the rectifier's. Inputs: p, W, and where it is given the first h.</summary>
internal sealed record RnnOp(RecurrentForm Form, bool Rectifies) : RecurrentOp(Form)
{
    public override string Name => "RNN";

    public override int Gates => 1;

    public override int States => 1;

    // The slope is known from the state itself.
    protected override int Kept => 0;

    protected override long FlopsOfUnit => Rectifies ? 2 : Cost.Tanh + 1;

    protected override RecurrentOp With(RecurrentForm form) => new RnnOp(form, Rectifies);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Recurrent.Rnn", SharedShape(kernel, node), kernel.Rows(1, node), RectifiesText, kernel.Operand(0), kernel.Operand(1),
        InitialState(kernel, 2), kernel.Target);

    public override void EmitGradient(KernelText kernel, Node node) => kernel.Call(
        "Recurrent.RnnGradient", SharedGradientShape(kernel, node), kernel.Rows(1, node), RectifiesText, kernel.Operand(0), kernel.Operand(1),
        InitialState(kernel, 3), kernel.Operand(2), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) =>
        $"h = {(Rectifies ? "relu" : "tanh")}({operands[0]} + {operands[1]}·h) at each step";

    private string RectifiesText => Rectifies ? "rectifies: true" : "rectifies: false";

    public override string DeviceCell => Rectifies ? "ReluCell" : "TanhCell";
}
