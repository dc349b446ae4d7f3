using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class ConvolutionGradientTests
{
    /// <summary>Filters, kernel, kernel width, stride, padding, dilation, groups over (4, 7, 6).</summary>
    public static TheoryData<int, int, int, int, int, int, int> Convolutions => new()
    {
        { 3, 3, 0, 1, 0, 1, 1 },
        { 2, 1, 0, 1, 0, 1, 1 },
        { 3, 3, 2, 2, 1, 1, 1 },
        { 2, 2, 3, 1, 2, 2, 1 },
        { 6, 3, 0, 3, 1, 1, 2 },
        { 4, 3, 0, 1, 1, 2, 4 },
        { 1, 7, 6, 1, 0, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void OfImages(int filters, int kernel, int kernelWidth, int stride, int padding, int dilation, int groups)
    {
        foreach (int samples in new[] { 1, 7 })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(
                "Conv2D", [bench.PerSample(Shape.Of(4, 7, 6))], ("filters", filters), ("kernel", kernel), ("kernelWidth", kernelWidth),
                ("stride", stride), ("padding", padding), ("dilation", dilation), ("groups", groups)));
        }
    }

    [Fact]
    public void WithoutABias()
    {
        var bench = new Bench(samples: 3);
        bench.CheckGradients(bench.Call("Conv2D", [bench.PerSample(Shape.Of(2, 5, 4))], ("filters", 3), ("kernel", 2), ("bias", false)));
    }

    [Fact]
    public void OfAnImageThatAllSamplesShare()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("Conv2D", [bench.Learned(Shape.Of(2, 5, 4))], ("filters", 3), ("kernel", 3), ("padding", 1)));
    }

    [Theory]
    [InlineData("MaxPool2D", 2, 0, 0, 0)]
    [InlineData("MaxPool2D", 3, 2, 1, 0)]
    [InlineData("MaxPool2D", 3, 1, 1, 2)]
    [InlineData("AveragePool2D", 2, 0, 0, 0)]
    [InlineData("AveragePool2D", 3, 2, 1, 0)]
    [InlineData("AveragePool2D", 3, 1, 1, 2)]
    public void OfPooledImages(string pooling, int kernel, int stride, int padding, int kernelWidth)
    {
        foreach (int samples in new[] { 1, 7 })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(
                pooling, [bench.PerSample(Shape.Of(3, 7, 6))], ("kernel", kernel), ("stride", stride), ("padding", padding), ("kernelWidth", kernelWidth)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfWholeImages(int samples)
    {
        var bench = new Bench(samples);
        bench.CheckGradients(bench.Call("GlobalAveragePool", [bench.PerSample(Shape.Of(3, 5, 2))]));
    }

    [Theory]
    [InlineData(3, 3, 1, 0, 1, 1)]
    [InlineData(2, 2, 3, 1, 2, 1)]
    [InlineData(6, 3, 2, 2, 1, 2)]
    public void OfSequences(int filters, int kernel, int stride, int padding, int dilation, int groups)
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call(
            "Conv1D", [bench.PerSample(Shape.Of(4, 9))], ("filters", filters), ("kernel", kernel), ("stride", stride),
            ("padding", padding), ("dilation", dilation), ("groups", groups)));
    }

    [Theory]
    [InlineData(3, 3, 0, 1, 0, 1, 1)]
    [InlineData(2, 2, 3, 2, 1, 1, 1)]
    [InlineData(6, 3, 0, 3, 1, 2, 2)]
    public void OfTransposedConvolutions(int filters, int kernel, int kernelWidth, int stride, int padding, int dilation, int groups)
    {
        foreach (int samples in new[] { 1, 7 })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call(
                "ConvTranspose2D", [bench.PerSample(Shape.Of(4, 3, 2))], ("filters", filters), ("kernel", kernel), ("kernelWidth", kernelWidth),
                ("stride", stride), ("padding", padding), ("dilation", dilation), ("groups", groups)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void OfTransposedConvolutions_WithRowsThatNoWindowReaches(int samples)
    {
        var bench = new Bench(samples);
        bench.CheckGradients(bench.Call(
            "ConvTranspose2D", [bench.PerSample(Shape.Of(2, 3, 2))], ("filters", 3), ("kernel", 2), ("stride", 3), ("outputPadding", 2), ("padding", 1)));
    }

    [Fact]
    public void OfPooledSequencesAndWholeImages()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("MaxPool1D", [bench.PerSample(Shape.Of(3, 8))], ("kernel", 3), ("stride", 2), ("padding", 1)));
        bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("GlobalMaxPool", [bench.PerSample(Shape.Of(3, 5, 2))]));
    }
}
