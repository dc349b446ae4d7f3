using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class LossGradientTests
{
    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(7, 0.0)]
    [InlineData(7, 0.1)]
    public void SoftmaxCrossEntropy_OfLabels(int samples, double labelSmoothing)
    {
        foreach (Shape rows in new[] { Shape.Scalar, Shape.Of(3) })
        {
            var bench = new Bench(samples);
            Node logits = bench.PerSample(rows.Append(5), -3, 3);
            bench.CheckGradients(bench.Call("SoftmaxCrossEntropy", [logits, bench.Tokens(rows, 5)], ("labelSmoothing", labelSmoothing)));
        }
    }

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(7, 0.0)]
    [InlineData(7, 0.1)]
    public void SoftmaxCrossEntropy_OfDistributions(int samples, double labelSmoothing)
    {
        foreach (Shape rows in new[] { Shape.Scalar, Shape.Of(3) })
        {
            var bench = new Bench(samples);
            Node logits = bench.PerSample(rows.Append(5), -3, 3), distribution = bench.PerSample(rows.Append(5), 0, 1);
            bench.CheckGradients(bench.Call("SoftmaxCrossEntropy", [logits, distribution], ("labelSmoothing", labelSmoothing)));
        }
    }

    [Theory]
    [InlineData("MeanSquaredError", 1)]
    [InlineData("MeanSquaredError", 7)]
    [InlineData("MeanAbsoluteError", 1)]
    [InlineData("MeanAbsoluteError", 7)]
    [InlineData("Huber", 1)]
    [InlineData("Huber", 7)]
    public void Regression(string loss, int samples)
    {
        foreach (Shape shape in new[] { Shape.Scalar, Shape.Of(3, 5) })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(loss, [bench.PerSample(shape, -2, 2), bench.PerSample(shape, -2, 2)]));
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(5.0)]
    public void Huber_WithADelta(double delta)
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("Huber", [bench.PerSample(Shape.Of(3, 5), -2, 2), bench.PerSample(Shape.Of(3, 5), -2, 2)], ("delta", delta)));
    }

    [Theory]
    [InlineData("BinaryCrossEntropy", 1, 0.1, 0.9)]
    [InlineData("BinaryCrossEntropy", 7, 0.1, 0.9)]
    [InlineData("BinaryCrossEntropyWithLogits", 1, -4.0, 4.0)]
    [InlineData("BinaryCrossEntropyWithLogits", 7, -4.0, 4.0)]
    public void BinaryCrossEntropies(string loss, int samples, double from, double to)
    {
        foreach (Shape shape in new[] { Shape.Scalar, Shape.Of(3, 5) })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(loss, [bench.PerSample(shape, from, to), bench.PerSample(shape, 0, 1)]));
        }
    }

    [Theory]
    [InlineData("MeanAbsoluteError")]
    [InlineData("BinaryCrossEntropyWithLogits")]
    public void ConstantTarget_FitsEveryShape(string loss)
    {
        var bench = new Bench(samples: 7);
        Node x = bench.PerSample(Shape.Of(3, 5), -2, 2);
        Node one = bench.Graph.Add(new ConstantOp(1), x.Label);
        bench.CheckGradients(bench.Call(loss, [x, one]));
    }
}
