using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Gpu.Tests;

/// <summary>What is dropped depends on the seed, the step, the place and the element: on a device as on the processor.</summary>
public sealed class DropoutTests
{
    private const int Samples = 7, Width = 301;

    // Each sample has a row of its own, whose gradient is the sample's mask times 1/(1 - 0.3)/width/samples.
    private static readonly CompiledNetwork Compiled = CompiledNetwork.From("""
        [Network]
        public partial class Net
        {
            [Embedding(7, 301)] private partial Tensor Row(Tokens sample);
            [Objective] private Tensor Loss([Shape] Tokens sample) => Mean(Dropout(Row(sample), 0.3f));
        }
        """);

    [Fact]
    public void AMask_IsTheVeryOneOfTheProcessor_AndOfNoOtherStepOrSeed()
    {
        INetwork host = Compiled.CreateOnHost(11), device = TestDevice.Move(Compiled.CreateOnHost(11)), other = TestDevice.Move(Compiled.CreateOnHost(12));
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
        Assert.Equal(Samples * Width, net.Core.Gradients.Length);
        return [.. net.Core.Gradients];
    }
}
