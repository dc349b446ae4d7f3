using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Gpu.Tests;

/// <summary>The networks for large images, made small, on a device beside the processor: up to sixty layers in a row.</summary>
/// <remarks>Batch norms over few values magnify rounding, layer after layer. So a second network on the processor sees and learns from images whose last two bits
/// are others, and the device's may be as far from the first as some times that one. Adam's epsilon keeps what has no gradient but rounding in its place.</remarks>
public sealed class ClassicNetworkTests
{
    private const int Samples = 3, Steps = TestDevice.IsSlow ? 1 : 3;
    private const float Tolerance = 1e-4f, Nudge = 1f / (1 << 22), Nudges = 4;

    /// <summary>Names, and sides of their images in pixels.</summary>
    public static TheoryData<string, int> Networks => new()
    {
        { "AlexNet", 63 }, { "GoogLeNet", 64 }, { "MobileNetV2", 64 }, { "ResNet18", 64 }, { "Vgg16", 32 },
    };

    [Theory, MemberData(nameof(Networks))]
    public void AClassic_ComputesAndTrainsOnADevice_AsOnTheProcessor(string name, int side)
    {
        var sample = new SampleNetwork(name, seed => SampleText.Classic(name, side, seed), Tokens: 10);
        INetwork[] networks = [sample.Create(5), TestDevice.Move(sample.Create(5), TestDevice.Unwatched), sample.Create(5)];
        using var owned = (IDisposable)networks[1];
        Optimizer[] optimizers = [.. networks.Select(_ => new Adam(0.001, epsilon: 0.01))];
        var random = new Random(1);
        float[] images = Images(networks[0].AllForwards[0], random);
        Close(networks, (network, nudge) => Outputs(network.AllForwards[0], Nudged(images, nudge)), "output");
        for (int step = 0; step < Steps; step++)
        {
            float[] batch = Images(networks[0].AllObjectives[0], random);
            int[] labels = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(10))];
            Close(networks, (network, nudge) => [network.AllObjectives[0].Evaluate(new ArrayBatch(Samples, Nudged(batch, nudge), labels))], "loss");
            Close(networks, (network, nudge) => [network.AllObjectives[0].Gradients(new ArrayBatch(Samples, Nudged(batch, nudge), labels))], "loss in training");
            Close(networks, (network, _) => [.. network.Core.Gradients], $"gradient of step {step}");
            Array.ForEach([0, 1, 2], index => optimizers[index].Step(networks[index]));
        }

        Close(networks, (network, _) => [.. network.Core.Parameters], "parameter");
        Close(networks, (network, _) => [.. network.Core.State], "running statistic");
    }

    private static float[] Images(EntryPoint entry, Random random) =>
        [.. Enumerable.Range(0, Samples * entry.Inputs[0].Size).Select(_ => 2 * random.NextSingle() - 1)];

    private static float[] Nudged(float[] images, bool isNudged) =>
        [.. images.Select((value, index) => isNudged ? value * (index % 2 == 0 ? 1 + Nudge : 1 - Nudge) : value)];

    private static float[] Outputs(ForwardEntry forward, float[] images)
    {
        float[] outputs = new float[Samples * forward.Outputs.Sum(output => output.Size)];
        forward.Run(new ArrayBatch(Samples, images), outputs);
        return outputs;
    }

    /// <summary>Compares the processor's values with the device's and those of nudged images.</summary>
    private static void Close(INetwork[] networks, Func<INetwork, bool, float[]> values, string what)
    {
        float[] expected = values(networks[0], false), actual = values(networks[1], false), nudged = values(networks[2], true);
        if (expected.Length == 0)
        {
            return;
        }

        float allowed = Tolerance * Math.Max(0.01f, expected.Max(Math.Abs)) + Nudges * expected.Zip(nudged, (a, b) => Math.Abs(a - b)).Max();
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(
                Math.Abs(expected[index] - actual[index]) <= allowed,
                $"{what} {index} is {actual[index]:R}, on the processor {expected[index]:R}, with nudged images {nudged[index]:R} ({allowed} allowed)");
        }
    }
}
