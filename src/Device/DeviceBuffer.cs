using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>A flat buffer of parameters, gradients, moments or state on the device.</summary>
internal sealed class DeviceBuffer : BufferMirror, IDisposable
{
    private readonly AcceleratorStream stream;
    private readonly DeviceLayout layout;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> memory;
    private float[]? staging;

    public DeviceBuffer(Accelerator accelerator, AcceleratorStream stream, DeviceLayout layout)
    {
        this.stream = stream;
        this.layout = layout;
        memory = DeviceErrors.Allocate<float>(accelerator, layout.Length, "parameters");
        Zero();
    }

    public ArrayView<float> View => memory.View;

    public void Dispose() => memory.Dispose();

    protected override void Download(Span<float> values)
    {
        staging ??= new float[layout.Length];
        Transfers.ToHost(stream, View, staging);
        layout.Gather(staging, values);
    }

    protected override void Upload(ReadOnlySpan<float> values)
    {
        staging ??= new float[layout.Length];
        layout.Spread(values, staging);
        Transfers.ToDevice<float>(stream, staging, View);
    }

    protected override void Zero() => Transfers.Zero(stream, View);
}
