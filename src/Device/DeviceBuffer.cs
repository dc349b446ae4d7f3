using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>A flat buffer of parameters, gradients, moments or state on the device.</summary>
internal sealed class DeviceBuffer : BufferMirror, IDisposable
{
    private readonly Accelerator accelerator;
    private readonly AcceleratorStream stream;
    private readonly DeviceLayout layout;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> memory;
    private float[]? staging;

    public DeviceBuffer(Accelerator accelerator, AcceleratorStream stream, DeviceLayout layout)
    {
        this.accelerator = accelerator;
        this.stream = stream;
        this.layout = layout;
        memory = DeviceErrors.Allocate<float>(accelerator, layout.Length, "parameters");
        memory.View.MemSetToZero(stream);
    }

    public ArrayView<float> View => memory.View;

    public DeviceLayout Layout => layout;

    public void Dispose() => memory.Dispose();

    protected override void Download(Span<float> values)
    {
        staging ??= new float[layout.Length];
        View.CopyToCPU(stream, staging);
        DeviceErrors.Wait(accelerator, stream);
        layout.Gather(staging, values);
    }

    protected override void Upload(ReadOnlySpan<float> values)
    {
        staging ??= new float[layout.Length];
        layout.Spread(values, staging);
        View.CopyFromCPU(stream, staging);
        DeviceErrors.Wait(accelerator, stream);
    }

    protected override void Zero() => memory.View.MemSetToZero(stream);
}

/// <summary>Memory that grows with what is asked for. What it held is lost then.</summary>
internal sealed class GrowingBuffer<T>(Accelerator accelerator, AcceleratorStream stream, string purpose) : IDisposable
    where T : unmanaged
{
    private MemoryBuffer1D<T, Stride1D.Dense>? memory;

    public ArrayView<T> View(long length)
    {
        if (memory is null || memory.Length < length)
        {
            DeviceErrors.Wait(accelerator, stream); // Kernels may still be at work in it.
            memory?.Dispose();
            memory = null;
            memory = DeviceErrors.Allocate<T>(accelerator, length, purpose);
        }

        return memory.View.AsContiguous().SubView(0, length);
    }

    public void Dispose() => memory?.Dispose();
}
