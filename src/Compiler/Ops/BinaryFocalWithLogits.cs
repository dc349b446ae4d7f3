using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The mean of -αₜ·(1 - pₜ)^gamma·ln pₜ over the axes of a sample, p = σ(x) (Lin et al. 2017; torchvision's
/// <c>sigmoid_focal_loss</c>).</summary>
internal sealed class BinaryFocalWithLogits : Definition
{
    public override string Name => "BinaryFocalWithLogits";

    public override int LeastInputs => 2;

    // With z = x for a target of 1 and -x for one of 0: pₜ = σ(z), -ln pₜ = ln(1 + e⁻ᶻ), and (1 - pₜ)^gamma = e^(-gamma·ln(1 + eᶻ)).
    public override Node? Build(Call call)
    {
        double gamma = call.Number("gamma", 2, Numbers.IsNotNegative, Numbers.NotNegative);
        double alpha = call.Number("alpha", 0.25, value => value is >= 0 and <= 1, "from 0 to 1");
        if (!Losses.HaveOneShape(call) || call.Failed)
        {
            return null;
        }

        Node x = call.Inputs[0], target = call.Inputs[1];
        Node sign = Linear("Sign", target, 2, -1), weight = Linear("Weight", target, 2 * alpha - 1, 1 - alpha);
        Node z = call.AddPart("Lead", new MultiplyOp(), x, sign);
        Node loss = call.AddPart("Entropy", new SoftplusOp(), call.AddPart("Gap", new NegateOp(), z));
        Node focus = call.AddPart("Focus", new ExpOp(), Linear("Doubt", call.AddPart("Certainty", new SoftplusOp(), z), -gamma, 0));
        Node weighted = call.AddPart("Weighted", new MultiplyOp(), weight, loss);
        return Losses.MeanOverSample(call, call.AddPart("Cost", new MultiplyOp(), weighted, focus));

        Node Linear(string role, Node value, double factor, double offset)
        {
            Node scaled = call.AddPart(role + "Scale", new MultiplyOp(), value, call.Constant(factor));
            return offset == 0 ? scaled : call.AddPart(role, new AddOp(), scaled, call.Constant(offset));
        }
    }
}
