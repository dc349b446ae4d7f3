using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary><see cref="LinearOp"/> over a weight in panels. Inputs: x [.., in], W packed.</summary>
/// <param name="Weight">The weight's own shape, [out, in].</param>
internal sealed record PackedLinearOp(Shape Weight) : Op, IReadsPrepared
{
    public override string Name => "Product";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(inputs[0].Shape.With(inputs[0].Shape.Rank - 1, Weight[0]));

    public override long Flops(Node node) => 2L * node.Type.Size * Weight[1];

    public override Shape? BiasShape(Node node) => Shape.Of(Weight[0]);

    public override bool AddsResidual => true;

    public override int SamplesTogether => Panels.SamplesTogether(Weight);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "PackedGemm.Run",
        [
            kernel.Rows(node.Shape.SizeOf(0, node.Shape.Rank - 1), node), kernel.Size("Outputs", Weight[0]), kernel.Size("Inputs", Weight[1]),
            kernel.Operand(0), kernel.Operand(1), kernel.Bias, .. kernel.Residual, kernel.Activation, kernel.Target,
        ]);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}·{operands[1]}";
}

/// <summary>A dense layer's weight [out, in] transposed and in panels of columns. The last panel is filled up with zeros. Inputs: W, and a
/// factor for each output if there is one.</summary>
internal sealed record PackLinearOp(Shape Weight) : PreparedOp
{
    public override string Name => "Pack";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        new(Panels.Shape(Weight[1], Weight[0]), Batched: false);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "PackedGemm.Pack", [kernel.Size("Outputs", Weight[0]), kernel.Size("Inputs", Weight[1]), .. kernel.Operands, kernel.Target]);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}ᵀ{(operands.Count > 1 ? "·" + operands[1] : "")}, in panels";
}

/// <summary><see cref="LinearInputGradientOp"/> over a weight in panels. Inputs: dy [.., out], W packed.</summary>
/// <param name="Weight">The weight's own shape, [out, in].</param>
internal sealed record PackedLinearInputGradientOp(Shape Weight) : Op, IReadsPrepared
{
    public override string Name => "ProductInputGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(inputs[0].Shape.With(inputs[0].Shape.Rank - 1, Weight[1]));

    public override long Flops(Node node) => 2L * node.Type.Size * Weight[0];

    public override int SamplesTogether => Panels.SamplesTogether(Weight);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "PackedGemm.Run", kernel.Rows(node.Shape.SizeOf(0, node.Shape.Rank - 1), node), kernel.Size("Inputs", Weight[1]),
        kernel.Size("Outputs", Weight[0]), kernel.Operand(0), kernel.Operand(1), "default", $"{KernelText.Namespace}.FusedActivation.None", kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}·{operands[1]}";
}

/// <summary>A dense layer's weight [out, in] in panels of columns.</summary>
internal sealed record PackLinearRowsOp(Shape Weight) : PreparedOp
{
    public override string Name => "PackRowsOf";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Panels.Shape(Weight[0], Weight[1]), Batched: false);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "PackedGemm.PackRows", kernel.Size("Inputs", Weight[1]), kernel.Size("Outputs", Weight[0]), kernel.Operand(0), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}, in panels";
}

/// <summary>What packed panels take.</summary>
internal static class Panels
{
    /// <summary>A multiple of every panel's width, whatever vectors a machine has.</summary>
    private const int Widest = 32;

    /// <summary>A weight of so many values does not stay in the first-level cache.</summary>
    public const int LargeWeight = 1 << 15;

    /// <summary>Rows of a tile that multiplies as fast as its panel arrives from further caches: with four it would wait for it.</summary>
    private const int RowsOfATile = 8;

    /// <summary>How many samples a product over a weight of this shape wants at hand.</summary>
    public static int SamplesTogether(Shape weight) => weight.Size >= LargeWeight ? RowsOfATile : 1;

    public static Shape Shape(int depth, int columns) => Graphs.Shape.Of(depth, (columns + Widest - 1) / Widest * Widest);
}
