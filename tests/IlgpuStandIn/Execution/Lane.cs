using System.Runtime.InteropServices;

namespace ILGPU.StandIn;

/// <summary>
/// One thread of a group. It lies in unmanaged memory, the variables that it keeps across barriers and its local memory behind it, so that
/// emitted code reaches them by a pointer.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Lane
{
    public const int SlotBytes = 64;

    /// <summary>Where to go on: 0 at the beginning, -1 when ended, else the number of the meeting that it waits at.</summary>
    public int State;

    /// <summary>Position within the group, linear and by axis.</summary>
    public int Linear;
    public Index3D Group;
    public Index3D Grid;
    public Index3D GroupDim;
    public Index3D GridDim;
    public Index3D Extent;
    public int WarpSize;

    /// <summary>Shared allocations that this lane has made: its n-th is every lane's n-th.</summary>
    public int SharedCount;

    /// <summary>The next free byte of local memory, and its end.</summary>
    public byte* Local;
    public byte* LocalEnd;

    /// <summary>The group's lane 0; lane i lies i·Stride bytes on.</summary>
    public Lane* First;
    public int Stride;

    /// <summary>How many warp-wide meetings this lane has been at, for the order of accesses within a warp.</summary>
    public int WarpSerial;

    /// <summary>The number that came with the value given to others: a source, a delta or a mask.</summary>
    public int Operand;

    /// <summary>Which of two slots the next exchange uses, so that one exchange cannot overwrite what slower lanes have yet to read.</summary>
    public int GroupParity;
    public int WarpParity;
    public Shadow* Shadow;

    /// <summary>Two slots of the group's exchanges, then two of the warp's.</summary>
    public fixed byte Slots[4 * SlotBytes];

    [ThreadStatic]
    public static Lane* Current;

    [ThreadStatic]
    public static GroupRun? Run;

    public readonly Lane* At(int linear) => (Lane*)((byte*)First + (long)linear * Stride);

    /// <summary>Aligned by 16 bytes, since ILGPU aligns an allocation for the widest access that is made of it.</summary>
    public ArrayView<T> AllocateShared<T>(int extent) where T : unmanaged =>
        new((T*)Run!.Shared(SharedCount++, extent * sizeof(T), alignment: 16), extent);

    public readonly ArrayView<T> DynamicShared<T>() where T : unmanaged
    {
        var (start, bytes) = Run!.Dynamic();
        return new ArrayView<T>((T*)start, bytes / sizeof(T));
    }

    public ArrayView<T> AllocateLocal<T>(int extent) where T : unmanaged
    {
        var bytes = Alignment.Up(extent * sizeof(T), 16);
        if (Local + bytes > LocalEnd)
            throw Fault.New($"more than {GroupRun.LocalBytes} bytes of local memory");
        var view = new ArrayView<T>((T*)Local, extent);
        new Span<byte>(Local, bytes).Fill(0xFF);
        Local += bytes;
        return view;
    }

    /// <summary>", in kernel K, thread …, group …", for messages.</summary>
    public static string Where() => Current == null ? "" : $", in {Run!.Kernel.Name}, thread {Current->Group} of group {Current->Grid}";

    /// <summary>The kernel's parameter that an address belongs to, with a comma.</summary>
    public static string NameOf(nint start) => Run?.ParameterAt(start) is { } name ? $"'{name}', " : "";

    public static bool IsShared(nint address) => Run?.IsShared(address) ?? false;
    public static long SharedOffset(nint address) => Run!.SharedOffset(address);

    /// <summary>What runs where a host calls what only kernels can.</summary>
    public static void OnlyInKernels() => throw new InvalidKernelOperationException();

    public static T OnlyInKernels<T>() => throw new InvalidKernelOperationException();
}
