using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class MatMulGradientTests
{
    public static TheoryData<int[], int[]> Shapes => new()
    {
        { [3, 5], [5, 2] }, { [2, 3, 5], [2, 5, 4] }, { [2, 3, 5], [5, 4] }, { [3, 5], [2, 5, 4] }, { [2, 1, 3, 5], [3, 5, 2] }, { [1, 3, 5], [5, 2] },
        { [2, 3, 4, 5], [1, 3, 5, 2] }, { [5], [5] }, { [5], [5, 3] }, { [3, 5], [5] }, { [2, 3, 5], [5] }, { [5], [2, 5, 3] }, { [1, 1], [1, 1] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MatMul(int[] left, int[] right)
    {
        foreach (int samples in new[] { 1, 7 })
        {
            foreach ((bool sharesLeft, bool sharesRight) in new[] { (false, false), (false, true), (true, false), (true, true) })
            {
                var bench = new Bench(samples);
                Node a = sharesLeft ? bench.Learned(Shape.Of(left)) : bench.PerSample(Shape.Of(left));
                Node b = sharesRight ? bench.Learned(Shape.Of(right)) : bench.PerSample(Shape.Of(right));
                bench.CheckGradients(bench.Call("MatMul", [a, b]));
            }
        }
    }

    [Fact]
    public void MatMul_OfOneValueTwice_GetsBothContributions()
    {
        var bench = new Bench(samples: 7);
        Node x = bench.PerSample(Shape.Of(4, 4));
        bench.CheckGradients(bench.Call("MatMul", [x, x]));
    }
}
