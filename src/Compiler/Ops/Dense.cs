using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>y = x·Wᵀ + b on the last axis; W is [units, inputs] (PyTorch's <c>Linear</c>).</summary>
internal sealed class Dense : MatrixDefinition
{
    public override string Name => "Dense";

    public override Node? Build(Call call)
    {
        int units = call.Integer("units");
        bool bias = call.Flag("bias", true);
        if (call.Input.Shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, "Dense", "at least one axis", call.Describe(), "Reshape(1) makes one value an axis");
        }

        if (call.Failed)
        {
            return null;
        }

        int inputs = call.Input.Shape[-1];
        Node? weight = TiedWeight.IsWanted(call) ? TiedWeight.Of(call, Shape.Of(units, inputs)) : Weight(call, inputs);
        if (weight is null)
        {
            return null;
        }

        if (!bias)
        {
            return call.Add(new LinearOp(), call.Input, weight);
        }

        Node product = call.AddPart("Product", new LinearOp(), call.Input, weight);
        return call.Add(new AddOp(), product, call.Parameter("Bias", Shape.Of(units), inputs, units, "Zeros"));
    }

    public override Node? Weight(Call call, int inputs)
    {
        var shape = Shape.Of(call.Integer("units"), inputs);
        if (call.Failed || !call.Fits(shape, "its weight"))
        {
            return null;
        }

        Node weight = call.Parameter("Weight", shape, inputs, shape[0], call.Choice("initializer") ?? "Default");
        return call.Failed ? null : weight;
    }
}

/// <summary>x·Wᵀ on the last axis. Inputs: x [.., in], W [out, in].</summary>
internal sealed record LinearOp : Op, ISumOfProducts
{
    public override string Name => "Product";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(inputs[0].Shape.With(inputs[0].Shape.Rank - 1, inputs[1].Shape[0]));

    public override long Flops(Node node) => 2L * node.Type.Size * node.Inputs[1].Shape[1];

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node x = node.Inputs[0], weight = node.Inputs[1];
        if (gradients.Needs(x))
        {
            gradients.Add(x, gradients.Apply(new LinearInputGradientOp(), dOutput, weight));
        }

        if (gradients.Needs(weight))
        {
            gradients.Add(weight, gradients.Apply(new LinearWeightGradientOp(), dOutput, x));
        }
    }

    // A weight of a few values is not worth packing.
    public override Prepared? Prepare(Node node) => Tiny.Is(node)
        ? null
        : new(new PackedLinearOp(node.Inputs[1].Shape), Input: 1, new PackLinearOp(node.Inputs[1].Shape), "Packed")
        {
            OfTrained = UnpackedLinearOp.Pays(node) ? new UnpackedLinearOp() : null,
        };

    public override Shape? BiasShape(Node node) => Tiny.Is(node) ? node.Inputs[1].Shape.Take(1) : null;

    public IReadOnlyList<Term>? Terms(Node node, int index)
    {
        int inputs = node.Inputs[1].Shape[1];
        return node.Shape.Rank == 1 && !node.Inputs[1].Batched
            ? [.. Enumerable.Range(0, inputs).Select(input => new Term((0, input), (1, index * inputs + input)))]
            : null;
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Gemm.NT", kernel.Rows(node.Shape.SizeOf(0, node.Shape.Rank - 1), node), kernel.Size("Outputs", node.Shape[-1]),
        kernel.Size("Inputs", node.Inputs[0].Shape[-1]), kernel.Operand(0), kernel.Operand(1), kernel.Target, "accumulate: false");

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}·{operands[1]}ᵀ";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        int inputs = node.Inputs[0].Shape[-1];
        kernel.Product(new ProductText(
            kernel.RowsField(node.Shape.SizeOf(0, node.Shape.Rank - 1), node.Batched), Names.Text(node.Shape[-1]), Names.Text(inputs),
            kernel.Matrix(0, rows: true, stride: inputs), kernel.Matrix(1, rows: true, stride: inputs)));
    }
}

/// <summary>dx = dy·W.</summary>
internal sealed record LinearInputGradientOp : Op, ISumOfProducts
{
    public override string Name => "ProductInputGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(inputs[0].Shape.With(inputs[0].Shape.Rank - 1, inputs[1].Shape[1]));

    public override long Flops(Node node) => 2L * node.Type.Size * node.Inputs[1].Shape[0];

    public override Prepared? Prepare(Node node) => Tiny.Is(node)
        ? null
        : new(new PackedLinearInputGradientOp(node.Inputs[1].Shape), Input: 1, new PackLinearRowsOp(node.Inputs[1].Shape), "Rows")
        {
            OfTrained = UnpackedLinearInputGradientOp.Pays(node) ? new UnpackedLinearInputGradientOp() : null,
        };

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Gemm.NN", kernel.Rows(node.Shape.SizeOf(0, node.Shape.Rank - 1), node), kernel.Size("Inputs", node.Shape[-1]),
        kernel.Size("Outputs", node.Inputs[0].Shape[-1]), kernel.Operand(0), kernel.Operand(1), kernel.Target, "accumulate: false");

    public IReadOnlyList<Term>? Terms(Node node, int index)
    {
        (int outputs, int inputs) = (node.Inputs[1].Shape[0], node.Inputs[1].Shape[1]);
        return node.Shape.Rank == 1 && !node.Inputs[1].Batched
            ? [.. Enumerable.Range(0, outputs).Select(output => new Term((0, output), (1, output * inputs + index)))]
            : null;
    }

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}·{operands[1]}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        int outputs = node.Inputs[0].Shape[-1], inputs = node.Shape[-1];
        kernel.Product(new ProductText(
            kernel.RowsField(node.Shape.SizeOf(0, node.Shape.Rank - 1), node.Batched), Names.Text(inputs), Names.Text(outputs),
            kernel.Matrix(0, rows: true, stride: outputs), kernel.Matrix(1, rows: false, stride: inputs)));
    }
}

/// <summary>dW = Σ dyᵀ·x over the batch and all leading axes.</summary>
internal sealed record LinearWeightGradientOp : Op, ISumOfProducts
{
    public override string Name => "ProductWeightGradient";

    public override Traversal Traversal => Traversal.Whole;

    public override bool SumsSamples => true;

    public override OutputMode Output => OutputMode.Accumulates;

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        new(Shape.Of(inputs[0].Shape[-1], inputs[1].Shape[-1]), Batched: false);

    public override long Flops(Node node) => 2L * node.Inputs[0].Type.Size * node.Shape[1];

    public override void EmitKernel(KernelText kernel, Node node)
    {
        Node dy = node.Inputs[0];
        kernel.Call(
            "Gemm.TN", kernel.Size("Outputs", node.Shape[0]), kernel.Size("Inputs", node.Shape[1]),
            kernel.Rows(dy.Shape.SizeOf(0, dy.Shape.Rank - 1), dy), kernel.Operand(0), kernel.Operand(1), kernel.Target, "accumulate: true");
    }

    public IReadOnlyList<Term>? Terms(Node node, int index) =>
        node.Inputs.All(input => input.Batched && input.Shape.Rank == 1) ? [new Term((0, index / node.Shape[1]), (1, index % node.Shape[1]))] : null;

    public override string Formula(IReadOnlyList<string> operands) => $"Σ {operands[0]}ᵀ·{operands[1]}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Node dy = node.Inputs[0];
        kernel.Product(new ProductText(
            Names.Text(node.Shape[0]), Names.Text(node.Shape[1]), kernel.RowsField(dy.Shape.SizeOf(0, dy.Shape.Rank - 1), dy.Batched),
            kernel.Matrix(0, rows: false, stride: node.Shape[0]), kernel.Matrix(1, rows: false, stride: node.Shape[1])));
    }
}
