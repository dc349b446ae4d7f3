using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Gpu.Tests;

/// <summary>What is dropped depends on the seed, the step, the place and the element: on a device as on the processor.</summary>
public sealed class DropoutTests
{
    private const int Samples = 7;

    // Widths of which a thread has one value, or four. Each sample has a row of its own, whose gradient is the sample's mask times
    // 1/(1 - 0.3)/width/samples.
    [Theory]
    [InlineData(301)]
    [InlineData(304)]
    public void AMask_IsTheVeryOneOfTheProcessor_AndOfNoOtherStepOrSeed(int width)
    {
        CompiledNetwork compiled = CompiledNetwork.From($$"""
            [Network]
            public partial class Net
            {
                [Embedding(7, {{width}})] private partial Tensor Row(Tokens sample);
                [Objective] private Tensor Loss([Shape] Tokens sample) => Mean(Dropout(Row(sample), 0.3f));
            }
            """);
        INetwork host = compiled.CreateOnHost(11), device = TestDevice.Move(compiled.CreateOnHost(11)), other = TestDevice.Move(compiled.CreateOnHost(12));
        float[] before = Mask(host);
        Assert.InRange(before.Count(value => value == 0), 0.25 * before.Length, 0.35 * before.Length);
        Assert.Equal(before, Mask(device));
        Assert.NotEqual(before, Mask(other));
        for (int step = 1; step < 4; step++)
        {
            float[] mask = Mask(host);
            Assert.Equal(mask, Mask(device));
            Assert.NotEqual(before, mask);
            before = mask;
        }
    }

    private static float[] Mask(INetwork net)
    {
        net.Core.WritableGradients.Clear();
        net.AllObjectives.Single().Gradients(new ArrayBatch(Samples, Enumerable.Range(0, Samples).ToArray()));
        return [.. net.Core.Gradients];
    }
}
