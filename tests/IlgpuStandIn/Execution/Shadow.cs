using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ILGPU.StandIn;

/// <summary>Who last wrote and read one word of memory: zero is nobody.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Cell
{
    public Access Write, Read;
}

/// <summary>An access: by which launch, group and thread, and since which barrier of the group.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Access
{
    public const int Many = -1;

    /// <summary>The launch; for shared memory, the one run of the one group that owns it.</summary>
    public int Launch;

    /// <summary>The group, or several.</summary>
    public int Group;

    /// <summary>Barriers that the group had passed.</summary>
    public int Epoch;

    /// <summary>The thread in the low bits, or several; above them how often its warp had met.</summary>
    public int Thread;
}

/// <summary>
/// Finds races: two threads at one word, one of them writing, that no barrier keeps in order. Threads run in turn, so nothing goes wrong by chance;
/// that it could is seen from who was there before. Accesses narrower than a word are not watched: a device writes bytes apart.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Shadow
{
    private const int AtomicBit = 1 << 31, ThreadBits = 11, ThreadMask = (1 << ThreadBits) - 1;

    public byte* SharedStart;
    public nint SharedLength;
    public Cell* SharedCells;
    public byte* LanesStart;
    public nint LanesLength;

    /// <summary>The buffer of the last access.</summary>
    public byte* GlobalStart;
    public nint GlobalLength;
    public Cell* GlobalCells;

    public int Launch, DoneBelow, GroupRun, Group, Epoch;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(void* address, int bytes, Lane* lane)
    {
        if (bytes < sizeof(int) || lane->Shadow->Cells((byte*)address, out var isShared) is var cells && cells == null)
            return;
        var now = lane->Shadow->Now(lane, isShared);
        for (var end = cells + bytes / sizeof(int); cells < end; cells++)
        {
            if (!Ordered(cells->Write, now, lane, isShared))
                Race(address, "read", "written", cells->Write, lane);
            cells->Read = Joined(cells->Read, now);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(void* address, int bytes, Lane* lane)
    {
        if (bytes < sizeof(int) || lane->Shadow->Cells((byte*)address, out var isShared) is var cells && cells == null)
            return;
        var now = lane->Shadow->Now(lane, isShared);
        for (var end = cells + bytes / sizeof(int); cells < end; cells++)
        {
            if (!Ordered(cells->Write, now, lane, isShared))
                Race(address, "written", "written", cells->Write, lane);
            if (!Ordered(cells->Read, now, lane, isShared))
                Race(address, "written", "read", cells->Read, lane);
            cells->Write = now;
        }
    }

    /// <summary>An atomic update: in order with the other atomic ones, but not with plain reads and writes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(void* address, int bytes, Lane* lane)
    {
        if (lane->Shadow->Cells((byte*)address, out var isShared) is var cells && cells == null)
            return;
        var now = lane->Shadow->Now(lane, isShared);
        for (var end = cells + bytes / sizeof(int); cells < end; cells++)
        {
            var isAtomic = (cells->Write.Thread & AtomicBit) != 0;
            if (!isAtomic && !Ordered(cells->Write, now, lane, isShared))
                Race(address, "updated", "written", cells->Write, lane);
            if (!Ordered(cells->Read, now, lane, isShared))
                Race(address, "updated", "read", cells->Read, lane);
            var joined = isAtomic ? Joined(cells->Write, now) : now;
            joined.Thread |= AtomicBit;
            cells->Write = joined;
        }
    }

    /// <summary>A copy or fill on its stream.</summary>
    public static void Transfer(ArrayView<byte> view, MemoryBuffer buffer, Work work, bool isWrite)
    {
        var shadow = new Shadow { Launch = work.Number, DoneBelow = work.DoneBelow };
        var now = new Access { Launch = work.Number };
        var first = ((nint)view.Start - buffer.NativePtr) / sizeof(int);
        var end = buffer.Cells + first + view.Length / sizeof(int);
        for (var cell = buffer.Cells + first; cell < end; cell++)
        {
            if (!shadow.IsDone(cell->Write.Launch) || (isWrite && !shadow.IsDone(cell->Read.Launch)))
            {
                throw new KernelFaultException($"a race: byte {(cell - buffer.Cells) * sizeof(int)} of a buffer of {buffer.LengthInBytes} is " +
                    $"{(isWrite ? "written" : "read")} by a copy or fill and was used on another stream, with no Synchronize between");
            }
            if (isWrite)
                cell->Write = now;
            else
                cell->Read = now;
        }
    }

    private readonly Access Now(Lane* lane, bool isShared) => new()
    {
        Launch = isShared ? GroupRun : Launch,
        Group = isShared ? 0 : Group,
        Epoch = Epoch,
        Thread = lane->Linear | lane->WarpSerial << ThreadBits & ~AtomicBit,
    };

    private static bool Ordered(Access before, Access now, Lane* lane, bool isShared)
    {
        if (before.Launch != now.Launch)
            return isShared || lane->Shadow->IsDone(before.Launch);
        if (before.Group != now.Group)
            return false;
        if (before.Epoch != now.Epoch)
            return true;
        if (before.Thread == Access.Many)
            return false;
        var (thread, other) = (now.Thread & ThreadMask, before.Thread & ThreadMask);
        var isSameWarp = thread / lane->WarpSize == other / lane->WarpSize;
        return thread == other || (isSameWarp && (before.Thread & ~AtomicBit) >> ThreadBits != now.Thread >> ThreadBits);
    }

    private readonly bool IsDone(int work) => work < DoneBelow || Work.IsSameStream(work, Launch);

    /// <summary>Both accesses as one: what is ordered after it is ordered after both.</summary>
    private static Access Joined(Access before, Access now)
    {
        if (before.Launch != now.Launch)
            return now;
        if (before.Group != now.Group)
            return now with { Group = Access.Many };
        return before.Epoch == now.Epoch && (before.Thread & ~AtomicBit) != now.Thread ? now with { Thread = Access.Many } : now;
    }

    /// <summary>The cells of an address that several threads may share, else null.</summary>
    private Cell* Cells(byte* address, out bool isShared)
    {
        isShared = (nuint)(address - SharedStart) < (nuint)SharedLength;
        if (isShared)
            return SharedCells + (address - SharedStart) / sizeof(int);
        if ((nuint)(address - GlobalStart) < (nuint)GlobalLength)
            return GlobalCells + (address - GlobalStart) / sizeof(int);
        byte here;
        var isOnStack = (nuint)(address - &here) < WorkQueue.StackBytes;
        if (isOnStack || (nuint)(address - LanesStart) < (nuint)LanesLength)
            return null;
        return FindGlobal(address);
    }

    private Cell* FindGlobal(byte* address)
    {
        if (Memory.Find((nint)address) is not { IsHost: false } buffer)
            return null;
        GlobalStart = (byte*)buffer.NativePtr;
        GlobalLength = (nint)buffer.LengthInBytes;
        GlobalCells = buffer.Cells;
        return GlobalCells + (address - GlobalStart) / sizeof(int);
    }

    private static void Race(void* address, string now, string before, Access access, Lane* lane)
    {
        var run = Lane.Run!;
        if (access.Launch != lane->Shadow->Launch && !run.IsShared((nint)address))
        {
            throw Fault.New($"a race: {Fault.Place((nint)address)} is {now} here and was {before} on another stream, " +
                "with no Synchronize of that stream between");
        }
        var thread = access.Thread == Access.Many ? "several threads" : $"thread {access.Thread & ThreadMask}";
        var group = access.Group == Access.Many ? " of several groups"
            : access.Group == lane->Shadow->Group || run.IsShared((nint)address) ? "" : $" of group {access.Group}";
        throw Fault.New($"a race: {Fault.Place((nint)address)} is {now} here and was {before} by {thread}{group}, with no barrier between");
    }
}
