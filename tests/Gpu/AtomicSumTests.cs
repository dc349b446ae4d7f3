using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Gpu.Tests;

/// <summary>Sums at indexes, added atomically where that is allowed.</summary>
public sealed class AtomicSumTests
{
    private const int Samples = 7, Words = 11, Edges = 40, Values = 3;

    // Few values, so that many items meet at each target.
    private static readonly CompiledNetwork Compiled = CompiledNetwork.From("""
        [Network]
        public partial class Net
        {
            [Objective] private Tensor Loss([Shape(11)] Tokens words, [Shape(40)] Tokens source, [Shape(40)] Tokens target, [Shape(40)] Tensor weights)
            {
                var h = Tanh(Dense(Embedding(words, 3, 6), 5));
                var sums = Aggregate(h, source, target, weights) + Aggregate(h, target, source);
                return Mean(Square(SegmentSum(sums, words, 3)));
            }
        }
        """);

    [Fact]
    public void TheyAreOff_UntilAllowed_AndThenTheSameUpToRounding()
    {
        var random = new Random(1);
        var batch = new ArrayBatch(
            Samples, Tokens(Words), Tokens(Edges), Tokens(Edges), Enumerable.Range(0, Samples * Edges).Select(_ => random.NextSingle()).ToArray());
        INetwork host = Compiled.CreateOnHost(3), device = TestDevice.Move(Compiled.CreateOnHost(3));
        using var owned = (IDisposable)device;
        Type type = device.GetType();
        Assert.Equal(false, type.GetProperty("AllowsAtomicSums")!.GetValue(device));
        type.GetProperty("AllowsAtomicSums")!.SetValue(device, true);

        float expected = host.AllObjectives[0].Gradients(batch);
        Assert.Equal(expected, device.AllObjectives[0].Gradients(batch), 1e-5f * expected);
        float[] gradients = [.. host.Core.Gradients];
        float largest = gradients.Max(Math.Abs);
        Assert.All(gradients.Zip(device.Core.Gradients.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f * largest));

        int[] Tokens(int each) => [.. Enumerable.Range(0, Samples * each).Select(_ => random.Next(Values))];
    }
}
