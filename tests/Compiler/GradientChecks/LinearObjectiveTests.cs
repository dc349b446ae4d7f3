using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

/// <summary>Objectives whose gradient is one number for all values, until it meets an operand that was broadcast or shared by all samples.</summary>
public sealed class LinearObjectiveTests
{
    [Theory]
    [InlineData("Add", 1)]
    [InlineData("Add", 7)]
    [InlineData("Subtract", 7)]
    [InlineData("Multiply", 7)]
    [InlineData("Divide", 7)]
    public void OperandsOfOtherShapes(string op, int samples)
    {
        foreach (string reduction in new[] { "Mean", "Sum" })
        {
            foreach (Shape other in new[] { Shape.Scalar, Shape.Of(3), Shape.Of(2, 1), Shape.Of(2, 3), Shape.Of(4, 1, 1) })
            {
                Check(bench => (bench.PerSample(Shape.Of(2, 3), 1, 2), bench.Learned(other, 1, 2)));
                Check(bench => (bench.Learned(other, 1, 2), bench.PerSample(Shape.Of(2, 3), 1, 2)));
                Check(bench => (bench.Learned(Shape.Of(2, 3), 1, 2), bench.PerSample(other, 1, 2)));
                Check(bench => (bench.Learned(Shape.Of(2, 3), 1, 2), bench.Learned(other, 1, 2)));
                Check(bench => (bench.PerSample(Shape.Of(2, 3), 1, 2), bench.PerSample(other, 1, 2)));
            }

            void Check(Func<Bench, (Node Left, Node Right)> operands)
            {
                var bench = new Bench(samples);
                (Node left, Node right) = operands(bench);
                bench.CheckObjective(bench.Call(reduction, [bench.Call(op, [left, right])]));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void DenseLayers(int samples)
    {
        var bench = new Bench(samples);
        bench.CheckObjective(bench.Call("Mean", [bench.Call("Dense", [bench.PerSample(Shape.Of(3, 4))], ("units", 5))]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void SumOfASamplesLossAndAnotherForAll(int samples)
    {
        var bench = new Bench(samples);
        Node loss = bench.Call("Mean", [bench.Call("Square", [bench.PerSample(Shape.Of(3))])]);
        bench.CheckObjective(bench.Call("Add", [loss, bench.Call("Sum", [bench.Call("Square", [bench.Learned(Shape.Of(2, 3))])])]));
    }
}
