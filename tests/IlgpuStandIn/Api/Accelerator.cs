using ILGPU.StandIn;

namespace ILGPU.Runtime;

/// <summary>A device in use. <see cref="Faults"/> and <see cref="Checks"/> are what tests set on it.</summary>
public class Accelerator : IDisposable
{
    private readonly List<AcceleratorStream> streams = [];
    private bool isDisposed;

    internal Accelerator(Context context, Device device)
    {
        Context = context;
        Device = device;
        Checks = Machine.Current.Checks.Clone();
        DefaultStream = CreateStream();
        context.Add(this);
    }

    public Context Context { get; }
    public Device Device { get; }
    public AcceleratorStream DefaultStream { get; }
    public AcceleratorType AcceleratorType => Device.AcceleratorType;
    public string Name => Device.Name;
    public int WarpSize => Device.WarpSize;
    public int MaxNumThreadsPerGroup => Device.MaxNumThreadsPerGroup;
    public int MaxSharedMemoryPerGroup => Device.MaxSharedMemoryPerGroup;
    public long MemorySize => Device.MemorySize;
    public int NumMultiprocessors => Device.NumMultiprocessors;
    public Index3D MaxGroupSize => Device.MaxGroupSize;
    public Index3D MaxGridSize => Device.MaxGridSize;
    public bool IsDisposed => isDisposed;

    /// <summary>What launches are checked for.</summary>
    public Checks Checks { get; }

    /// <summary>What goes wrong on purpose.</summary>
    public Faults Faults { get; } = new();

    /// <summary>What was seen in loaded kernels that works but is slow.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What was done on this accelerator so far.</summary>
    public Counters Counters { get; } = new();

    public AcceleratorStream CreateStream()
    {
        lock (streams)
        {
            var stream = new AcceleratorStream(this, streams.Count);
            streams.Add(stream);
            return stream;
        }
    }

    public void Synchronize()
    {
        AcceleratorStream[] all;
        lock (streams)
            all = [.. streams];
        foreach (var stream in all)
            stream.Synchronize();
    }

    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new MemoryBuffer1D<T, Stride1D.Dense>(this, length);
    }

    /// <summary>Waits until nothing runs, as freeing memory does on a device; says nothing of faults, which Synchronize does.</summary>
    internal void Drain()
    {
        AcceleratorStream[] all;
        lock (streams)
            all = [.. streams];
        foreach (var stream in all)
            stream.Drain();
    }

    internal void ThrowIfLost()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (Faults.IsLost)
            throw Error("the device was lost");
    }

    /// <summary>Counts one operation, and loses the device if it is time.</summary>
    internal void Begin()
    {
        ThrowIfLost();
        if (Faults.LoseDeviceAfter >= 0 && Faults.LoseDeviceAfter-- == 0)
        {
            Faults.IsLost = true;
            ThrowIfLost();
        }
    }

    /// <summary>The number below which the host knows the works of all other streams to be done.</summary>
    internal int DoneBelow(WorkQueue queue)
    {
        var below = int.MaxValue;
        lock (streams)
        {
            foreach (var stream in streams)
            {
                if (stream.Queue != queue)
                    below = Math.Min(below, stream.Queue.FirstUnknown);
            }
        }
        return below;
    }

    internal AcceleratorException Error(string message, Exception? inner = null) => AcceleratorType switch
    {
        AcceleratorType.Cuda => new Cuda.CudaException(message, inner),
        AcceleratorType.OpenCL => new OpenCL.CLException(message, inner),
        _ => new CpuAcceleratorException(message, inner),
    };

    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        Drain();
        lock (streams)
        {
            foreach (var stream in streams)
                stream.Stop();
        }
    }

    public override string ToString() => Device.ToString();
}
