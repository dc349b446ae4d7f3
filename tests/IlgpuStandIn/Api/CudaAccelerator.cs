namespace ILGPU.Runtime.Cuda;

/// <summary>A CUDA device in use, which alone tells what memory is free.</summary>
public sealed class CudaAccelerator : Accelerator
{
    internal CudaAccelerator(Context context, Device device) : base(context, device)
    {
    }

    /// <summary>Of no capability: nothing here runs PTX.</summary>
    public CudaArchitecture Architecture => default;

    public long GetFreeMemory()
    {
        ThrowIfLost();
        var limit = Faults.MemoryLimit >= 0 ? Faults.MemoryLimit : MemorySize;
        lock (Counters)
            return Math.Max(0, limit - Counters.BytesAllocated);
    }
}
