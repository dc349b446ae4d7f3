using System.Diagnostics.CodeAnalysis;

namespace ILGPU.StandIn;

/// <summary>A kernel did what a device must not be asked to do.</summary>
public sealed class KernelFaultException(string message) : Exception(message);

/// <summary>The messages of faults: what, where, by which thread of which kernel.</summary>
internal static unsafe class Fault
{
    [DoesNotReturn]
    public static void OutOfBounds(nint start, long length, long index, Type type) =>
        throw New($"index {index} is outside {Describe(start, length, type)}");

    [DoesNotReturn]
    public static void SubViewOutOfBounds(nint start, long length, long index, long count, Type type) =>
        throw New($"a sub-view of {count} from {index} is outside {Describe(start, length, type)}");

    [DoesNotReturn]
    public static void UnalignedCast(nint start, Type from, Type to) =>
        throw New($"a Cast from {from.Name} to {to.Name} at {Offset(start)}, which is not aligned for {to.Name}: " +
            "plan offsets in multiples of 64 floats, and use AsAligned only where it is true");

    [DoesNotReturn]
    public static void Unaligned(nint start, int alignment, Type type) =>
        throw New($"AsAligned({alignment}) of a view of {type.Name} at {Offset(start)}, which is not");

    /// <summary>An address, as the element of a parameter or a byte of memory.</summary>
    public static string Place(nint address) => Lane.NameOf(address) + Offset(address);

    public static Exception New(string what) => Lane.Current == null ? new ArgumentException(what) : new KernelFaultException(what + Lane.Where());

    private static string Describe(nint start, long length, Type type) => $"{Lane.NameOf(start)}a view of {length} {type.Name} at {Offset(start)}";

    private static string Offset(nint start)
    {
        if (Memory.Find(start) is { } buffer)
            return $"byte {start - buffer.NativePtr} of a buffer of {buffer.LengthInBytes}";
        return Lane.IsShared(start) ? $"byte {Lane.SharedOffset(start)} of shared memory" : "local memory";
    }
}
