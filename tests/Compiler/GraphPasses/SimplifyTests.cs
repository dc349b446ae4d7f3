using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Passes;
using CompiledNets.Compiler.Tests.Reference;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.GraphPasses;

/// <summary>Graphs before and after <see cref="Simplify"/>, as expressions over x (3,5), y (5) and the scalar s.</summary>
public sealed class SimplifyTests
{
    [Theory]
    [InlineData("x * 1", "x")]
    [InlineData("1f * x", "x")]
    [InlineData("x * -1", "Negate(x)")]
    [InlineData("x + 0", "x")]
    [InlineData("0f + x", "x")]
    [InlineData("x - 0", "x")]
    [InlineData("0f - x", "Negate(x)")]
    [InlineData("x / 1", "x")]
    [InlineData("-(-x)", "x")]
    [InlineData("x + -y", "Subtract(x, y)")]
    [InlineData("-y + x", "Subtract(x, y)")]
    [InlineData("x - -y", "Add(x, y)")]
    [InlineData("2f * (x * 3)", "Multiply(x, 6)")]
    [InlineData("-(x * 3)", "Multiply(x, -3)")]
    [InlineData("-x * 3", "Multiply(x, -3)")]
    [InlineData("-(2f * -x) * 0.5f", "x")]
    [InlineData("(x * 3) * -y", "Multiply(Multiply(x, 3), Negate(y))")]
    [InlineData("Reshape(Reshape(x, 15), 5, 3)", "Reshape(5,3)(x)")]
    [InlineData("Reshape(Reshape(x, 15), 3, 5)", "x")]
    public void WhatChangesNothing_IsDropped(string before, string after) => Assert.Equal(after, Simplified(before));

    [Theory]
    [InlineData("x * (Exp(Log(2f)) / 4)", "Multiply(x, 0.5)")]
    [InlineData("x + Maximum(Sqrt(9f), Abs(-2f)) * Minimum(1f, 2f)", "Add(x, 3)")]
    [InlineData("x * Square(3f) - Pow(x, 0)", "Subtract(Multiply(x, 9), 1)")]
    [InlineData("Pow(y, 0) * x", "x")]
    [InlineData("s * (2f * 3f)", "Multiply(s, 6)")]
    public void Constants_AreComputedInDouble(string before, string after) => Assert.Equal(after, Simplified(before));

    [Theory]
    [InlineData("x * y", "Multiply(x, y)")]
    [InlineData("2f * x", "Multiply(2, x)")]
    [InlineData("x * 0", "Multiply(x, 0)")]
    [InlineData("x / 3", "Divide(x, 3)")]
    [InlineData("y + Pow(x, 0) * 0", "Add(y, Expand(3,5)(0))")]
    public void WhatSavesNothing_Stays(string before, string after) => Assert.Equal(after, Simplified(before));

    [Fact]
    public void GradientOfAMean_NeedsNoRepeatedValues()
    {
        NetworkModel model = BuildNetwork.Run(Reader.ReadMembers(
            "[Dense(5)] private partial Tensor In(Tensor x); [Objective] private Tensor Loss([Shape(3)] Tensor x) => -Mean(Tanh(In(x))) * -2;"));
        Node bias = model.Entries[0].Training!.Roots.Single(root => root.Op is AccumulateOp { Tensor.Member: "Bias" });
        Assert.Equal("SumBatch(TanhGradient(Tanh(Add(Product(x, parameter()), parameter())), Multiply(1/N, 0.4)))", bias.Inputs[0].Expression());
    }

    [Theory]
    [InlineData("var (a, b, c) = Split(In(x), 3); return Mean(a * b * c);", 1, 0)]
    [InlineData("var (a, b, c) = Split(In(x), 3); return Mean(a * c);", 0, 2)]
    [InlineData("var (a, b, c) = Split(In(x), 3); return Mean(b * c);", 1, 1)]
    [InlineData("var h = In(x); return Mean(h[..4] * h[2..]);", 0, 2)]
    public void GradientsOfNeighbouringSlices_AreJoined(string body, int joins, int padded)
    {
        NetworkModel model = BuildNetwork.Run(Reader.ReadMembers(
            $"[Dense(6)] private partial Tensor In(Tensor x); [Objective] private Tensor Loss([Shape(3)] Tensor x) {{ {body} }}"));
        Graph training = model.Entries[0].Training!;
        Assert.Equal((joins, padded), (training.Live().Count(node => node.Op is ConcatOp), training.Live().Count(node => node.Op is SliceGradientOp)));
    }

    [Fact]
    public void EffectsAndTheObjective_StayInOrder()
    {
        var bench = new Bench(samples: 2);
        Node x = bench.Learned(Shape.Of(3)), one = bench.Graph.Add(new ConstantOp(1), x.Label);
        bench.Differentiate(bench.Call("Multiply", [bench.PerSample(Shape.Of(3)), bench.Call("Multiply", [x, one])]), index => index);
        Graph simplified = Simplify.Run(bench.Graph);
        Assert.Equal(bench.Graph.Roots.Select(root => root.Op), simplified.Roots.Select(root => root.Op));
        Evaluation before = Evaluation.Of(bench.Graph, bench.Feed), after = Evaluation.Of(simplified, bench.Feed);
        Assert.Equal(before.Objective, after.Objective);
        Assert.All(before.Gradients, pair => Assert.Equal(pair.Value.Data, after.Gradients[pair.Key].Data));
    }

    /// <summary>The simplified expression, once it has been seen to be legal and to have the old value.</summary>
    private static string Simplified(string expression)
    {
        NetworkSpec spec = Reader.ReadMembers($"[Forward] private Tensor F([Shape(3, 5)] Tensor x, [Shape(5)] Tensor y, float s) => {expression};");
        var builder = new GraphBuilder(spec.Entries[0], 0, spec.Parts, new TensorTable(), training: false);
        Node value = builder.Build()!.Value[0];
        Graph before = builder.Graph;
        Node output = value.Batched ? value : before.Add(new ExpandOp(value.Type with { Batched = true }), value.Label, value);
        before.Add(new OutputOp(0, ""), value.Label, output);

        Graph after = Simplify.Run(before);
        Assert.Equal([], Verifier.Problems(after));
        Feed feed = Feed.Any(before, samples: 2, seed: 1);
        double[] expected = Evaluation.Of(before, feed).Outputs[0].Data, actual = Evaluation.Of(after, feed).Outputs[0].Data;
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Node result = after.Roots[0].Inputs[0];
        return (result.Op is ExpandOp ? result.Inputs[0] : result).Expression();
    }
}
