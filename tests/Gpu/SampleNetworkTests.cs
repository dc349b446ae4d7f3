using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Gpu.Tests;

/// <summary>The samples' networks on a device beside the processor: outputs, losses, gradients, running statistics, and ten steps of Adam, with
/// dropout and everything that training does. Both are of one seed. Other tests watch kernels for races; here they run as they are.</summary>
public sealed class SampleNetworkTests
{
    /// <summary>Of a tensor's largest value. Each side sums in float32 in an order of its own, over some hundred to some thousand terms and through
    /// up to twenty layers.</summary>
    private const float Tolerance = 5e-5f;

    private const double Rate = 0.001;

    public static TheoryData<string, int> Small => Data(isLarge: false, 1, 7);

    public static TheoryData<string> Names => [.. SampleNetwork.All.Where(sample => !IsLarge(sample.Name)).Select(sample => sample.Name)];

    public static TheoryData<string, int> Large => Data(isLarge: true, 1);

    [Theory, MemberData(nameof(Small)), MemberData(nameof(Large))]
    public void ASample_ComputesAndTrainsOnADevice_AsOnTheProcessor(string name, int samples)
    {
        SampleNetwork sample = SampleNetwork.Find(name);
        INetwork host = sample.Create(5), device = TestDevice.Move(sample.Create(5), TestDevice.Unwatched);
        using (device as IDisposable)
        {
            var random = new Random(samples);
            foreach ((ForwardEntry here, ForwardEntry there) in host.AllForwards.Zip(device.AllForwards))
            {
                ArrayBatch batch = sample.Batch(here, samples, random);
                float[] expected = new float[samples * here.Outputs.Sum(output => output.Size)], actual = new float[expected.Length];
                here.Run(batch, expected);
                KernelsOf(device, here.Name, () => there.Run(batch, actual));
                Close(expected, actual, here.Name);
            }

            foreach ((Objective here, Objective there) in host.AllObjectives.Zip(device.AllObjectives))
            {
                ArrayBatch batch = sample.Batch(here, samples, random);
                float evaluated = 0;
                KernelsOf(device, here.Name, () => evaluated = there.Evaluate(batch));
                Close([here.Evaluate(batch)], [evaluated], here.Name);
            }

            Train(sample, samples, host, device);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void TwoRunsOfOneSeed_GiveTheSameBits(string name)
    {
        const int samples = TestDevice.IsSlow ? 2 : 7;
        SampleNetwork sample = SampleNetwork.Find(name);
        float[] Trained()
        {
            INetwork net = TestDevice.Move(sample.Create(3), TestDevice.Unwatched);
            using (net as IDisposable)
            {
                var random = new Random(4);
                var adam = new Adam(Rate);
                for (int step = 0; step < 3; step++)
                {
                    foreach (Objective objective in net.AllObjectives)
                    {
                        objective.Gradients(sample.Batch(objective, samples, random));
                        adam.Step(net);
                    }
                }

                return [.. net.Core.Parameters, .. net.Core.State];
            }
        }

        Assert.Equal(Trained(), Trained());
    }

    private static TheoryData<string, int> Data(bool isLarge, params int[] batches)
    {
        var data = new TheoryData<string, int>();
        foreach (SampleNetwork sample in SampleNetwork.All.Where(sample => IsLarge(sample.Name) == isLarge))
        {
            Array.ForEach(batches, samples => data.Add(sample.Name, samples));
        }

        return data;
    }

    // A step of the largest takes the stand-in some seconds, and ILGPU's CPU accelerator some minutes.
    private static int StepsOf(SampleNetwork sample) => TestDevice.IsSlow ? 1 : sample.Name == "TextGpt" ? 3 : 10;

    private static bool IsLarge(string name) => name is "DigitNet" or "DigitGan" or "Dcgan" or "TextNet" or "DateNet" or "DateTransformer" or "TextGpt";

    /// <summary>Trains both on the same batches. Adam moves what has hardly a gradient as far as all else, so its epsilon is above what rounding leaves
    /// of a gradient that is zero.</summary>
    private static void Train(SampleNetwork sample, int samples, INetwork host, INetwork device)
    {
        var random = new Random(samples);
        (Adam here, Adam there) = (new(Rate, epsilon: 1e-4), new(Rate, epsilon: 1e-4));
        for (int step = 0; step < StepsOf(sample); step++)
        {
            for (int objective = 0; objective < host.AllObjectives.Count; objective++)
            {
                ArrayBatch batch = sample.Batch(host.AllObjectives[objective], samples, random);
                float expected = host.AllObjectives[objective].Gradients(batch), actual = 0;
                KernelsOf(device, device.AllObjectives[objective].Name + "Gradients", () => actual = device.AllObjectives[objective].Gradients(batch));
                Close([expected], [actual], $"{device.AllObjectives[objective].Name} of step {step}");
                if (step == 0)
                {
                    Close(host, device, core => core.Gradients, "gradient of " + device.AllObjectives[objective].Name);
                }

                here.Step(host);
                there.Step(device);
            }
        }

        Close(host, device, core => core.Parameters, $"after {StepsOf(sample)} steps,");
        Close([.. host.Core.State], device.Core.State, "running statistics");
        Assert.Equal(host.Core.Counter, device.Core.Counter);
    }

    /// <summary>A call starts as many kernels as the class's summary says.</summary>
    private static void KernelsOf(INetwork device, string name, Action call)
    {
        Type type = device.GetType();
        string summary = (string)type.GetField("Summary")!.GetRawConstantValue()!;
        string row = summary.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        string[] words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int least = int.Parse(words[1]), most = words[2] == "to" ? int.Parse(words[3]) : least;
        long before = (long)type.GetProperty("Launches")!.GetValue(device)!;
        call();
        Assert.InRange((long)type.GetProperty("Launches")!.GetValue(device)! - before, least, most);
    }

    private delegate ReadOnlySpan<float> Values(NetworkCore core);

    private static void Close(INetwork host, INetwork device, Values values, string what)
    {
        foreach (TensorSlot slot in host.Core.Layout.Slots.Where(slot => slot.Role == SlotRole.Parameter))
        {
            Close(values(host.Core).Slice(slot.Offset, slot.Length), values(device.Core).Slice(slot.Offset, slot.Length), $"{what} {slot.Name}");
        }
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
                $"{what}: value {index} is {actual[index]:R}, on the processor {expected[index]:R} (largest {largest})");
        }
    }
}
