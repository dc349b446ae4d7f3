using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.StandIn;

namespace CompiledNets.Gpu.Tests.Faults;

/// <summary>A device of the stand-in for one test, that does what the test wants to go wrong.</summary>
internal sealed class FaultyDevice : IDisposable
{
    private readonly Context context;

    public FaultyDevice(bool profiling = true)
    {
        context = Context.Create(builder => (profiling ? builder.Profiling() : builder).Cuda());
        Accelerator = context.Devices[0].CreateAccelerator(context);
    }

    public Accelerator Accelerator { get; }

    public Counters Counters => Accelerator.Counters;

    public INetwork Move(INetwork network) => TestDevice.Move(network, Accelerator);

    public void Dispose()
    {
        Accelerator.Dispose();
        context.Dispose();
    }
}
