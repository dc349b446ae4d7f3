using System.Runtime.InteropServices;

namespace ILGPU.StandIn;

/// <summary>
/// One thread of a group. It lies in unmanaged memory, its saved variables and its local memory behind it, so that emitted code
/// reaches it by a pointer.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Lane
{
    /// <summary>Where to go on: 0 at the beginning, -1 when ended, else the number of the barrier that it waits at.</summary>
    public int State;

    /// <summary>Position within the group, linear and by axis.</summary>
    public int Linear;
    public Index3D Group;
    public Index3D Grid;
    public Index3D GroupDim;
    public Index3D GridDim;
    public int WarpSize;

    /// <summary>Shared allocations that this lane has made: its n-th is every lane's n-th.</summary>
    public int SharedCount;
    public byte* Local;
    public byte* LocalEnd;

    [ThreadStatic]
    public static Lane* Current;

    [ThreadStatic]
    public static GroupRun? Run;

    public ArrayView<T> AllocateShared<T>(int extent) where T : unmanaged =>
        new((T*)Run!.Shared(SharedCount++, extent * sizeof(T), Alignment.Of<T>()), extent);

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

    /// <summary>" in kernel K, thread …, group …", for messages.</summary>
    public static string Where() => Current == null ? "" : $", in {Run!.Kernel.Name}, thread {Current->Group} of group {Current->Grid}";

    /// <summary>The kernel's parameter that an address belongs to, with a comma.</summary>
    public static string NameOf(nint start) => Run?.Kernel.ParameterAt(Run.Arguments, start) is { } name ? $"'{name}', " : "";

    public static bool IsShared(nint address) => Run?.IsShared(address) ?? false;
    public static long SharedOffset(nint address) => Run!.SharedOffset(address);

    /// <summary>What would run if a kernel were called by the host.</summary>
    public static void OnlyRewritten() => Run!.Barrier();

    public static T OnlyRewritten<T>() => throw new InvalidOperationException("Only kernels have groups and warps.");
}
