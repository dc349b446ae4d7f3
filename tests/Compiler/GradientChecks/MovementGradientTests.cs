using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.Reference;

namespace CompiledNets.Compiler.Tests.GradientChecks;

public sealed class MovementGradientTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Concat_AlongEveryAxis(int samples)
    {
        foreach (int axis in new[] { 0, 1, -1 })
        {
            var bench = new Bench(samples);
            Shape shape = Shape.Of(3, 2, 5);
            Shape other = shape.With(axis < 0 ? axis + 3 : axis, 4);
            bench.CheckGradients(bench.Call("Concat", [bench.PerSample(shape), bench.PerSample(other), bench.PerSample(shape)], ("axis", axis)));
        }
    }

    [Fact]
    public void Concat_OfWhatEachSampleHasAndWhatAllShare()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("Concat", [bench.Learned(Shape.Of(3, 2)), bench.PerSample(Shape.Of(1, 2)), bench.Input(Shape.Of(2, 2))], ("axis", 0)));
        bench = new Bench(samples: 7);
        Node shared = bench.Call("Concat", [bench.Learned(Shape.Of(3)), bench.Learned(Shape.Of(2))], ("axis", -1));
        bench.CheckGradients(bench.Call("Multiply", [shared, bench.PerSample(Shape.Of(5))]));
    }

    [Fact]
    public void Concat_OfOneValueTwice_GetsBothContributions()
    {
        var bench = new Bench(samples: 7);
        Node x = bench.PerSample(Shape.Of(3));
        bench.CheckGradients(bench.Call("Concat", [x, x], ("axis", 0)));
    }

    public static TheoryData<int, object> Slices => new()
    {
        { 1, (Index)2 }, { 7, ^1 }, { 7, (Index)0 }, { 1, 1.. }, { 7, 1..^1 }, { 7, ..^2 }, { 7, .. }, { 7, 2..3 },
    };

    [Theory]
    [MemberData(nameof(Slices))]
    public void Slice_OfTheFirstAxis(int samples, object at)
    {
        foreach (Shape shape in new[] { Shape.Of(4), Shape.Of(4, 3, 2) })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call("Slice", [bench.PerSample(shape)], (at is Index ? "index" : "range", at)));
            bench = new Bench(samples);
            Node shared = bench.Call("Slice", [bench.Learned(shape)], (at is Index ? "index" : "range", at));
            bench.CheckGradients(bench.Call("Multiply", [shared, bench.PerSample(shared.Shape)]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Permute_AnyAxes(int samples)
    {
        foreach (int[] axes in new int[][] { [0, 2, 1], [2, 0, 1], [1, 0, 2], [-1, -2, 0] })
        {
            var bench = new Bench(samples);
            bench.CheckGradients(bench.Call("Permute", [bench.PerSample(Shape.Of(3, 2, 5))], ("axes", axes)));
        }
    }

    [Fact]
    public void Transpose_OfAMatrixThatAllSamplesShare()
    {
        var bench = new Bench(samples: 7);
        Node shared = bench.Call("Transpose", [bench.Learned(Shape.Of(3, 5))]);
        bench.CheckGradients(bench.Call("Multiply", [shared, bench.PerSample(Shape.Of(2, 5, 3))]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Stack_AlongANewAxis(int axis)
    {
        var bench = new Bench(samples: 7);
        Node x = bench.PerSample(Shape.Of(3, 2));
        bench.CheckGradients(bench.Call("Stack", [x, bench.Learned(Shape.Of(3, 2)), x], ("axis", axis)));
    }

    [Fact]
    public void Slice_OfAnyAxis()
    {
        foreach (int axis in new[] { 0, 1, -1 })
        {
            var bench = new Bench(samples: 7);
            bench.CheckGradients(bench.Call("Slice", [bench.PerSample(Shape.Of(4, 5, 3))], ("axis", axis), ("start", 1), ("end", 3)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Split_OfAnyAxis_IntoPartsThatCountDifferently(int samples)
    {
        foreach (int axis in new[] { 0, 1, -1 })
        {
            var bench = new Bench(samples);
            Node x = bench.PerSample(Shape.Of(4, 4, 4));
            bench.Call("Split", [x], ("sizes", new[] { 1, 2, 1 }), ("axis", axis));
            Node[] parts = [.. bench.Results];
            Node outer = bench.Call("Multiply", [parts[0], parts[2]]);
            bench.CheckGradients(bench.Call("Concat", [bench.Call("Multiply", [outer, parts[1]]), parts[1], parts[0]], ("axis", axis)));
        }
    }

    [Theory]
    [InlineData(1, 2, 0, 0, 5)]
    [InlineData(0, 1, 2, 0, 3, 2)]
    [InlineData(2, 1, 1, 3, 2, 3, 4)]
    public void Pad_OnAllSides(int left, int right, int top, int bottom, params int[] shape)
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call(
            "Pad", [bench.PerSample(Shape.Of(shape))], ("left", left), ("right", right), ("top", top), ("bottom", bottom)));
    }

    [Fact]
    public void Broadcast_AlongNewAxesAndAxesOfOne()
    {
        var bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("Broadcast", [bench.PerSample(Shape.Of(3, 1))], ("shape", new[] { 2, 3, 4 })));
        bench = new Bench(samples: 7);
        bench.CheckGradients(bench.Call("Upsample", [bench.PerSample(Shape.Of(2, 3, 2))], ("factor", 3)));
    }

    [Fact]
    public void CumulativeSum_AlongEveryAxis()
    {
        foreach (int axis in new[] { 0, 1, -1 })
        {
            var bench = new Bench(samples: 7);
            bench.CheckGradients(bench.Call("CumulativeSum", [bench.PerSample(Shape.Of(4, 3, 2))], ("axis", axis)));
        }
    }
}
