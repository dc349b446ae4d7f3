using System;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>Brings batches to the device through page-locked memory, on a stream of the device's networks for that alone, while the kernels of the
/// call before run.</summary>
/// <remarks>Each buffer is there twice, for calls in turn. ILGPU lets no stream wait for another, so the host orders them: kernels are started
/// once their call's uploads are done (<see cref="Arrive"/>), and a buffer is filled anew once the kernels of the call before the last one,
/// which read it, are done.</remarks>
internal sealed class Uploads : IDisposable
{
    private static readonly ConditionalWeakTable<Accelerator, AcceleratorStream> Streams = new();

    private readonly AcceleratorStream uploads;
    private readonly StreamFence[] readers;
    private int turn, last;
    private bool isOpen;

    public Uploads(Accelerator accelerator, AcceleratorStream kernels)
    {
        uploads = Streams.GetValue(accelerator, static device => device.CreateStream());
        readers = [new StreamFence(kernels), new StreamFence(kernels)];
        Floats = [new Places<float>(accelerator, kernels), new Places<float>(accelerator, kernels)];
        Ints = [new Places<int>(accelerator, kernels), new Places<int>(accelerator, kernels)];
    }

    private Places<float>[] Floats { get; }

    private Places<int>[] Ints { get; }

    /// <summary>Starts to bring a call's argument number <paramref name="index"/>. A call's arguments come in their order.</summary>
    public ArrayView<float> Start(int index, ReadOnlySpan<float> values)
    {
        Begin(index);
        return Floats[turn].Fill(uploads, index, values);
    }

    /// <inheritdoc cref="Start(int, ReadOnlySpan{float})"/>
    public ArrayView<int> Start(int index, ReadOnlySpan<int> values)
    {
        Begin(index);
        return Ints[turn].Fill(uploads, index, values);
    }

    /// <summary>Where the last call's argument number <paramref name="index"/> was brought.</summary>
    public ArrayView<float> At(int index, int length) => Floats[turn].At(index, length);

    /// <summary>Waits until everything is on the device, before kernels that read it are started.</summary>
    public void Arrive()
    {
        if (isOpen)
        {
            isOpen = false;
            DeviceErrors.Wait(uploads.Accelerator, uploads);
        }
    }

    public void Dispose() => DeviceErrors.Free([.. readers, .. Floats, .. Ints]);

    private void Begin(int index)
    {
        if (isOpen && index <= last)
        {
            Arrive(); // The call before ended with an exception, and its uploads may be under way.
        }

        last = index;
        if (!isOpen)
        {
            // By now all kernels of the last call have been started.
            readers[turn].Set();
            turn = 1 - turn;
            readers[turn].Wait();
            isOpen = true;
        }
    }

    /// <summary>Buffers for each argument's number: page-locked ones of the host, and the device's.</summary>
    private sealed class Places<T>(Accelerator accelerator, AcceleratorStream kernels) : IDisposable
        where T : unmanaged
    {
        private readonly Numbered<T> device = new(accelerator, kernels, "inputs");
        private PageLockedArray1D<T>?[] host = new PageLockedArray1D<T>?[4];

        public ArrayView<T> At(int index, int length) => device.At(index, length);

        public ArrayView<T> Fill(AcceleratorStream stream, int index, ReadOnlySpan<T> values)
        {
            ArrayView<T> view = device.At(index, values.Length);
            PageLockedArray1D<T> room = Room(index, values.Length);
            values.CopyTo(room.Span);
            Transfers.Start(stream, room.ArrayView.SubView(0, values.Length), view);
            return view;
        }

        public void Dispose()
        {
            foreach (PageLockedArray1D<T>? array in host)
            {
                array?.Dispose();
            }

            device.Dispose();
        }

        private PageLockedArray1D<T> Room(int index, int length)
        {
            if (index >= host.Length)
            {
                Array.Resize(ref host, Math.Max(index + 1, 2 * host.Length));
            }

            if (host[index] is { } array && array.Length >= length)
            {
                return array;
            }

            host[index]?.Dispose();
            host[index] = null;
            try
            {
                return host[index] = accelerator.AllocatePageLocked1D<T>(length);
            }
            catch (AcceleratorException exception)
            {
                throw new DeviceFailedException(accelerator.Name, exception);
            }
        }
    }
}
