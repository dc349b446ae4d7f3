using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CompiledNets.Kernels;

/// <summary>Ints in memory that was planned in floats: both take four bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TokenMemory
{
    /// <summary>The same memory as ints.</summary>
    public static Span<int> Of(Span<float> floats) => MemoryMarshal.Cast<float, int>(floats);

    /// <summary>y = x.</summary>
    public static void Copy(ReadOnlySpan<int> x, Span<int> y) => x.CopyTo(y);

    /// <summary>y[n, :] = x for each sample.</summary>
    public static void Repeat(int samples, ReadOnlySpan<int> x, Span<int> y)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            x.CopyTo(y.Slice(sample * x.Length, x.Length));
        }
    }

    /// <summary>Turns ints into floats in their place, rounded where they are beyond 2²⁴: for those who read all outputs as floats.</summary>
    public static void ToFloats(Span<float> memory)
    {
        Span<int> ints = Of(memory);
        for (int i = 0; i < memory.Length; i++)
        {
            memory[i] = ints[i];
        }
    }
}
