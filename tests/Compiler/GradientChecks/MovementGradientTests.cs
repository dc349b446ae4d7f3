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
}
