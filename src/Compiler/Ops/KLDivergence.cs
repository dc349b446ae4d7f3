using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Σ t·(ln t - x) over the last axis, the mean over the others (PyTorch's <c>kl_div</c>, "batchmean"); with logarithms for
/// targets, Σ eᵗ·(t - x).</summary>
internal sealed class KLDivergence : Definition
{
    public override string Name => "KLDivergence";

    public override int LeastInputs => 2;

    public override Node? Build(Call call)
    {
        Node x = call.Inputs[0], target = call.Inputs[1];
        if (x.Shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, Name, "a row of logarithms of probabilities", call.Describe(x), "LogSoftmax makes them from logits");
            return null;
        }

        if (!Losses.HaveOneShape(call))
        {
            return null;
        }

        Node terms = call.Flag("logTarget", false) ? OfLogarithms(call, x, target) : OfProbabilities(call, x, target);
        return Losses.MeanOverSample(call, Losses.SumOfRows(call, "Rows", terms));
    }

    // t·ln t - t·x: the logarithm of 0 must not meet its 0.
    private static Node OfProbabilities(Call call, Node x, Node target)
    {
        Node entropy = call.AddPart("Entropy", new XLogXOp(), target);
        return call.AddPart("Terms", new SubtractOp(), entropy, call.AddPart("Product", new MultiplyOp(), target, x));
    }

    private static Node OfLogarithms(Call call, Node x, Node target)
    {
        Node difference = call.AddPart("Difference", new SubtractOp(), target, x);
        return call.AddPart("Terms", new MultiplyOp(), call.AddPart("Probability", new ExpOp(), target), difference);
    }
}

/// <summary>x·ln x, and 0 at 0.</summary>
internal sealed record XLogXOp : UnaryOp
{
    public override string Name => "XLogX";

    public override long Flops(Node node) => Cost.Logarithm * node.Type.Size;

    protected override string Vector(string x) => $"VectorMath.XLogX({x})";

    protected override string Formula(string x) => $"{x}·ln {x}";

    // dx = dy·(ln x + 1)
    protected override Node Slope(Node x, Node y, Node dy, Gradients gradients) =>
        gradients.Multiply(dy, gradients.Binary(new AddOp(), gradients.Apply(new LogOp(), x), gradients.Constant(1)));
}
