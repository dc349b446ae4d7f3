using System;
using System.Collections.Generic;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace CompiledNets.Accelerated;

/// <summary>A device that is ready, and ILGPU's context that belongs to it. Dispose it after the networks on it.</summary>
internal sealed class BestAccelerator : IDisposable
{
    /// <summary>Threads of a warp, and warps of a group, of the host's stand-in for a GPU: groups of 256 threads, as kernels want them.</summary>
    private const int HostWarp = 32, HostWarps = 8;

    private readonly Context context;

    private BestAccelerator(Context context, Device device)
    {
        this.context = context;
        Accelerator = device.CreateAccelerator(context);
    }

    /// <summary>The device, for <c>ToAccelerator</c>.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Opens the fastest device: CUDA's first, else OpenCL's.</summary>
    /// <exception cref="PlatformNotSupportedException">There is none, or its driver is missing or too old: the message says what was found.</exception>
    public static BestAccelerator Open()
    {
        var failures = new List<string>();
        return TryOpen(builder => builder.Cuda(), "CUDA", failures) ?? TryOpen(builder => builder.OpenCL(), "OpenCL", failures)
            ?? throw new PlatformNotSupportedException(
                $"No device for kernels was found. {string.Join(" ", failures)} CUDA needs NVIDIA's driver, OpenCL a driver of version 2.0 or later. "
                + "BestAccelerator.OpenHost() runs the same kernels on the processor, slowly, to look for mistakes; the network itself is faster there.");
    }

    /// <summary>Opens the processor as a device: very slow, for looking for mistakes.</summary>
    public static BestAccelerator OpenHost()
    {
        Context context = Context.Create(builder => Usual(builder).CPU(new CPUDevice(HostWarp, HostWarps, 1)));
        return new BestAccelerator(context, context.Devices[0]);
    }

    /// <inheritdoc/>
    public void Dispose() => DeviceErrors.Free([context, Accelerator]);

    // At O1, accesses to memory are generic ones. Profiling allows the markers that StreamFence waits for; nothing is measured.
    private static Context.Builder Usual(Context.Builder builder) => builder.Optimize(OptimizationLevel.O2).Profiling();

    private static BestAccelerator? TryOpen(Action<Context.Builder> add, string kind, List<string> failures)
    {
        Context? context = null;
        try
        {
            context = Context.Create(builder => add(Usual(builder)));
            // Where ILGPU finds no device it offers its CPU debugger instead.
            if (context.Devices.Where(device => device.AcceleratorType != AcceleratorType.CPU).OrderByDescending(device => device.MemorySize).FirstOrDefault() is { } device)
            {
                return new BestAccelerator(context, device);
            }

            failures.Add($"{kind}: no device.");
        }
        catch (Exception exception) when (exception is AcceleratorException or NotSupportedException or DllNotFoundException or TypeInitializationException)
        {
            failures.Add($"{kind}: {exception.GetBaseException().Message.TrimEnd('.')}.");
        }

        context?.Dispose();
        return null;
    }
}
