using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace CompiledNets.Device.Tests;

/// <summary>A device to run kernels on: the stand-in's, or ILGPU's own CPU accelerator.</summary>
internal sealed class TestDevice : IDisposable
{
    /// <summary>Threads of a test's groups.</summary>
    public const int Threads = 64;

    private readonly Context context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).CPU(new CPUDevice(32, 8, 1)));
    private readonly Accelerator accelerator;
    private readonly List<MemoryBuffer> buffers = [];

    public TestDevice() => accelerator = context.Devices[0].CreateAccelerator(context);

    public ArrayView<T> View<T>(T[] values)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = accelerator.Allocate1D(values);
        buffers.Add(buffer);
        return buffer.View;
    }

    public ArrayView<float> Room(int count) => View(Enumerable.Repeat(-77f, count).ToArray());

    public T[] Read<T>(ArrayView<T> view)
        where T : unmanaged
    {
        accelerator.Synchronize();
        var values = new T[view.Length];
        view.CopyToCPU(values);
        return values;
    }

    public void Run<T1>(Action<T1> kernel, KernelConfig config, T1 a)
        where T1 : struct => accelerator.LoadStreamKernel(kernel)(config, a);

    public void Run<T1, T2>(Action<T1, T2> kernel, KernelConfig config, T1 a, T2 b)
        where T1 : struct
        where T2 : struct => accelerator.LoadStreamKernel(kernel)(config, a, b);

    public void Run<T1, T2, T3>(Action<T1, T2, T3> kernel, KernelConfig config, T1 a, T2 b, T3 c)
        where T1 : struct
        where T2 : struct
        where T3 : struct => accelerator.LoadStreamKernel(kernel)(config, a, b, c);

    public void Run<T1, T2, T3, T4>(Action<T1, T2, T3, T4> kernel, KernelConfig config, T1 a, T2 b, T3 c, T4 d)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct => accelerator.LoadStreamKernel(kernel)(config, a, b, c, d);

    public void Run<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> kernel, KernelConfig config, T1 a, T2 b, T3 c, T4 d, T5 e)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct => accelerator.LoadStreamKernel(kernel)(config, a, b, c, d, e);

    /// <summary>Groups for the scope: one for each row, or rows by threads, one more than needed being idle.</summary>
    public static KernelConfig Rows(int rows, bool group) => group ? new KernelConfig(rows, Threads) : new KernelConfig(rows, 1);

    public void Dispose()
    {
        foreach (MemoryBuffer buffer in buffers)
        {
            buffer.Dispose();
        }

        accelerator.Dispose();
        context.Dispose();
    }
}
