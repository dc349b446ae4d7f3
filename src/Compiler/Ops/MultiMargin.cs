using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Σⱼ max(0, margin - x[label] + x[j]) / classes over all j but the label (PyTorch's <c>multi_margin_loss</c>).</summary>
internal sealed class MultiMargin : LabelLoss
{
    public override string Name => "MultiMargin";

    protected override Node Rows(Call call, Node scores, Node labels)
    {
        double margin = call.Number("margin", 1, Numbers.IsPositive, Numbers.Positive);
        Node right = call.Reshape(AtLabel(call, scores, labels), labels.Shape.Append(1));
        Node lead = call.AddPart("Lead", new SubtractOp(), right, call.Constant(margin));
        Node costs = call.AddPart("Costs", new ReLUOp(), call.AddPart("Gap", new SubtractOp(), scores, lead));

        // The label's own cost is the margin, whatever its score.
        int axis = scores.Shape.Rank - 1, classes = scores.Shape[axis];
        Node mean = call.AddPart("Mean", new ReduceOp(Reduction.Mean, axis, axis + 1), costs);
        return call.AddPart("Rows", new SubtractOp(), mean, call.Constant(margin / classes));
    }
}
