using System;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>A place in a stream's work: the host can wait until it is reached, while later work goes on.</summary>
/// <remarks>ILGPU's only such thing is a marker for profiling, which the context must allow (<c>Profiling()</c>, as <see cref="BestAccelerator"/>
/// does). Without, the wait is for all of the stream's work: right, but slower.</remarks>
internal sealed class StreamFence(AcceleratorStream stream) : IDisposable
{
    private ProfilingMarker? marker;
    private bool isSet;

    /// <summary>Moves the fence behind everything that has been started.</summary>
    public void Set()
    {
        try
        {
            marker?.Dispose();
            marker = null;
            marker = stream.Accelerator.Context.Properties.EnableProfiling ? stream.AddProfilingMarker() : null;
            isSet = true;
        }
        catch (AcceleratorException exception)
        {
            throw new DeviceFailedException(stream.Accelerator.Name, exception);
        }
    }

    /// <summary>Waits for everything before the fence.</summary>
    public void Wait()
    {
        if (!isSet)
        {
            return;
        }

        try
        {
            if (marker is null)
            {
                stream.Synchronize();
            }
            else
            {
                marker.Synchronize();
            }
        }
        catch (AcceleratorException exception)
        {
            throw new DeviceFailedException(stream.Accelerator.Name, exception);
        }
    }

    public void Dispose() => marker?.Dispose();
}
