using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>What can go wrong on a device, in a user's terms.</summary>
internal static class DeviceErrors
{
    /// <summary>Waits for everything that was started on a stream.</summary>
    /// <exception cref="InvalidOperationException">The device failed meanwhile.</exception>
    public static void Wait(Accelerator accelerator, AcceleratorStream stream)
    {
        try
        {
            stream.Synchronize();
        }
        catch (AcceleratorException exception)
        {
            throw new InvalidOperationException(
                $"{accelerator.Name} failed: {exception.Message} What was not copied from it is lost; the network on the host is as it was.", exception);
        }
    }

    /// <summary>Allocates device memory.</summary>
    /// <exception cref="InsufficientMemoryException">The device has not as much.</exception>
    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(Accelerator accelerator, long length, string purpose)
        where T : unmanaged
    {
        try
        {
            return accelerator.Allocate1D<T>(Math.Max(length, 1));
        }
        catch (AcceleratorException exception)
        {
            long bytes = length * Interop.SizeOf<T>();
            throw new InsufficientMemoryException(
                $"{accelerator.Name} has no room for {bytes / (1 << 20)} MiB of {purpose} ({accelerator.MemorySize / (1 << 20)} MiB in all): use smaller batches. "
                + "The network on the host is as it was.", exception);
        }
    }
}
