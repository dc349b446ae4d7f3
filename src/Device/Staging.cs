using System;
using ILGPU;

namespace CompiledNets.Accelerated;

// The device's copies of what calls take and return.
internal sealed partial class DeviceNetwork
{
    private readonly Uploads uploads;
    private readonly Numbered<float> results;
    private readonly Numbered<int> intResults;
    private readonly GrowingBuffer<int> sequence;
    private int sequenceLength;

    /// <summary>Starts to bring a batch's floats for argument number <paramref name="index"/> to the device.</summary>
    public ArrayView<float> Input(int index, ReadOnlySpan<float> values) => uploads.Start(index, values);

    /// <summary>Starts to bring a batch's ints for argument number <paramref name="index"/> to the device.</summary>
    public ArrayView<int> InputTokens(int index, ReadOnlySpan<int> values) => uploads.Start(index, values);

    /// <summary>Where argument number <paramref name="index"/> was brought.</summary>
    public ArrayView<float> InputView(int index, int length) => uploads.At(index, length);

    /// <summary>Room for result number <paramref name="index"/>.</summary>
    public ArrayView<float> Output(int index, int length) => results.At(index, length);

    /// <summary>Room for the ints of result number <paramref name="index"/>.</summary>
    public ArrayView<int> OutputTokens(int index, int length) => intResults.At(index, length);

    /// <summary>Waits for a result, and copies it to the host.</summary>
    public void Read<T>(ArrayView<T> from, Span<T> to)
        where T : unmanaged
    {
        if (to.Length > 0)
        {
            Transfers.ToHost(Stream, from, to);
        }
    }

    /// <summary>The ints 0 to <paramref name="count"/> - 1.</summary>
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

            Transfers.ToDevice<int>(Stream, numbers, view);
            sequenceLength = count;
        }

        return view.SubView(0, count);
    }
}
