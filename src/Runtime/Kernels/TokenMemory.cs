using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CompiledNets.Kernels;

/// <summary>Ints in memory that was planned in floats: both take four bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TokenMemory
{
    /// <summary>The same memory as ints.</summary>
    public static Span<int> Of(Span<float> floats) => MemoryMarshal.Cast<float, int>(floats);
}
