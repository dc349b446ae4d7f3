using ILGPU.Runtime;

namespace CompiledNets.Benchmarks.Gpu;

/// <summary>A network on the device with its data, and what one timed step of it does.</summary>
/// <param name="device">Where.</param>
/// <param name="network">The network there.</param>
/// <param name="launches">How many kernels it has started so far.</param>
/// <param name="step">Starts a step: nothing is waited for.</param>
/// <param name="data">What else takes memory there.</param>
internal sealed class Contestant(Accelerator device, IDisposable network, Func<long> launches, Action step, params IDisposable[] data) : IDisposable
{
    public long Launches => launches();

    public void Step() => step();

    public void Wait() => device.Synchronize();

    public void Dispose()
    {
        network.Dispose();
        foreach (IDisposable part in data)
        {
            part.Dispose();
        }
    }
}
