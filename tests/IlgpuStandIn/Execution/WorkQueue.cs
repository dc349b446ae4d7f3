using ILGPU.Runtime;

namespace ILGPU.StandIn;

/// <summary>One thing that a stream does.</summary>
internal abstract class Work
{
    private const int StreamBits = 5;
    private static int last;

    /// <summary>A number that grows with each work, its stream in the low bits: works of one stream are in order.</summary>
    public int Number { get; private set; }

    /// <summary>Works with smaller numbers were known to be done when this was asked for; later ones may well run before it.</summary>
    public int DoneBelow { get; private set; }

    public abstract void Run();

    public void Ask(int stream, int doneBelow)
    {
        Number = Interlocked.Increment(ref last) << StreamBits | stream & ((1 << StreamBits) - 1);
        DoneBelow = Math.Min(doneBelow, Number);
    }

    public static bool IsSameStream(int number, int other) => ((number ^ other) & ((1 << StreamBits) - 1)) == 0;
}

/// <summary>Work in order on a thread of its own. After a failure nothing more runs, and every later call throws it: so does CUDA.</summary>
internal sealed class WorkQueue(Accelerator accelerator, int index)
{
    public const int StackBytes = 4 << 20;

    private readonly Queue<Work> waiting = [];
    private readonly Random delays = new(1);
    private Exception? failure;
    private Thread? thread;
    private bool isBusy, isStopped;
    private int firstUnknown = int.MaxValue, lastAsked, lastDone, lastWanted;

    /// <summary>The number of the first work of which the host cannot know whether it is done.</summary>
    public int FirstUnknown => firstUnknown;

    public void Add(Work work)
    {
        accelerator.Begin();
        var doneBelow = accelerator.DoneBelow(this);
        lock (waiting)
        {
            ThrowIfFailed();
            ObjectDisposedException.ThrowIf(isStopped, this);
            work.Ask(index, doneBelow);
            lastAsked = work.Number;
            firstUnknown = Math.Min(firstUnknown, work.Number);
            waiting.Enqueue(work);
            if (thread is null)
            {
                thread = new Thread(RunAll, StackBytes) { IsBackground = true, Name = "stand-in stream" };
                thread.Start();
            }
            Monitor.PulseAll(waiting);
        }
    }

    /// <summary>Waits for a work and all before it; later ones stay unknown.</summary>
    public void Synchronize(Work work)
    {
        lock (waiting)
        {
            Want(work.Number);
            while (failure is null && work.Number > lastDone)
                Monitor.Wait(waiting);
            ThrowIfFailed();
            if (firstUnknown <= work.Number)
                firstUnknown = work.Number == lastAsked ? int.MaxValue : work.Number + 1;
        }
        accelerator.ThrowIfLost();
    }

    public void Synchronize()
    {
        Drain();
        lock (waiting)
        {
            ThrowIfFailed();
            firstUnknown = waiting.Count == 0 && !isBusy ? int.MaxValue : firstUnknown;
        }
        accelerator.ThrowIfLost();
    }

    public void Drain()
    {
        lock (waiting)
        {
            Want(int.MaxValue);
            while (waiting.Count > 0 || isBusy)
                Monitor.Wait(waiting);
            lastWanted = 0;
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

    /// <summary>Has a lazy stream run so far.</summary>
    private void Want(int number)
    {
        lastWanted = Math.Max(lastWanted, number);
        Monitor.PulseAll(waiting);
    }

    private void ThrowIfFailed()
    {
        if (failure is not null)
            throw accelerator.Error(failure.Message, failure);
    }

    private void RunAll()
    {
        while (Next() is { } work)
        {
            try
            {
                if (accelerator.Checks.MaximalDelay > 0)
                    Thread.Sleep(delays.Next(accelerator.Checks.MaximalDelay + 1));
                work.Run();
                lastDone = work.Number;
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

    private Work? Next()
    {
        lock (waiting)
        {
            while (waiting.Count == 0 || (accelerator.Checks.IsLazy && waiting.Peek().Number > lastWanted))
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
