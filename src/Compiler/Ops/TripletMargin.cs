using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>max(0, d(a, p) - d(a, n) + margin) with d(x, y) = ‖x - y + 1e-6‖ over the last axis, the mean over the others (Balntas et al.
/// 2016; PyTorch's <c>triplet_margin_loss</c>).</summary>
internal sealed class TripletMargin : Definition
{
    // PyTorch's: what keeps the root away from its infinite slope at 0.
    private const double Offset = 1e-6;

    public override string Name => "TripletMargin";

    public override int LeastInputs => 3;

    public override Node? Build(Call call)
    {
        double margin = call.Number("margin", 1, Numbers.IsPositive, Numbers.Positive);
        Node anchor = call.Inputs[0], positive = call.Inputs[1], negative = call.Inputs[2];
        bool fits = Losses.NeedRows(call, anchor, positive, negative);
        fits = fits && Losses.AreRowsOf(call, anchor, positive) & Losses.AreRowsOf(call, anchor, negative);
        if (!fits || call.Failed)
        {
            return null;
        }

        Node near = Distance("Near", anchor, positive), far = Distance("Far", anchor, negative);
        if (call.Flag("swap", false))
        {
            far = call.AddPart("Farther", new MinimumOp(), far, Distance("Swapped", positive, negative));
        }

        Node lead = call.AddPart("Lead", new SubtractOp(), near, far);
        Node gap = call.AddPart("Gap", new AddOp(), lead, call.Constant(margin));
        return Losses.MeanOverSample(call, call.AddPart("Cost", new ReLUOp(), gap));

        Node Distance(string role, Node x, Node y)
        {
            Node difference = call.AddPart(role + "Difference", new SubtractOp(), x, y);
            Node moved = call.AddPart(role + "Moved", new AddOp(), difference, call.Constant(Offset));
            Node squares = Losses.SumOfRows(call, role + "Square", call.AddPart(role + "Squares", new SquareOp(), moved));
            return call.AddPart(role, new SqrtOp(), squares);
        }
    }
}
