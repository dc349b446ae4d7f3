using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ILGPU.StandIn;

/// <summary>One launch, being described and then run.</summary>
internal sealed unsafe class Launch(Kernel kernel, AcceleratorStream stream) : IWork
{
    private const int AutoGroup = 64;

    private readonly byte* arguments = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(16, kernel.ArgumentBytes), 16);
    private KernelConfig config;
    private long threads = long.MaxValue;
    private int used;

    public Launch Over(KernelConfig groups)
    {
        var accelerator = kernel.Accelerator;
        if (!groups.IsValid)
            throw accelerator.Error($"{kernel.Name} launched with an extent of 0: grid {groups.GridDim}, group {groups.GroupDim}");
        if (groups.GroupDim.LongSize > accelerator.MaxNumThreadsPerGroup)
            throw accelerator.Error($"{kernel.Name} launched with groups of {groups.GroupDim.LongSize} threads, of {accelerator.MaxNumThreadsPerGroup}");
        if (groups.GridDim.Y > accelerator.MaxGridSize.Y || groups.GridDim.Z > accelerator.MaxGridSize.Z)
            throw accelerator.Error($"{kernel.Name} launched with a grid of {groups.GridDim}, of {accelerator.MaxGridSize}");
        config = groups;
        return this;
    }

    public Launch Over<TIndex>(TIndex extent) where TIndex : struct, IIndex
    {
        threads = extent.Size;
        if (threads < 1)
            throw kernel.Accelerator.Error($"{kernel.Name} launched with an extent of {threads}");
        config = (checked((int)((threads + AutoGroup - 1) / AutoGroup)), AutoGroup);
        return this;
    }

    public Launch Add<T>(T value) where T : struct
    {
        Unsafe.Write(arguments + used, value);
        used += Alignment.Up(Unsafe.SizeOf<T>(), 16);
        return this;
    }

    public void Start()
    {
        kernel.Accelerator.Counters.Launches++;
        stream.Add(this);
    }

    public void Run()
    {
        using var run = new GroupRun(kernel, kernel.Accelerator.MaxSharedMemoryPerGroup) { Arguments = arguments };
        run.Execute(config, threads);
        NativeMemory.AlignedFree(arguments);
    }
}
