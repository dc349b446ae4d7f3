using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>A thread's own memory for values that live within one slice of one phase: it stays in the core's cache.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SliceMemory
{
    [ThreadStatic]
    private static AlignedBuffer? buffer;

    /// <summary>The thread's memory, at least <paramref name="floats"/> long: grown when needed, contents unspecified. A slice asks once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<float> Rent(int floats)
    {
        AlignedBuffer? current = buffer;
        return (current is null || current.Length < floats ? Grow(floats) : current).Span[..floats];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AlignedBuffer Grow(int floats) => buffer = new AlignedBuffer(floats);
}
