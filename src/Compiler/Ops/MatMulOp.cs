using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Which operand of a product of matrices is transposed.</summary>
internal enum ProductForm
{
    /// <summary>A·B.</summary>
    NN,

    /// <summary>A·Bᵀ.</summary>
    NT,

    /// <summary>Aᵀ·B.</summary>
    TN,
}

/// <summary>A product for each sample and each index of the leading axes. An operand has either all matrices of a sample or one.</summary>
internal sealed record MatMulOp(ProductForm Form) : Op
{
    public override string Name => "MatMul";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => MatMulSizes.TypeOf(Form, inputs);

    public override long Flops(Node node) => MatMulSizes.Of(Form, node).Flops;

    // dA = dC·Bᵀ, dB = Aᵀ·dC
    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node left = node.Inputs[0], right = node.Inputs[1];
        AddGradient(left, ProductForm.NT, dOutput, right, gradients);
        AddGradient(right, ProductForm.TN, left, dOutput, gradients);
    }

    private static void AddGradient(Node value, ProductForm form, Node a, Node b, Gradients gradients)
    {
        if (gradients.Needs(value))
        {
            TensorType each = MatMulSizes.TypeOf(form, [a, b]);
            bool summed = each.Batched != value.Batched || each.Size != value.Type.Size;
            Node product = gradients.Apply(summed ? new MatMulSumOp(form, value.Type) : new MatMulOp(form), a, b);
            gradients.Add(value, gradients.Reshape(product, value.Shape));
        }
    }

    public override void EmitKernel(KernelText kernel, Node node) => MatMulSizes.Of(Form, node).EmitCall(kernel, accumulate: false);

    public override string Formula(IReadOnlyList<string> operands) => MatMulSizes.Formula(Form, operands);

    public override void EmitDevice(DeviceKernel kernel, Node node) => MatMulSizes.Of(Form, node).EmitDevice(kernel);
}

/// <summary>Sums products over the leading axes and the batch that <paramref name="Result"/> lacks: the gradient of an operand that
/// several products share.</summary>
internal sealed record MatMulSumOp(ProductForm Form, TensorType Result) : Op
{
    public override string Name => "MatMulSum";

    public override Traversal Traversal => Result.Batched ? Traversal.Samples : Traversal.Whole;

    public override bool SumsSamples => !Result.Batched;

    public override OutputMode Output => OutputMode.Accumulates;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => Result;

    public override long Flops(Node node) => MatMulSizes.Of(Form, node).Flops;

    public override void EmitKernel(KernelText kernel, Node node) => MatMulSizes.Of(Form, node).EmitCall(kernel, accumulate: true);

    public override string Formula(IReadOnlyList<string> operands) => "Σ " + MatMulSizes.Formula(Form, operands);

    public override void EmitDevice(DeviceKernel kernel, Node node) => MatMulSizes.Of(Form, node).EmitDevice(kernel);
}
