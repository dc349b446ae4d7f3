using ILGPU.StandIn;

namespace ILGPU.Runtime;

/// <summary>A place in a stream's work, for which the host can wait. (ILGPU also tells the time between two, which the stand-in does not.)</summary>
public sealed class ProfilingMarker : IDisposable
{
    private readonly Accelerator accelerator;
    private readonly WorkQueue queue;
    private readonly Work work = new Nothing();
    private bool isDisposed;

    internal ProfilingMarker(Accelerator accelerator, WorkQueue queue)
    {
        this.accelerator = accelerator;
        this.queue = queue;
        queue.Add(work);
    }

    /// <summary>Waits for everything that was asked of the stream before the marker, and throws what went wrong in it.</summary>
    public void Synchronize()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        accelerator.Counters.MarkersWaitedFor++;
        queue.Synchronize(work);
    }

    public void Dispose() => isDisposed = true;

    private sealed class Nothing : Work
    {
        public override void Run()
        {
        }
    }
}
