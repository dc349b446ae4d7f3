using System.Runtime.InteropServices;

namespace ILGPU.StandIn;

/// <summary>
/// Runs the groups of a stream's launches, one after another, on the stream's thread. The threads of a group take turns between their meetings,
/// so a barrier costs no more than keeping variables; whether all of them reach it is checked each time.
/// </summary>
internal sealed unsafe class GroupRun : IDisposable
{
    public const int LocalBytes = 16 * 1024;

    private static int lastGroupRun;

    private readonly int sharedLimit;
    private readonly byte* shared;
    private readonly Shadow* shadow;
    private readonly List<(int Offset, int Bytes)> allocations = [];
    private byte* lanes;
    private nint lanesLength;
    private int sharedUsed, dynamicBytes;
    private Launch launch = null!;

    public GroupRun(int sharedLimit)
    {
        this.sharedLimit = sharedLimit;
        shared = (byte*)NativeMemory.AlignedAlloc((nuint)sharedLimit, Memory.BufferAlignment);
        shadow = (Shadow*)NativeMemory.AllocZeroed((nuint)sizeof(Shadow));
        shadow->SharedStart = shared;
        shadow->SharedLength = sharedLimit;
    }

    public Kernel Kernel => launch.Kernel;

    public void Execute(Launch next)
    {
        launch = next;
        var (grid, group) = (launch.Config.GridDim, launch.Config.GroupDim);
        Prepare(group.Size);
        Lane.Run = this;
        var groups = Order(grid.Size, launch.Accelerator.Checks);
        for (var i = 0; i < grid.Size; i++)
        {
            var linear = groups?[i] ?? i;
            BeginGroup(linear);
            var index = new Index3D(linear % grid.X, linear / grid.X % grid.Y, linear / grid.X / grid.Y);
            if (Kernel.Code.Sites.Count == 0)
                ExecuteInTurn(index, group.Size, (int)Math.Min(group.Size, launch.Threads - (long)linear * group.Size));
            else
                ExecuteMeeting(index, group.Size);
        }
        Lane.Current = null;
        Lane.Run = null;
    }

    /// <summary>Memory for the lanes: all of a group where they wait for each other, else one.</summary>
    private void Prepare(int threads)
    {
        var stride = Stride;
        var bytes = (nint)stride * (Kernel.Code.Sites.Count > 0 ? threads : 1);
        if (bytes > lanesLength)
        {
            NativeMemory.AlignedFree(lanes);
            lanes = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
            lanesLength = bytes;
        }
        shadow->LanesStart = lanes;
        shadow->LanesLength = lanesLength;
        shadow->GlobalLength = 0;
        shadow->Launch = launch.Number;
        shadow->DoneBelow = launch.DoneBelow;
        if (Kernel.IsWatched && shadow->SharedCells == null)
            shadow->SharedCells = (Cell*)NativeMemory.AllocZeroed((nuint)(sharedLimit / sizeof(int)), (nuint)sizeof(Cell));
        dynamicBytes = launch.Config.SharedMemoryConfig.ArraySize;
        if (dynamicBytes > sharedLimit)
            throw new KernelFaultException($"{Kernel.Name} was launched with {dynamicBytes} bytes of shared memory, of {sharedLimit}");
    }

    private int Stride => Kernel.Code.LaneBytes + (Kernel.UsesLocalMemory ? LocalBytes : 0);

    private void BeginGroup(int linear)
    {
        allocations.Clear();
        sharedUsed = dynamicBytes;
        new Span<byte>(shared, dynamicBytes).Fill(0xFF);
        shadow->Group = linear;
        shadow->Epoch = 0;
        shadow->GroupRun = Interlocked.Increment(ref lastGroupRun);
    }

    private void ExecuteInTurn(Index3D index, int size, int threads)
    {
        var order = Order(size, launch.Accelerator.Checks);
        var lane = (Lane*)lanes;
        Lane.Current = lane;
        for (var i = 0; i < size; i++)
        {
            var linear = order?[i] ?? i;
            if (linear >= threads)
                continue;
            Begin(lane, linear, index);
            Kernel.Code.Resume(lane, launch.Arguments);
        }
    }

    private void ExecuteMeeting(Index3D index, int size)
    {
        var (stride, warp) = (Stride, Kernel.Accelerator.WarpSize);
        for (var i = 0; i < size; i++)
            Begin((Lane*)(lanes + (nint)i * stride), i, index);
        var order = Order(size, launch.Accelerator.Checks, within: warp);
        int site;
        do
        {
            site = 0;
            for (var first = 0; first < size; first += warp)
            {
                var reached = ExecuteWarp(first, Math.Min(size, first + warp), order);
                if (first > 0 && reached != site)
                    throw Diverged(first, reached, 0, site);
                site = reached;
            }
            shadow->Epoch++;
        }
        while (site > 0);
    }

    /// <summary>Runs a warp until it waits for the whole group, or ends.</summary>
    private int ExecuteWarp(int first, int end, int[]? order)
    {
        var (stride, resume) = (Stride, Kernel.Code.Resume);
        while (true)
        {
            for (var i = first; i < end; i++)
            {
                var lane = (Lane*)(lanes + (nint)(order?[i] ?? i) * stride);
                Lane.Current = lane;
                lane->State = resume(lane, launch.Arguments);
            }
            var site = ((Lane*)(lanes + (nint)first * stride))->State;
            for (var i = first + 1; i < end; i++)
            {
                if (((Lane*)(lanes + (nint)i * stride))->State is var other && other != site)
                    throw Diverged(i, other, first, site);
            }
            if (site < 0 || !Kernel.Code.Sites[site - 1].IsOfWarp)
                return site;
            for (var i = first; i < end; i++)
                ((Lane*)(lanes + (nint)i * stride))->WarpSerial++;
        }
    }

    private void Begin(Lane* lane, int linear, Index3D index)
    {
        var group = launch.Config.GroupDim;
        lane->State = 0;
        lane->Linear = linear;
        lane->Group = new Index3D(linear % group.X, linear / group.X % group.Y, linear / group.X / group.Y);
        lane->Grid = index;
        lane->GroupDim = group;
        lane->GridDim = launch.Config.GridDim;
        lane->Extent = launch.Extent;
        lane->WarpSize = Kernel.Accelerator.WarpSize;
        lane->SharedCount = lane->WarpSerial = lane->GroupParity = lane->WarpParity = 0;
        lane->Local = (byte*)lane + Kernel.Code.LaneBytes;
        lane->LocalEnd = (byte*)lane + Stride;
        lane->First = (Lane*)lanes;
        lane->Stride = Stride;
        lane->Shadow = shadow;
    }

    private KernelFaultException Diverged(int thread, int site, int other, int otherSite) =>
        new($"threads diverge in {Kernel.Name}, group {((Lane*)lanes)->Grid}: thread {thread} {At(site)} while thread {other} {At(otherSite)}; " +
            "every thread of a group must reach the same barriers, those of a warp the same shuffles");

    private string At(int site) => site < 0 ? "has ended" : $"waits at {Kernel.Code.Sites[site - 1].Text}";

    /// <summary>The order in which to run so many things, or null for the usual one; the members of each block stay together.</summary>
    private static int[]? Order(int count, Checks checks, int within = int.MaxValue)
    {
        if (checks.Order == RunOrder.Ascending)
            return null;
        var order = Enumerable.Range(0, count).ToArray();
        for (var first = 0; first < count; first += Math.Min(within, count))
        {
            var block = order.AsSpan(first, Math.Min(within, count - first));
            if (checks.Order == RunOrder.Descending)
                block.Reverse();
            else
                new Random(first + count).Shuffle(block);
        }
        return order;
    }

    public byte* Shared(int number, int bytes, int alignment)
    {
        if (number == allocations.Count)
        {
            var offset = Alignment.Up(sharedUsed, alignment);
            if (offset + bytes > sharedLimit)
                throw Fault.New($"{offset + bytes} bytes of shared memory, of {sharedLimit}");
            allocations.Add((offset, bytes));
            sharedUsed = offset + bytes;
            new Span<byte>(shared + offset, bytes).Fill(0xFF);
        }
        else if (allocations[number].Bytes != bytes)
        {
            throw Fault.New($"shared allocation {number} has {bytes} bytes here and {allocations[number].Bytes} in another thread");
        }
        return shared + allocations[number].Offset;
    }

    public (nint Start, int Bytes) Dynamic() => ((nint)shared, dynamicBytes);

    public bool IsShared(nint address) => address >= (nint)shared && address < (nint)shared + sharedLimit;

    public long SharedOffset(nint address) => address - (nint)shared;

    public string? ParameterAt(nint address) => Kernel.ParameterAt(launch.Arguments, address);

    public void Dispose()
    {
        NativeMemory.AlignedFree(shared);
        NativeMemory.AlignedFree(lanes);
        NativeMemory.Free(shadow->SharedCells);
        NativeMemory.Free(shadow);
    }
}
