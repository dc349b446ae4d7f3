using ILGPU.Runtime;

namespace ILGPU.StandIn;

/// <summary>One thing that a stream does.</summary>
internal interface IWork
{
    void Run();
}

/// <summary>Work in order on a thread of its own. After a failure nothing more runs, and every later call throws it: so does CUDA.</summary>
internal sealed class WorkQueue(Accelerator accelerator)
{
    public const int StackBytes = 4 << 20;

    private readonly Queue<IWork> waiting = [];
    private readonly Random delays = new(1);
    private Exception? failure;
    private Thread? thread;
    private bool isBusy, isStopped;

    public void Add(IWork work)
    {
        accelerator.Begin();
        lock (waiting)
        {
            ThrowIfFailed();
            ObjectDisposedException.ThrowIf(isStopped, this);
            waiting.Enqueue(work);
            if (thread is null)
            {
                thread = new Thread(Work, StackBytes) { IsBackground = true, Name = "stand-in stream" };
                thread.Start();
            }
            Monitor.PulseAll(waiting);
        }
    }

    public void Synchronize()
    {
        Drain();
        lock (waiting)
            ThrowIfFailed();
        accelerator.ThrowIfLost();
    }

    public void Drain()
    {
        lock (waiting)
        {
            while (waiting.Count > 0 || isBusy)
                Monitor.Wait(waiting);
        }
    }

    public void Stop()
    {
        lock (waiting)
        {
            isStopped = true;
            Monitor.PulseAll(waiting);
        }
    }

    private void ThrowIfFailed()
    {
        if (failure is not null)
            throw accelerator.Error(failure.Message, failure);
    }

    private void Work()
    {
        while (Next() is { } work)
        {
            try
            {
                if (accelerator.Checks.MaximalDelay > 0)
                    Thread.Sleep(delays.Next(accelerator.Checks.MaximalDelay + 1));
                work.Run();
            }
            catch (Exception exception)
            {
                lock (waiting)
                {
                    failure = exception;
                    waiting.Clear();
                }
            }
            finally
            {
                lock (waiting)
                {
                    isBusy = false;
                    Monitor.PulseAll(waiting);
                }
            }
        }
    }

    private IWork? Next()
    {
        lock (waiting)
        {
            while (waiting.Count == 0)
            {
                if (isStopped)
                    return null;
                Monitor.Wait(waiting);
            }
            isBusy = true;
            return waiting.Dequeue();
        }
    }
}
