using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

internal sealed partial class DeviceNetwork
{
    private readonly Staging staging;

    /// <summary>Brings a batch's floats for argument number <paramref name="index"/> to the device.</summary>
    public ArrayView<float> Input(int index, ReadOnlySpan<float> values) => staging.Floats.Upload(index, values);

    /// <summary>Brings a batch's ints for argument number <paramref name="index"/> to the device.</summary>
    public ArrayView<int> InputTokens(int index, ReadOnlySpan<int> values) => staging.Ints.Upload(index, values);

    /// <summary>Where argument number <paramref name="index"/> was brought.</summary>
    public ArrayView<float> InputView(int index, int length) => staging.Floats.At(index, length);

    /// <summary>Room for result number <paramref name="index"/>.</summary>
    public ArrayView<float> Output(int index, int length) => staging.Results.At(index, length);

    /// <summary>Room for the ints of result number <paramref name="index"/>.</summary>
    public ArrayView<int> OutputTokens(int index, int length) => staging.IntResults.At(index, length);

    /// <summary>Waits for a result, and copies it to the host.</summary>
    public void Read<T>(ArrayView<T> from, Span<T> to)
        where T : unmanaged
    {
        if (to.Length > 0)
        {
            from.CopyToCPU(Stream, to);
            DeviceErrors.Wait(Accelerator, Stream);
        }
    }

    /// <summary>The ints 0 to <paramref name="count"/> - 1.</summary>
    public ArrayView<int> UpTo(int count) => staging.UpTo(count);
}

/// <summary>The device's copies of what calls take and return.</summary>
internal sealed class Staging(Accelerator accelerator, AcceleratorStream stream) : IDisposable
{
    private readonly GrowingBuffer<int> sequence = new(accelerator, stream, "indexes");
    private int sequenceLength;

    public Places<float> Floats { get; } = new(accelerator, stream, "inputs");

    public Places<int> Ints { get; } = new(accelerator, stream, "inputs");

    public Places<float> Results { get; } = new(accelerator, stream, "outputs");

    public Places<int> IntResults { get; } = new(accelerator, stream, "outputs");

    public ArrayView<int> UpTo(int count)
    {
        ArrayView<int> view = sequence.View(Math.Max(count, sequenceLength));
        if (count > sequenceLength)
        {
            int[] numbers = new int[count];
            for (int index = 0; index < count; index++)
            {
                numbers[index] = index;
            }

            view.CopyFromCPU(stream, numbers);
            DeviceErrors.Wait(accelerator, stream);
            sequenceLength = count;
        }

        return view.SubView(0, count);
    }

    public void Dispose()
    {
        sequence.Dispose();
        Floats.Dispose();
        Ints.Dispose();
        Results.Dispose();
        IntResults.Dispose();
    }

    /// <summary>One buffer for each argument's number.</summary>
    internal sealed class Places<T>(Accelerator accelerator, AcceleratorStream stream, string purpose) : IDisposable
        where T : unmanaged
    {
        private GrowingBuffer<T>?[] buffers = new GrowingBuffer<T>?[4];

        public ArrayView<T> At(int index, int length)
        {
            if (index >= buffers.Length)
            {
                Array.Resize(ref buffers, Math.Max(index + 1, 2 * buffers.Length));
            }

            return (buffers[index] ??= new GrowingBuffer<T>(accelerator, stream, purpose)).View(length);
        }

        public ArrayView<T> Upload(int index, ReadOnlySpan<T> values)
        {
            ArrayView<T> view = At(index, values.Length);
            view.CopyFromCPU(stream, values);
            return view;
        }

        public void Dispose()
        {
            foreach (GrowingBuffer<T>? buffer in buffers)
            {
                buffer?.Dispose();
            }
        }
    }
}
