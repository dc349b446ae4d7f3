using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>The extents of a connectionist temporal classification, constants of a network.</summary>
internal interface ICtcSizes
{
    /// <summary>The most steps of a sample.</summary>
    static abstract int Steps { get; }

    static abstract int Classes { get; }

    /// <summary>The most labels of a sample.</summary>
    static abstract int Labels { get; }

    static abstract int Blank { get; }

    /// <summary>1 if a sample whose labels do not fit into its steps counts 0.</summary>
    static abstract int ZeroInfinity { get; }

    /// <summary>1 if samples have lengths of their own; all steps count otherwise.</summary>
    static abstract int HasInputLengths { get; }
}

// A group has a sample, for its loss. Its gradient is one thread's work: each of a group's reductions takes shared memory of its own, and the
// gradient has too many of them.
internal static partial class DeviceCtc
{
    private const int Threads = 128;

    /// <summary>The loss of each sample.</summary>
    /// <param name="device">The device.</param>
    /// <param name="logits">[samples, steps, classes].</param>
    /// <param name="labels">[samples, labels].</param>
    /// <param name="inputLengths">[samples]; any view if all samples have all steps.</param>
    /// <param name="labelLengths">[samples].</param>
    /// <param name="losses">[samples].</param>
    public static void Losses<T>(
        DeviceNetwork device, ArrayView<float> logits, ArrayView<int> labels, ArrayView<int> inputLengths, ArrayView<int> labelLengths,
        ArrayView<float> losses, int samples)
        where T : struct, ICtcSizes =>
        device.Kernel(typeof(T), "Losses", static accelerator =>
            accelerator.LoadKernel<ArrayView<float>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<float>, ArrayView<float>>(LossKernel<T>))(
            device.Stream, Grids.Groups(samples, Threads), logits, labels, inputLengths, labelLengths, losses, ScratchOf<T>(device, samples));

    /// <summary>The gradient by the logits, from those by the losses.</summary>
    public static void Gradients<T>(
        DeviceNetwork device, ArrayView<float> logits, ArrayView<int> labels, ArrayView<int> inputLengths, ArrayView<int> labelLengths,
        ArrayView<float> dLosses, ArrayView<float> dLogits, int samples)
        where T : struct, ICtcSizes =>
        device.Kernel(typeof(T), "Gradients", static accelerator =>
            accelerator.LoadKernel<ArrayView<float>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<float>, ArrayView<float>, ArrayView<float>, int>(GradientKernel<T>))(
            device.Stream, Grids.Elements(samples), logits, labels, inputLengths, labelLengths, dLosses, dLogits, ScratchOf<T>(device, samples), samples);

    private static ArrayView<float> ScratchOf<T>(DeviceNetwork device, int samples)
        where T : struct, ICtcSizes => device.Scratch((long)samples * ScratchFloats(T.Steps, T.Labels));

    private static void LossKernel<T>(
        ArrayView<float> logits, ArrayView<int> labels, ArrayView<int> inputLengths, ArrayView<int> labelLengths, ArrayView<float> losses, ArrayView<float> scratch)
        where T : struct, ICtcSizes
    {
        float loss = Loss<WholeGroup>(SampleOf<T>(Grid.IdxX, logits, labels, inputLengths, labelLengths, scratch));
        if (Group.IdxX == 0)
        {
            losses[Grid.IdxX] = loss;
        }
    }

    private static void GradientKernel<T>(
        ArrayView<float> logits, ArrayView<int> labels, ArrayView<int> inputLengths, ArrayView<int> labelLengths, ArrayView<float> dLosses,
        ArrayView<float> dLogits, ArrayView<float> scratch, int samples)
        where T : struct, ICtcSizes
    {
        int sample = Accelerated.Threads.Element;
        if (sample < samples)
        {
            Gradient<OneThread>(SampleOf<T>(sample, logits, labels, inputLengths, labelLengths, scratch), dLosses[sample], dLogits);
        }
    }

    private static Sample SampleOf<T>(
        int sample, ArrayView<float> logits, ArrayView<int> labels, ArrayView<int> inputLengths, ArrayView<int> labelLengths, ArrayView<float> scratch)
        where T : struct, ICtcSizes => new()
        {
            Logits = logits, Labels = labels, Scratch = scratch, FirstLogit = sample * T.Steps * T.Classes, FirstLabel = sample * T.Labels,
            FirstScratch = sample * ScratchFloats(T.Steps, T.Labels), Steps = T.HasInputLengths == 1 ? inputLengths[sample] : T.Steps,
            LabelCount = labelLengths[sample], MostSteps = T.Steps, Classes = T.Classes, Blank = T.Blank, ZeroInfinity = T.ZeroInfinity == 1,
        };
}
