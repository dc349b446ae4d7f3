using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Gpu.Tests;

/// <summary>The networks for large images, made small, on a device beside the processor: up to sixty layers in a row.</summary>
/// <remarks>Before a batch norm, a scale has no gradient but what rounding leaves. So gradients are compared with the network's largest, and Adam's epsilon
/// keeps such parameters in their places.</remarks>
public sealed class ClassicNetworkTests
{
    private const int Samples = 3, Steps = TestDevice.IsSlow ? 1 : 3;
    private const float Tolerance = 1e-4f;

    /// <summary>Names, and sides of their images in pixels.</summary>
    public static TheoryData<string, int> Networks => new()
    {
        { "AlexNet", 63 }, { "GoogLeNet", 64 }, { "MobileNetV2", 64 }, { "ResNet18", 64 }, { "Vgg16", 32 },
    };

    [Theory, MemberData(nameof(Networks))]
    public void AClassic_ComputesAndTrainsOnADevice_AsOnTheProcessor(string name, int side)
    {
        var sample = new SampleNetwork(name, seed => SampleText.Classic(name, side, seed), Tokens: 10);
        INetwork host = sample.Create(5), device = TestDevice.Move(sample.Create(5), TestDevice.Unwatched);
        using var owned = (IDisposable)device;
        var random = new Random(1);
        ForwardEntry forward = host.AllForwards[0];
        ArrayBatch images = sample.Batch(forward, Samples, random);
        float[] expected = new float[Samples * forward.Outputs.Sum(output => output.Size)], actual = new float[expected.Length];
        forward.Run(images, expected);
        device.AllForwards[0].Run(images, actual);
        Close(expected, actual, "output");

        (Adam here, Adam there) = (new(0.001, epsilon: 0.01), new(0.001, epsilon: 0.01));
        for (int step = 0; step < Steps; step++)
        {
            ArrayBatch batch = sample.Batch(host.AllObjectives[0], Samples, random);
            Close([host.AllObjectives[0].Evaluate(batch)], [device.AllObjectives[0].Evaluate(batch)], "loss");
            Close([host.AllObjectives[0].Gradients(batch)], [device.AllObjectives[0].Gradients(batch)], "loss in training");
            Close(host.Core.Gradients, device.Core.Gradients, $"gradient of step {step}");
            here.Step(host);
            there.Step(device);
        }

        Close(host.Core.Parameters, device.Core.Parameters, "parameter");
        Close(host.Core.State, device.Core.State, "running statistic");
    }

    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        float largest = 0.01f;
        foreach (float value in expected)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(
                Math.Abs(expected[index] - actual[index]) <= Tolerance * largest,
                $"{what} {index} is {actual[index]:R}, on the processor {expected[index]:R} (largest {largest})");
        }
    }
}
