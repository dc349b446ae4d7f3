using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GraphPasses;

public sealed class VerifierTests
{
    private static readonly Label Any = new("Any", "Any", "", false, "Any", 0);

    [Fact]
    public void DifferentiatedGraph_IsLegal()
    {
        var bench = new Bench(samples: 2);
        bench.Differentiate(bench.Call("Dense", [bench.Input(Shape.Of(3, 5))], ("units", 2)), _ => 1);
        Assert.Equal([], Verifier.Problems(bench.Graph));
    }

    [Fact]
    public void ValueOfEachSample_InAParametersGradient() => AssertProblem(
        "is no gradient of leaf0.value (3)", bench => bench.Graph.Add(new AccumulateOp(Tensor(bench)), Any, bench.Input(Shape.Of(3))));

    [Fact]
    public void ValueOfEachSample_LostWithoutASum() => AssertProblem(
        "has a value for each sample, and nothing sums over them", bench => bench.Graph.Add(new LosesTheBatchOp(), Any, bench.Input(Shape.Of(3))));

    [Fact]
    public void OpThatInfersAnotherType() => AssertProblem(
        "its op infers (4)", bench => bench.Graph.Add(new ChangesItsMindOp(), Any, bench.Input(Shape.Of(3))));

    [Fact]
    public void OutputOfOneValueForAllSamples() => AssertProblem(
        "an output has one value for all samples", bench => bench.Graph.Add(new OutputOp(0, ""), Any, bench.Learned(Shape.Of(3))));

    [Fact]
    public void OutputWrittenTwice() => AssertProblem(
        "output 0 is written more than once",
        bench =>
        {
            bench.Graph.Add(new OutputOp(0, "a"), Any, bench.Input(Shape.Of(3)));
            bench.Graph.Add(new OutputOp(0, "b"), Any, bench.Input(Shape.Of(3)));
        });

    [Fact]
    public void TokensInALoopOfFloats() => AssertProblem(
        "holds ints", bench => bench.Graph.Add(new NegateOp(), Any, bench.Tokens(Shape.Of(3), 5)));

    [Fact]
    public void WritesToSomethingLearned() => AssertProblem(
        "is no running statistic", bench => bench.Graph.Add(new WritesOp(), Any, bench.Learned(Shape.Of(3))));

    [Fact]
    public void ObjectiveOfSeveralNumbers() => AssertProblem(
        "is not one number for each sample", bench => bench.Graph.Objective = bench.Input(Shape.Of(3)));

    [Fact]
    public void ObjectiveOfAnotherGraph() => AssertProblem(
        "is not one number for each sample", bench => bench.Graph.Objective = new Bench(samples: 1).Input(Shape.Scalar));

    private static void AssertProblem(string problem, Action<Bench> build)
    {
        var bench = new Bench(samples: 2);
        bench.Learned(Shape.Of(3));
        build(bench);
        Assert.Contains(problem, Assert.Single(Verifier.Problems(bench.Graph)), StringComparison.Ordinal);
    }

    private static StoredTensor Tensor(Bench bench) => bench.Feed.Stored.Keys.Single();

    private sealed record LosesTheBatchOp : Op
    {
        public override string Name => "LosesTheBatch";

        public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type with { Batched = false };
    }

    private sealed record ChangesItsMindOp : Op
    {
        private static int calls;

        public override string Name => "ChangesItsMind";

        public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(Shape.Of(3 + calls++));
    }

    private sealed record WritesOp : Op
    {
        public override string Name => "Writes";

        public override bool IsEffect => true;

        public override bool Writes(int input) => true;

        public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;
    }
}
