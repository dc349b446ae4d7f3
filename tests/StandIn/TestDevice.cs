using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.StandIn;

namespace CompiledNets.Tests;

/// <summary>A device for one test.</summary>
internal sealed class TestDevice : IDisposable
{
    private readonly Context context;

    public TestDevice(bool races = true, RunOrder order = RunOrder.Ascending, bool algorithms = false)
    {
        context = Context.Create(builder =>
        {
            builder.Cuda();
            if (algorithms)
                builder.EnableAlgorithms();
        });
        Accelerator = context.Devices[0].CreateAccelerator(context);
        Accelerator.Checks.Races = races;
        Accelerator.Checks.Order = order;
    }

    public Accelerator Accelerator { get; }

    public MemoryBuffer1D<float, Stride1D.Dense> Floats(int count, Func<int, float> value) =>
        Accelerator.Allocate1D(Enumerable.Range(0, count).Select(value).ToArray());

    /// <summary>The message of the fault that the work asked for ends with.</summary>
    public string Fault(Action work)
    {
        work();
        return Assert.Throws<CudaException>(Accelerator.Synchronize).Message;
    }

    public void Dispose() => context.Dispose();
}
