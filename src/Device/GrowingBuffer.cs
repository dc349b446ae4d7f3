using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>Memory that grows with what is asked for. What it held is lost then.</summary>
internal sealed class GrowingBuffer<T>(Accelerator accelerator, AcceleratorStream stream, string purpose) : IDisposable
    where T : unmanaged
{
    private MemoryBuffer1D<T, Stride1D.Dense>? memory;

    public ArrayView<T> View(long length)
    {
        if (memory is null || memory.Length < length)
        {
            if (memory is not null)
            {
                DeviceErrors.Wait(accelerator, stream); // Kernels may still be at work in it.
                memory.Dispose();
                memory = null;
            }

            memory = DeviceErrors.Allocate<T>(accelerator, length, purpose);
        }

        return memory.View.AsContiguous().SubView(0, length);
    }

    public void Dispose() => memory?.Dispose();
}

/// <summary>A growing buffer for each number.</summary>
internal sealed class Numbered<T>(Accelerator accelerator, AcceleratorStream stream, string purpose) : IDisposable
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

    public void Dispose()
    {
        foreach (GrowingBuffer<T>? buffer in buffers)
        {
            buffer?.Dispose();
        }
    }
}
