using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>What can go wrong on a device, in a user's terms.</summary>
internal static class DeviceErrors
{
    /// <summary>Waits for everything that was started on a stream.</summary>
    /// <exception cref="DeviceFailedException">The device failed meanwhile.</exception>
    public static void Wait(Accelerator accelerator, AcceleratorStream stream)
    {
        try
        {
            stream.Synchronize();
        }
        catch (AcceleratorException exception)
        {
            throw new DeviceFailedException(accelerator.Name, exception);
        }
    }

    /// <summary>Allocates device memory.</summary>
    /// <exception cref="InsufficientMemoryException">The device has not as much.</exception>
    /// <exception cref="DeviceFailedException">The device does not work any more.</exception>
    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(Accelerator accelerator, long length, string purpose)
        where T : unmanaged
    {
        try
        {
            return accelerator.Allocate1D<T>(Math.Max(length, 1));
        }
        catch (AcceleratorException exception)
        {
            // What a failed device says of an allocation differs between drivers; that it does not even wait any more does not.
            Wait(accelerator, accelerator.DefaultStream);
            long bytes = length * Interop.SizeOf<T>();
            throw new InsufficientMemoryException(
                $"{accelerator.Name} has no room for {bytes / (1 << 20)} MiB of {purpose} ({accelerator.MemorySize / (1 << 20)} MiB in all): use smaller batches. "
                + "The network on the host is as it was.", exception);
        }
    }

    /// <summary>Frees what a device holds, in the opposite order. A device that failed cannot: its memory went with it, and whoever used it has
    /// been told.</summary>
    public static void Free(ReadOnlySpan<IDisposable> resources)
    {
        for (int index = resources.Length - 1; index >= 0; index--)
        {
            try
            {
                resources[index].Dispose();
            }
            catch (AcceleratorException)
            {
                continue;
            }
        }
    }
}
