using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ILGPU.StandIn;

/// <summary>One launch, being described and then run.</summary>
internal sealed unsafe class Launch(Kernel kernel) : Work
{
    private const int AutoGroup = 64;

    private AcceleratorStream stream = null!;
    private int used;

    public Kernel Kernel => kernel;
    public Accelerator Accelerator => kernel.Accelerator;
    public KernelConfig Config { get; private set; }

    /// <summary>The extent of a kernel without groups, and how many threads that is: the last group may have fewer than the others.</summary>
    public Index3D Extent { get; private set; }
    public long Threads { get; private set; } = long.MaxValue;
    public byte* Arguments { get; } = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(16, kernel.ArgumentBytes), 16);

    public Launch On(AcceleratorStream next)
    {
        stream = next;
        used = 0;
        Threads = long.MaxValue;
        return this;
    }

    public Launch Over(KernelConfig groups)
    {
        if (!groups.IsValid)
            throw Accelerator.Error($"{kernel.Name} launched with an extent of 0: grid {groups.GridDim}, group {groups.GroupDim}");
        if (groups.GroupDim.LongSize > Accelerator.MaxNumThreadsPerGroup)
            throw Accelerator.Error($"{kernel.Name} launched with groups of {groups.GroupDim.LongSize} threads, of {Accelerator.MaxNumThreadsPerGroup}");
        if (groups.GridDim.Y > Accelerator.MaxGridSize.Y || groups.GridDim.Z > Accelerator.MaxGridSize.Z)
            throw Accelerator.Error($"{kernel.Name} launched with a grid of {groups.GridDim}, of {Accelerator.MaxGridSize}");
        Config = groups;
        return this;
    }

    public Launch Over<TIndex>(TIndex extent) where TIndex : struct, IIndex
    {
        Threads = extent.Size;
        if (Threads < 1)
            throw Accelerator.Error($"{kernel.Name} launched with an extent of {extent}");
        Extent = extent switch
        {
            Index2D index => new Index3D(index, 1),
            Index3D index => index,
            _ => Index3D.One,
        };
        Config = (checked((int)((Threads + AutoGroup - 1) / AutoGroup)), AutoGroup);
        return this;
    }

    public Launch Add<T>(T value) where T : struct
    {
        Unsafe.Write(Arguments + used, value);
        used += Alignment.Up(Unsafe.SizeOf<T>(), 16);
        return this;
    }

    public void Start()
    {
        Accelerator.Counters.Launches++;
        stream.Add(this);
    }

    public override void Run()
    {
        stream.Groups.Execute(this);
        kernel.Return(this);
    }
}
