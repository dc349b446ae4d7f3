using ILGPU;
using ILGPU.Runtime;
#if ILGPU
using ILGPU.Runtime.CPU;
#else
using ILGPU.Runtime.Cuda;
using ILGPU.StandIn;
#endif

namespace CompiledNets.Tests;

/// <summary>A device for one test: the stand-in's, or ILGPU's CPU accelerator.</summary>
internal sealed class TestDevice : IDisposable
{
    private readonly Context context;

    public TestDevice(bool races = true, RunOrder order = RunOrder.Ascending, bool algorithms = false)
    {
        context = Context.Create(builder =>
        {
#if ILGPU
            builder.CPU(new CPUDevice(32, 8, 1));
#else
            builder.Cuda();
#endif
            if (algorithms)
                builder.EnableAlgorithms();
        });
        Accelerator = context.Devices[0].CreateAccelerator(context);
#if !ILGPU
        Accelerator.Checks.Races = races;
        Accelerator.Checks.Order = order;
#endif
    }

    public Accelerator Accelerator { get; }

    public MemoryBuffer1D<float, Stride1D.Dense> Floats(int count, Func<int, float> value) =>
        Accelerator.Allocate1D(Enumerable.Range(0, count).Select(value).ToArray());

#if !ILGPU
    /// <summary>The message of the fault that the work asked for ends with.</summary>
    public string Fault(Action work)
    {
        work();
        return Assert.Throws<CudaException>(Accelerator.Synchronize).Message;
    }
#endif

    public void Dispose()
    {
        Accelerator.Dispose();
        context.Dispose();
    }
}

#if ILGPU
/// <summary>The stand-in's orders, of which ILGPU knows none.</summary>
public enum RunOrder
{
    Ascending,
    Descending,
    Shuffled,
}
#endif
