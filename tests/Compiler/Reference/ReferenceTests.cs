using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;
using Xunit.Sdk;

namespace CompiledNets.Compiler.Tests.Reference;

public sealed class ReferenceTests
{
    [Fact]
    public void EveryOp_HasAReference()
    {
        IEnumerable<string> missing = typeof(Op).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract && !References.Has(type))
            .Where(type => !type.IsSubclassOf(typeof(PreparedOp)) && type != typeof(ComputedOp) && !typeof(IReadsPrepared).IsAssignableFrom(type))
            .Select(type => type.Name);
        Assert.Equal([], missing);
    }

    [Fact]
    public void GradientThatIsSlightlyWrong_IsFound()
    {
        var bench = new Bench(samples: 2);
        Node x = bench.PerSample(Shape.Of(3));
        Node y = bench.Graph.Add(new SlightlyWrongOp(), x.Label, x);
        Assert.Contains("by finite differences", Assert.Throws<TrueException>(() => bench.CheckGradients(y)).Message, StringComparison.Ordinal);
    }

    /// <summary>x, with a gradient that is off by 0.001 %.</summary>
    internal sealed record SlightlyWrongOp : ElementwiseOp
    {
        public override string Name => "SlightlyWrong";

        public override string Vector(IReadOnlyList<string> operands) => operands[0];

        public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
            gradients.Add(node.Inputs[0], gradients.Scale(dOutput, 1.00001));
    }

    [References]
    internal static class SlightlyWrong
    {
        public static double Same(SlightlyWrongOp op, double x) => x;
    }
}
