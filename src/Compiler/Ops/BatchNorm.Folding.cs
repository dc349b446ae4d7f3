using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

// Inference's batch norm is y = scale·x + shift for each channel: what FoldNorms takes into the layer before it.

/// <summary>γ/√(σ² + ε). Inputs: γ, running variance.</summary>
internal sealed record NormScaleOp(double Epsilon) : PreparedOp
{
    public override string Name => "Scale";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override void EmitKernel(KernelText kernel, Node node) =>
        kernel.Call("BatchNorm.FoldedScale", kernel.Operand(0), kernel.Operand(1), Names.Float(Epsilon), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}/√({operands[1]} + ε)";
}

/// <summary>β + (b - μ)·scale. Inputs: β, running mean, scale, and the bias b of the layer before if it has one.</summary>
internal sealed record NormShiftOp : PreparedOp
{
    public override string Name => "Shift";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "BatchNorm.FoldedShift", kernel.Operand(0), kernel.Operand(1), kernel.Operand(2), node.Inputs.Length > 3 ? kernel.Operand(3) : "default",
        kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) =>
        operands.Count > 3 ? $"{operands[0]} + ({operands[3]} - {operands[1]})·{operands[2]}" : $"{operands[0]} - {operands[1]}·{operands[2]}";
}

/// <summary>Each filter of a weight times a factor. Inputs: W, scale. Kernels that pack their weight multiply while they do.</summary>
internal sealed record ScaledFiltersOp : PreparedOp
{
    public override string Name => "ScaleFiltersOf";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override void EmitKernel(KernelText kernel, Node node) =>
        kernel.Call("BatchNorm.ScaleFilters", kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}·{operands[1]}";
}
