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
    public void Regression(string loss, int samples)
    {
        var bench = new Bench(samples);
        bench.CheckGradients(bench.Call(loss, [bench.PerSample(Shape.Of(3, 5)), bench.PerSample(Shape.Of(3, 5))]));
    }
}
