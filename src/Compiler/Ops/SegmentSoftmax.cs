using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Softmax over the rows of each segment (DGL's <c>edge_softmax</c>).</summary>
internal sealed class SegmentSoftmax : SegmentDefinition
{
    public override string Name => "SegmentSoftmax";

    protected override Node Build(Call call, Node rows, Node segment, int count)
    {
        // y = e / Σ e, e = exp(x - m). The result does not depend on m, so no gradient flows through it; with the segment's maximum no
        // exponential overflows and each sum is at least 1.
        Node fixedRows = call.AddPart("Fixed", new StopGradientOp(), rows);
        Node maxima = call.AddPart("Maxima", new SegmentMaxOp(count), fixedRows, segment);
        Node shifted = call.AddPart("Shifted", new SubtractOp(), rows, call.AddPart("RowMaxima", new TakeOp(), maxima, segment));
        Node exponentials = call.AddPart("Exponentials", new ExpOp(), shifted);
        Node sums = call.AddPart("Sums", new SegmentSumOp(count), exponentials, segment);
        return call.Add(new DivideOp(), exponentials, call.AddPart("RowSums", new TakeOp(), sums, segment));
    }
}

/// <summary>y[s, :] = the largest x[j, :] of all j in segment s, value by value, and 0 where there are none. Inputs as of a sum by segment.
/// It has no gradient: it serves where its value does not matter, only its size.</summary>
internal sealed record SegmentMaxOp(int Count) : Op
{
    public override string Name => "SegmentMax";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(inputs[0].Shape.With(0, Count));

    public override int? TokenLimit(Node node, int input) => input == 1 ? Count : null;

    public override long Flops(Node node) => node.Inputs[0].Type.Size;

    public override void EmitKernel(KernelText kernel, Node node) => TakeOp.Emit(kernel, "Segments.Max", node, Count);

    public override string Formula(IReadOnlyList<string> operands) => $"max {operands[0]} at {operands[1]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) => TakeOp.EmitFold(kernel, "DeviceGathering.SegmentMax", node);
}
