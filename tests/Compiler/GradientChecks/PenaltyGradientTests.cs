using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class PenaltyGradientTests
{
    [Theory]
    [InlineData("L1Penalty", 1)]
    [InlineData("L1Penalty", 7)]
    [InlineData("L2Penalty", 1)]
    [InlineData("L2Penalty", 7)]
    public void Penalties(string penalty, int samples)
    {
        var bench = new Bench(samples);
        Node output = bench.Call("Dense", [bench.PerSample(Shape.Of(4))], ("units", 3));
        Node loss = bench.Call("Mean", [bench.Call("Square", [output])]);
        bench.CheckObjective(bench.Call("Add", [loss, bench.Call(penalty, [], ("part", new Literal.Text("Loss")))]));
    }

    [Fact]
    public void APenalty_CountsEveryParameterOfThePartOnce()
    {
        NetworkModel model = Findings.Whole(Reader.Network("""
            [Dense(5), BatchNorm, Dense(2, Bias = false)] private partial Tensor Head(Tensor x);
            [Dense(3)] private partial Tensor Other(Tensor x);
            [Objective] private Tensor Loss([Shape(4, 3)] Tensor x) =>
                L2Penalty(nameof(Head)) + Mean(Square(Head(x))) + Mean(Square(Head(Other(x))));
            """));
        Graph graph = model.Entries.Single().Inference;
        Assert.Equal(
            ["head.0.weight", "head.0.bias", "head.1.weight", "head.1.bias", "head.2.weight"],
            graph.Nodes.Where(node => node.Op is Compiler.Ops.SquareOp && node.Inputs[0].Op is StoredOp)
                .Select(node => ((StoredOp)node.Inputs[0].Op).Tensor.File));
    }
}
