using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>A thread's own memory for values that live within one slice of one phase: it stays in the core's cache.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SliceMemory
{
    [ThreadStatic]
    private static AlignedBuffer? buffer;

    /// <summary>The thread's memory, at least <paramref name="floats"/> long: grown when needed, contents unspecified. A slice asks once.</summary>
    public static Span<float> Rent(int floats)
    {
        AlignedBuffer? current = buffer;
        if (current is null || current.Length < floats)
        {
            buffer = current = new AlignedBuffer(floats);
        }

        return current.Span[..floats];
    }
}
