using System.Runtime.InteropServices;

namespace ILGPU.StandIn;

/// <summary>Runs the groups of one launch one after another, on the stream's thread.</summary>
internal sealed unsafe class GroupRun : IDisposable
{
    public const int LocalBytes = 16 * 1024;

    private readonly byte* shared;
    private readonly int sharedLimit;
    private readonly List<(int Offset, int Bytes)> allocations = [];
    private int sharedUsed, dynamicBytes;
    private Barrier? barrier;
    private Exception? failure;

    public GroupRun(Kernel kernel, int sharedLimit)
    {
        Kernel = kernel;
        this.sharedLimit = sharedLimit;
        shared = (byte*)NativeMemory.AlignedAlloc((nuint)sharedLimit, 256);
    }

    public Kernel Kernel { get; }
    public byte* Arguments { get; set; }

    public void Execute(KernelConfig config, long threads)
    {
        var (grid, group) = (config.GridDim, config.GroupDim);
        dynamicBytes = config.SharedMemoryConfig.ArraySize;
        for (var z = 0; z < grid.Z; z++)
        {
            for (var y = 0; y < grid.Y; y++)
            {
                for (var x = 0; x < grid.X; x++)
                    ExecuteGroup(new Index3D(x, y, z), grid, group, threads);
            }
        }
    }

    private void ExecuteGroup(Index3D index, Index3D grid, Index3D group, long limit)
    {
        allocations.Clear();
        sharedUsed = dynamicBytes;
        new Span<byte>(shared, sharedLimit).Fill(0xFF);
        if (!Kernel.HasBarriers)
        {
            for (var i = 0; i < group.Size; i++)
            {
                if ((long)index.X * group.X + i < limit)
                    ExecuteLane(i, index, grid, group);
            }
            return;
        }
        failure = null;
        barrier = new Barrier(group.Size);
        var threads = new Thread[group.Size];
        for (var i = 0; i < threads.Length; i++)
        {
            var linear = i;
            threads[i] = new Thread(() => ExecuteThread(linear, index, grid, group), 256 << 10);
            threads[i].Start();
        }
        foreach (var thread in threads)
            thread.Join();
        barrier.Dispose();
        if (failure is not null)
            throw failure;
    }

    private void ExecuteThread(int linear, Index3D index, Index3D grid, Index3D group)
    {
        try
        {
            ExecuteLane(linear, index, grid, group);
        }
        catch (Exception exception)
        {
            failure ??= exception;
        }
        barrier!.RemoveParticipant();
    }

    private void ExecuteLane(int linear, Index3D index, Index3D grid, Index3D group)
    {
        var local = stackalloc byte[LocalBytes];
        var lane = new Lane
        {
            Linear = linear,
            Group = new Index3D(linear % group.X, linear / group.X % group.Y, linear / group.X / group.Y),
            Grid = index,
            GroupDim = group,
            GridDim = grid,
            WarpSize = Kernel.Accelerator.WarpSize,
            Local = local,
            LocalEnd = local + LocalBytes,
        };
        Lane.Current = &lane;
        Lane.Run = this;
        Kernel.Resume(&lane, Arguments);
        Lane.Current = null;
        Lane.Run = null;
    }

    public void Barrier() => barrier!.SignalAndWait();

    public byte* Shared(int number, int bytes, int alignment)
    {
        lock (allocations)
        {
            if (number == allocations.Count)
            {
                var offset = Alignment.Up(sharedUsed, alignment);
                if (offset + bytes > sharedLimit)
                    throw Fault.New($"{offset + bytes} bytes of shared memory, of {sharedLimit}");
                allocations.Add((offset, bytes));
                sharedUsed = offset + bytes;
            }
            return shared + allocations[number].Offset;
        }
    }

    public (nint Start, int Bytes) Dynamic() => ((nint)shared, dynamicBytes);

    public bool IsShared(nint address) => address >= (nint)shared && address < (nint)shared + sharedLimit;

    public long SharedOffset(nint address) => address - (nint)shared;

    public void Dispose() => NativeMemory.AlignedFree(shared);
}
