using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>x plus the fixed positions of Vaswani et al. 2017.</summary>
internal sealed class Sinusoidal : Definition
{
    public override string Name => "Sinusoidal";

    public override Node? Build(Call call) =>
        call.NeedsRank(AttentionInputs.Axes, 2, AttentionInputs.Advice)
            ? call.Add(new AddOp(), call.Input, call.AddPart("Table", new SinusoidalEncodingOp(call.Input.Shape[0], call.Input.Shape[1])))
            : null;
}

/// <summary>[steps, width]: sin(t/10000^(2i/width)) in column 2i, the cosine in column 2i+1. A table that is computed once.</summary>
internal sealed record SinusoidalEncodingOp(int Steps, int Width) : Op
{
    public override string Name => "SinusoidalEncoding";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Shape.Of(Steps, Width), Batched: false);

    public override long Flops(Node node) => 0;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "SinusoidalTable.Read", kernel.Shared("SinusoidalTable", "Table", $"new({Names.Text(Steps)}, {Names.Text(Width)})"), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => "sin and cos of t/10000^(2i/width)";

    public override void EmitDevice(DeviceKernel kernel, Node node) => kernel.Each("DevicePositions.Sinusoidal", Names.Text(Width));
}
