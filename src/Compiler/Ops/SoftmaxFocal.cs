using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>-(1 - p)^gamma·ln p with p = softmax(x)[label] (Lin et al. 2017).</summary>
internal sealed class SoftmaxFocal : LabelLoss
{
    // What is closer to certain than that counts as this, whose powers have finite slopes.
    private const double LeastDoubt = 1e-7;

    public override string Name => "SoftmaxFocal";

    protected override Node Rows(Call call, Node scores, Node labels)
    {
        double gamma = call.Number("gamma", 2, Numbers.IsNotNegative, Numbers.NotNegative);
        Node log = AtLabel(call, call.AddPart("LogSoftmax", new LogSoftmaxOp(), scores), labels);
        Node loss = call.AddPart("Entropy", new NegateOp(), log);
        if (gamma == 0)
        {
            return loss;
        }

        Node probability = call.AddPart("Probability", new ExpOp(), log);
        Node doubt = call.AddPart("Doubt", new SubtractOp(), call.Constant(1), probability);
        Node weight = Pow.Of(call, call.AddPart("Bounded", new MaximumOp(), doubt, call.Constant(LeastDoubt)), gamma);
        return call.AddPart("Rows", new MultiplyOp(), weight, loss);
    }
}
