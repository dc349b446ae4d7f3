using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Gated recurrent units (Cho et al. 2014, in the form of PyTorch's <c>GRU</c>).</summary>
internal sealed class GRU : RecurrentDefinition
{
    public override string Name => "GRU";

    // The reset gate scales what comes from the state, its bias included: that bias cannot be added outside.
    protected override bool AddsHiddenBias => true;

    protected override RecurrentOp Op(Call call, RecurrentForm form, bool bias) => new GruOp(form, bias);
}

/// <summary>h at each step, with (r, z, m) = W·h + b: r' = σ(p_r + r), z' = σ(p_z + z), n = tanh(p_n + r'·m), h' = (1 - z')·n + z'·h.
/// Inputs: p, W, and where they are given the first h, and b.</summary>
internal sealed record GruOp(RecurrentForm Form, bool HasBias) : RecurrentOp(Form)
{
    public override string Name => "GRU";

    public override int Gates => 3;

    public override int States => 1;

    protected override int Kept => 4;

    // Two sigmoids, a hyperbolic tangent, and what joins them.
    protected override long FlopsOfUnit => 2 * Cost.Exponential + Cost.Tanh + 12;

    private int BiasAt => Form.HasInitial ? 3 : 2;

    protected override RecurrentOp With(RecurrentForm form) => new GruOp(form, HasBias);

    /// <summary>What comes from the state enters the candidate through the reset gate, so its gradient does too.</summary>
    protected override Node FromState(Node dSteps, Node rows, Gradients gradients) =>
        gradients.ApplyPart("StateGradients", new GruStateGradientOp(Form.Units), dSteps, rows);

    protected override void DifferentiateBias(Node node, Node dFromState, Gradients gradients)
    {
        if (HasBias)
        {
            gradients.Add(node.Inputs[BiasAt], dFromState);
        }
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Recurrent.Gru", SharedShape(kernel, node), kernel.Rows(1, node), kernel.Operand(0), kernel.Operand(1),
        HasBias ? kernel.Operand(BiasAt) : "default", InitialState(kernel, 2), kernel.Target);

    public override void EmitGradient(KernelText kernel, Node node) => kernel.Call(
        "Recurrent.GruGradient", SharedGradientShape(kernel, node), kernel.Rows(1, node), kernel.Operand(0), kernel.Operand(1),
        InitialState(kernel, 3), kernel.Operand(2), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) =>
        $"h = (1 - z)·n + z·h at each step, gates r, z, n of {operands[0]} and {operands[1]}·h{(HasBias ? " + " + operands[BiasAt] : "")}";

    public override string DeviceCell => "GruCell";

    public override int? DeviceBias => HasBias ? BiasAt : null;
}

/// <summary>The gradient of W·h + b: (dr, dz, r'·dn) for each step's (dr, dz, dn). Inputs: dp, and the forward op's result.</summary>
internal sealed record GruStateGradientOp(int Units) : Op
{
    public override string Name => "StateGradients";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Recurrent.GruStateGradient", kernel.Rows(node.Shape[0], node), Names.Text(Units), kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"(dr, dz, r·dn) of {operands[0]}, with r of {operands[1]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DeviceRecurrent.GruStateGradient", kernel.Operand(0), kernel.Operand(1), Names.Text(Units));
}
