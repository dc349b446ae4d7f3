using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Rows added up by the segment that they belong to (PyTorch's <c>index_add</c> to zeros).</summary>
internal sealed class SegmentSum : SegmentDefinition
{
    public override string Name => "SegmentSum";

    protected override Node Build(Call call, Node rows, Node segment, int count) => call.Add(new SegmentSumOp(count), rows, segment);
}

/// <summary>A definition of rows (m, …), the number of each row's segment (m), and how many segments there are: <c>count</c>.</summary>
internal abstract class SegmentDefinition : Definition
{
    public sealed override int LeastInputs => 2;

    public sealed override ElementKind? Reads(int input) => input == 1 ? ElementKind.Int : ElementKind.Float;

    /// <summary>Adds the nodes, for shapes that fit.</summary>
    protected abstract Node Build(Call call, Node rows, Node segment, int count);

    public sealed override Node? Build(Call call)
    {
        int count = call.Integer("count");
        Node x = call.Inputs[0], segment = call.Inputs[1];
        if (x.Shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, Name, "rows on axis 0", call.Describe(), "Reshape(1) makes one value an axis");
            return null;
        }

        if (segment.Shape != x.Shape.Take(1))
        {
            call.Report(
                Rules.SizesDiffer, Name, $"the rows {x.Shape.Take(1)}", $"their segments {segment.Shape}", call.Clause(x),
                call.Clause(segment), "Give each row the number of its segment");
        }
        else if (TokenBound.Of(segment) is { } bound && bound.Largest >= count && !call.Failed)
        {
            call.ReportAt(
                "count", Rules.BadArgument, [Facts.Of(Facts.Value, bound.Largest + 1)], Name, "count", Names.Text(count),
                $"at least {Names.Text(bound.Largest + 1)}, for the positions of {bound.Maker}");
        }

        if (call.Failed || !call.Fits(x.Shape.With(0, count), "the table of its segments"))
        {
            return null;
        }

        // What is there once for all samples is grouped by each sample's segments.
        Node rows = segment.Batched && !x.Batched ? call.AddPart("Repeated", new ExpandOp(x.Type with { Batched = true }), x) : x;
        return Build(call, rows, segment, count);
    }
}

/// <summary>y[segment[j], :] += x[j, :] over zeros. Inputs: x [m, …], segment [m]; segments for all samples serve each of them.</summary>
internal sealed record SegmentSumOp(int Count) : Op
{
    public override string Name => "SegmentSum";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(inputs[0].Shape.With(0, Count));

    public override int? TokenLimit(Node node, int input) => input == 1 ? Count : null;

    public override long Flops(Node node) => node.Inputs[0].Type.Size;

    // dx[j, :] = dy[segment[j], :]
    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new TakeOp(), dOutput, node.Inputs[1]));

    public override void EmitKernel(KernelText kernel, Node node) => TakeOp.Emit(kernel, "Segments.Sum", node, Count);

    public override string Formula(IReadOnlyList<string> operands) => $"Σ {operands[0]} at {operands[1]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) => TakeOp.EmitFold(kernel, "DeviceGathering.SegmentSum", node);
}
