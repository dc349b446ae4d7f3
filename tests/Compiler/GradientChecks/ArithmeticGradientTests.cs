using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class ArithmeticGradientTests
{
    public static TheoryData<string> Operators => ["Add", "Subtract", "Multiply", "Divide"];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Operators_OfEqualShapes(string op) => Check(op, Shape.Of(3, 5), Shape.Of(3, 5));

    [Theory]
    [MemberData(nameof(Operators))]
    public void Operators_Broadcast(string op)
    {
        Check(op, Shape.Of(3, 5), Shape.Of(5));
        Check(op, Shape.Of(3, 1), Shape.Of(2, 1, 5));
        Check(op, Shape.Of(2, 3, 5), Shape.Of(2, 1, 1));
        Check(op, Shape.Scalar, Shape.Of(4));
        Check(op, Shape.Of(1, 1), Shape.Of(7));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OneValueInBothOperands_GetsBothContributions(int samples)
    {
        var bench = new Bench(samples);
        Node x = bench.PerSample(Shape.Of(3));
        bench.CheckGradients(bench.Call("Multiply", [bench.Call("Negate", [x]), bench.Call("Square", [x])]));
    }

    // Every combination of operands with values for each sample, and of operands that all samples share.
    private static void Check(string op, Shape left, Shape right)
    {
        foreach (int samples in new[] { 1, 7 })
        {
            foreach ((bool sharesLeft, bool sharesRight) in new[] { (false, false), (false, true), (true, false), (true, true) })
            {
                var bench = new Bench(samples);
                Node a = sharesLeft ? bench.Learned(left) : bench.PerSample(left);
                Node b = sharesRight ? bench.Learned(right, 0.5, 2) : bench.PerSample(right, 0.5, 2);
                bench.CheckGradients(bench.Call(op, [a, b]));
            }
        }
    }
}
