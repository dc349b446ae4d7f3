using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ILGPU.StandIn;

/// <summary>
/// The machine that the code under test believes to run on: one CUDA device and the CPU unless a test says otherwise.
/// <c>using (Machine.Of(openCL)) …</c> holds for the test's own flow of control, so tests may run beside each other.
/// </summary>
public sealed class Machine : IDisposable
{
    private static readonly AsyncLocal<Machine?> current = new();
    private static readonly Machine usual = new([Cuda(), new CPUDevice(32, 32, 1)], null);

    private readonly Machine? before;

    private Machine(IReadOnlyList<Device> devices, Machine? before)
    {
        Devices = devices;
        this.before = before;
    }

    public IReadOnlyList<Device> Devices { get; }

    /// <summary>What accelerators made on this machine check.</summary>
    public Checks Checks { get; } = new();

    public static Machine Current => current.Value ?? usual;

    public static Machine Of(params Device[] devices) => current.Value = new Machine(devices, current.Value);

    public static Device Cuda(long memory = 16L << 30) => new(AcceleratorType.Cuda, "Stand-in CUDA device", 32, 1024, memory);

    public static Device OpenCL(long memory = 16L << 30) => new(AcceleratorType.OpenCL, "Stand-in OpenCL device", 32, 256, memory);

    public void Dispose() => current.Value = before;
}

/// <summary>What launches are checked for beyond bounds, alignment and divergence, which always are.</summary>
public sealed class Checks
{
    /// <summary>Random pauses before the work of a stream, in milliseconds at most: what is not ordered comes in another order.</summary>
    public int MaximalDelay { get; set; }

    /// <summary>Whether streams do nothing before somebody waits for it: each as late as it may be. What is not ordered shows.</summary>
    public bool IsLazy { get; set; }

    /// <summary>Whether each access to shared and global memory is watched for races. Read when a kernel is loaded. Whole programs are run
    /// without by the environment variable ILGPU_STANDIN_RACES=0.</summary>
    public bool Races { get; set; } = Environment.GetEnvironmentVariable("ILGPU_STANDIN_RACES") != "0";

    /// <summary>The order in which the threads of a group, and the groups, take turns. Results must not depend on it.</summary>
    public RunOrder Order { get; set; }

    internal Checks Clone() => (Checks)MemberwiseClone();
}

public enum RunOrder
{
    Ascending,
    Descending,
    Shuffled,
}

/// <summary>What goes wrong on purpose.</summary>
public sealed class Faults
{
    /// <summary>The device is lost when so many more launches and copies were begun; never if negative.</summary>
    public int LoseDeviceAfter { get; set; } = -1;

    /// <summary>Bytes that all buffers together may hold; the device's memory if negative.</summary>
    public long MemoryLimit { get; set; } = -1;

    /// <summary>True once the device is lost: everything fails from then on, as on a real one.</summary>
    public bool IsLost { get; internal set; }
}

/// <summary>What was done on an accelerator.</summary>
public sealed class Counters
{
    public int Launches { get; internal set; }
    public int CopiesToDevice { get; internal set; }
    public int CopiesToHost { get; internal set; }
    public int CopiesOnDevice { get; internal set; }
    public int Fills { get; internal set; }
    public int Synchronizations { get; internal set; }
    public int MarkersWaitedFor { get; internal set; }
    public long BytesAllocated { get; internal set; }
    public long BytesAllocatedAtMost { get; internal set; }
    public int Allocations { get; internal set; }

    public void Reset()
    {
        Launches = CopiesToDevice = CopiesToHost = CopiesOnDevice = Fills = Synchronizations = MarkersWaitedFor = Allocations = 0;
        BytesAllocatedAtMost = BytesAllocated;
    }
}
