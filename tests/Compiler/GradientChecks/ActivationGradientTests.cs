using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class ActivationGradientTests
{
    [Theory]
    [InlineData("ReLU")]
    [InlineData("Sigmoid")]
    public void Activations(string activation)
    {
        foreach (int samples in new[] { 1, 7 })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(activation, [bench.PerSample(Shape.Of(3, 11), -4, 4)]));
        }
    }
}
