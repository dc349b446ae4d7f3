using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class ActivationGradientTests
{
    [Theory]
    [InlineData("ReLU")]
    [InlineData("LeakyReLU")]
    [InlineData("ELU")]
    [InlineData("GELU")]
    [InlineData("SiLU")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("Softplus")]
    [InlineData("Softsign")]
    [InlineData("SELU")]
    [InlineData("Mish")]
    [InlineData("HardSwish")]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    public void Activations(string activation)
    {
        foreach (int samples in new[] { 1, 7 })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(activation, [bench.PerSample(Shape.Of(3, 11), -4, 4)]));
        }
    }

    [Theory]
    [InlineData("LeakyReLU", "slope", 0.3)]
    [InlineData("LeakyReLU", "slope", 0.0)]
    [InlineData("LeakyReLU", "slope", -0.5)]
    [InlineData("ELU", "alpha", 1.7)]
    [InlineData("ELU", "alpha", -0.5)]
    public void Activations_WithAnArgument(string activation, string argument, double value)
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call(activation, [bench.PerSample(Shape.Of(3, 11), -4, 4)], (argument, value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void PReLU_ByInputAndSlope(int samples)
    {
        foreach (int[] shape in new int[][] { [], [5], [3, 4], [3, 4, 2] })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call("PReLU", [bench.PerSample(Shape.Of(shape), -4, 4)], ("perChannel", shape.Length > 1)));
        }
    }

    [Fact]
    public void GatedLinearUnit_ByValuesAndGates()
    {
        foreach (int[] shape in new int[][] { [2], [3, 10] })
        {
            var bench = new Bench(samples: 7);
            bench.CheckGradients(bench.Call("GatedLinearUnit", [bench.PerSample(Shape.Of(shape), -4, 4)]));
        }
    }

    [Theory]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    public void Softmaxes_OfVectorsAndOfWhatAllSamplesShare(string activation)
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call(activation, [bench.PerSample(Shape.Of(5), -4, 4)]));
        bench = new Bench(samples: 7);
        Node shared = bench.Call(activation, [bench.Learned(Shape.Of(2, 3, 5), -4, 4)]);
        bench.CheckGradients(bench.Call("Multiply", [shared, bench.PerSample(Shape.Of(3, 5))]));
    }
}
