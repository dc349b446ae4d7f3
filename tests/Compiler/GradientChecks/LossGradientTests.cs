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
    [InlineData("NegativeLogLikelihood", 1)]
    [InlineData("NegativeLogLikelihood", 7)]
    [InlineData("MultiMargin", 1)]
    [InlineData("MultiMargin", 7)]
    [InlineData("SoftmaxFocal", 1)]
    [InlineData("SoftmaxFocal", 7)]
    public void LossesOfLabels(string loss, int samples)
    {
        foreach (Shape rows in new[] { Shape.Scalar, Shape.Of(3) })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(loss, [bench.PerSample(rows.Append(5), -3, 3), bench.Tokens(rows, 5)]));
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(7, true)]
    public void KLDivergence(int samples, bool logTarget)
    {
        foreach (Shape shape in new[] { Shape.Of(5), Shape.Of(3, 5) })
        {
            var bench = new Bench(samples);
            Node target = logTarget ? bench.PerSample(shape, -3, 0) : bench.PerSample(shape, 0.1, 1);
            bench.CheckGradients(bench.Call("KLDivergence", [bench.PerSample(shape, -3, 0), target], ("logTarget", logTarget)));
        }
    }

    [Theory]
    [InlineData("Hinge", 1)]
    [InlineData("Hinge", 7)]
    [InlineData("BinaryFocalWithLogits", 1)]
    [InlineData("BinaryFocalWithLogits", 7)]
    public void LossesOfTwoClasses(string loss, int samples)
    {
        foreach (Shape shape in new[] { Shape.Scalar, Shape.Of(3, 5) })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(loss, [bench.PerSample(shape, -3, 3), bench.Input(shape, 0, 1)]));
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void FocalLosses_OfEachGamma(double gamma)
    {
        var bench = new Bench(samples: 7);
        Node binary = bench.Call("BinaryFocalWithLogits", [bench.PerSample(Shape.Of(3), -3, 3), bench.Input(Shape.Of(3), 0, 1)], ("gamma", gamma));
        Node softmax = bench.Call("SoftmaxFocal", [bench.PerSample(Shape.Of(5), -3, 3), bench.Tokens(Shape.Scalar, 5)], ("gamma", gamma));
        bench.CheckGradients(bench.Call("Add", [binary, softmax]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void LossesOfRows(int samples)
    {
        foreach (Shape shape in new[] { Shape.Of(5), Shape.Of(3, 5) })
        {
            var bench = new Bench(samples);
            Node a = bench.PerSample(shape), b = bench.PerSample(shape), c = bench.PerSample(shape);
            Node triplet = bench.Call("TripletMargin", [a, b, c], ("swap", true));
            bench.CheckGradients(bench.Call("Add", [triplet, bench.Call("CosineEmbedding", [a, b, bench.Input(shape.Take(shape.Rank - 1))], ("margin", -0.3))]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void CosineSimilarity(int samples)
    {
        var bench = new Bench(samples);
        bench.CheckGradients(bench.Call("CosineSimilarity", [bench.PerSample(Shape.Of(2, 3, 5)), bench.PerSample(Shape.Of(3, 5))]));
        var shared = new Bench(samples);
        shared.CheckGradients(shared.Call("CosineSimilarity", [shared.PerSample(Shape.Of(2, 5), -0.1, 0.1), shared.Learned(Shape.Of(5))], ("epsilon", 0.4)));
    }

    [Theory]
    [InlineData("MeanAbsoluteError")]
    [InlineData("Hinge")]
    [InlineData("BinaryFocalWithLogits")]
    [InlineData("BinaryCrossEntropyWithLogits")]
    public void ConstantTarget_FitsEveryShape(string loss)
    {
        var bench = new Bench(samples: 7);
        Node x = bench.PerSample(Shape.Of(3, 5), -2, 2);
        Node one = bench.Graph.Add(new ConstantOp(1), x.Label);
        bench.CheckGradients(bench.Call(loss, [x, one]));
    }
}
