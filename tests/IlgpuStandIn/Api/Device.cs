namespace ILGPU.Runtime;

public enum AcceleratorType
{
    CPU,
    Cuda,
    OpenCL,
}

public class Device
{
    /// <summary>A pretended device. The memory limit is what its buffers may hold together.</summary>
    public Device(AcceleratorType type, string name, int warpSize, int maxNumThreadsPerGroup, long memorySize)
    {
        AcceleratorType = type;
        Name = name;
        WarpSize = warpSize;
        MaxNumThreadsPerGroup = maxNumThreadsPerGroup;
        MemorySize = memorySize;
    }

    public AcceleratorType AcceleratorType { get; }
    public string Name { get; }
    public long MemorySize { get; }
    public int WarpSize { get; }
    public int MaxNumThreadsPerGroup { get; }
    public Index3D MaxGroupSize => new(MaxNumThreadsPerGroup, MaxNumThreadsPerGroup, Math.Min(64, MaxNumThreadsPerGroup));
    public Index3D MaxGridSize => new(int.MaxValue, ushort.MaxValue, ushort.MaxValue);
    public int MaxSharedMemoryPerGroup { get; init; } = 48 * 1024;
    public int NumMultiprocessors { get; init; } = 1;
    public int MaxNumThreadsPerMultiprocessor { get; init; } = 2048;

    public virtual Accelerator CreateAccelerator(Context context) =>
        AcceleratorType == AcceleratorType.Cuda ? new Cuda.CudaAccelerator(context, this) : new Accelerator(context, this);

    public override string ToString() => $"{Name} [Type: {AcceleratorType}, WarpSize: {WarpSize}, " +
        $"MaxNumThreadsPerGroup: {MaxNumThreadsPerGroup}, MemorySize: {MemorySize}]";
}
