using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>Copies and fills in the order of a stream. They throw <see cref="DeviceFailedException"/>.</summary>
internal static class Transfers
{
    /// <summary>Waits for what was started before, and copies it to the host.</summary>
    public static void ToHost<T>(AcceleratorStream stream, ArrayView<T> from, Span<T> to)
        where T : unmanaged
    {
        try
        {
            from.CopyToCPU(stream, to);
            stream.Synchronize();
        }
        catch (AcceleratorException exception)
        {
            throw new DeviceFailedException(stream.Accelerator.Name, exception);
        }
    }

    /// <summary>Copies from the host's memory, which may change when this returns.</summary>
    public static void ToDevice<T>(AcceleratorStream stream, ReadOnlySpan<T> from, ArrayView<T> to)
        where T : unmanaged
    {
        try
        {
            to.CopyFromCPU(stream, from);
            stream.Synchronize();
        }
        catch (AcceleratorException exception)
        {
            throw new DeviceFailedException(stream.Accelerator.Name, exception);
        }
    }

    /// <summary>Starts a copy from page-locked memory, which must stay as it is until the stream has been waited for.</summary>
    public static void Start<T>(AcceleratorStream stream, ArrayView<T> from, ArrayView<T> to)
        where T : unmanaged
    {
        try
        {
            to.CopyFrom(stream, from);
        }
        catch (AcceleratorException exception)
        {
            throw new DeviceFailedException(stream.Accelerator.Name, exception);
        }
    }

    /// <summary>Starts to zero a view.</summary>
    public static void Zero(AcceleratorStream stream, ArrayView<float> view)
    {
        try
        {
            view.MemSetToZero(stream);
        }
        catch (AcceleratorException exception)
        {
            throw new DeviceFailedException(stream.Accelerator.Name, exception);
        }
    }
}
