using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary><see cref="LinearOp"/> over a large weight that the same call trains: it is read where it is stored, and samples are packed
/// instead. Inputs: x [in], W [out, in].</summary>
internal sealed record UnpackedLinearOp : Op, IReadsPrepared
{
    public override string Name => "Product";

    public static bool Pays(Node product) => Unpacked.Pays(product);

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new LinearOp().Infer(inputs);

    public override long Flops(Node node) => new LinearOp().Flops(node);

    public override Shape? BiasShape(Node node) => Shape.Of(node.Shape[0]);

    public override int SamplesTogether => Unpacked.SamplesTogether;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "UnpackedGemm.Run", kernel.Rows(1, node), kernel.Size("Outputs", node.Shape[0]), kernel.Size("Inputs", node.Inputs[1].Shape[1]),
        kernel.Operand(0), kernel.Operand(1), kernel.Bias, kernel.Activation, kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => new LinearOp().Formula(operands);
}

/// <summary><see cref="LinearInputGradientOp"/> over a large weight that the same call trains: its rows are columns' terms, and are read
/// where they are. Inputs: dy [out], W [out, in].</summary>
internal sealed record UnpackedLinearInputGradientOp : Op, IReadsPrepared
{
    /// <summary>Rows a multiple of these floats, a kilobyte, apart share few sets of the first-level cache.</summary>
    private const int CrowdedRow = 256;

    public override string Name => "ProductInputGradient";

    public static bool Pays(Node gradient) => Unpacked.Pays(gradient) && gradient.Shape[0] % CrowdedRow != 0;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new LinearInputGradientOp().Infer(inputs);

    public override long Flops(Node node) => new LinearInputGradientOp().Flops(node);

    public override int SamplesTogether => Unpacked.SamplesTogether;

    public override void EmitKernel(KernelText kernel, Node node) => new LinearInputGradientOp().EmitKernel(kernel, node);

    public override string Formula(IReadOnlyList<string> operands) => new LinearInputGradientOp().Formula(operands);
}

/// <summary>What products over a stored weight have in common.</summary>
internal static class Unpacked
{
    /// <summary>The widest panel of any instruction set: a weight comes from the third-level cache once for so many samples.</summary>
    public const int SamplesTogether = 32;

    /// <summary>A sample is packed for so many outputs at least: with fewer, that outweighs its share of a packed weight.</summary>
    private const int LeastOutputs = 128;

    /// <summary>Whether the weight of a product is too large to be packed once a step, when each sample is a single row.</summary>
    public static bool Pays(Node product)
    {
        Shape weight = product.Inputs[1].Shape;
        return product.Shape.Rank == 1 && weight[0] >= LeastOutputs && weight.Size >= Panels.LargeWeight;
    }
}
