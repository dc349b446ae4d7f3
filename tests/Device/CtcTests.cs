using CompiledNets.Accelerated;
using CompiledNets.Kernels;
using ILGPU;

namespace CompiledNets.Device.Tests;

public sealed class CtcTests : IDisposable
{
    private const int Steps = 9, Classes = 5, Labels = 4, Blank = 2, Samples = 7;
    private readonly TestDevice device = new();

    // lengths[2n] steps and lengths[2n + 1] labels of sample n. The losses stand before the gradients.
    private static void Losses<TScope>(ArrayView<float> logits, ArrayView<int> labels, ArrayView<int> lengths, ArrayView<float> scratch, ArrayView<float> results)
        where TScope : struct, IScope
    {
        float loss = DeviceCtc.Loss<TScope>(SampleOf(logits, labels, lengths, scratch));
        if (TScope.First == 0)
        {
            results[Grid.IdxX] = loss;
        }
    }

    private static void Gradients<TScope>(ArrayView<float> logits, ArrayView<int> labels, ArrayView<int> lengths, ArrayView<float> scratch, ArrayView<float> results)
        where TScope : struct, IScope =>
        DeviceCtc.Gradient<TScope>(
            SampleOf(logits, labels, lengths, scratch), Grid.IdxX + 1f, results.SubView(Grid.DimX, Grid.DimX * Steps * Classes));

    private static DeviceCtc.Sample SampleOf(ArrayView<float> logits, ArrayView<int> labels, ArrayView<int> lengths, ArrayView<float> scratch)
    {
        int n = Grid.IdxX, size = DeviceCtc.ScratchFloats(Steps, Labels);
        return new DeviceCtc.Sample
        {
            Logits = logits, Labels = labels, Scratch = scratch, FirstLogit = n * Steps * Classes, FirstLabel = n * Labels, FirstScratch = n * size,
            Steps = lengths[2 * n], LabelCount = lengths[2 * n + 1], MostSteps = Steps, Classes = Classes, Blank = Blank, ZeroInfinity = n % 2 == 0,
        };
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LossAndGradient_AreTheHosts(bool group)
    {
        // Repeated labels, no labels, all steps and none, and more labels than steps, which cannot be.
        int[] steps = [9, 9, 5, 9, 3, 1, 0], counts = [3, 4, 2, 0, 4, 3, 0], labels = Values.Tokens(Samples * Labels, Classes, 1);
        labels = [.. labels.Select(label => label == Blank ? 0 : label)];
        (labels[0], labels[1], labels[4], labels[5], labels[6]) = (1, 1, 3, 3, 3);
        float[] logits = Values.Random(Samples * Steps * Classes, 2, 6f), losses = new float[Samples], gradients = new float[logits.Length];
        for (int n = 0; n < Samples; n++)
        {
            var shape = new CtcShape(Steps, Classes, Labels, Blank, n % 2 == 0);
            ReadOnlySpan<float> sample = logits.AsSpan(n * Steps * Classes, Steps * Classes);
            ReadOnlySpan<int> own = labels.AsSpan(n * Labels, Labels);
            Ctc.Forward(shape, 1, sample, own, [steps[n]], [counts[n]], losses.AsSpan(n, 1));
            Ctc.Gradient(shape, 1, sample, own, [steps[n]], [counts[n]], [n + 1f], gradients.AsSpan(n * Steps * Classes, Steps * Classes));
        }

        ArrayView<float> results = device.Room(Samples + gradients.Length), scratch = device.Room(Samples * DeviceCtc.ScratchFloats(Steps, Labels));
        ArrayView<int> lengths = device.View((int[])[.. Enumerable.Range(0, 2 * Samples).Select(i => i % 2 == 0 ? steps[i / 2] : counts[i / 2])]);
        ArrayView<float> x = device.View(logits);
        ArrayView<int> all = device.View(labels);
        device.Run(group ? Losses<WholeGroup> : Losses<OneThread>, TestDevice.Rows(Samples, group), x, all, lengths, scratch, results);
        device.Run(Gradients<OneThread>, TestDevice.Rows(Samples, false), x, all, lengths, scratch, results);
        Values.Near([.. losses, .. gradients], device.Read(results), 2e-5f);
    }

    public void Dispose() => device.Dispose();
}
