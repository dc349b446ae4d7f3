using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

/// <summary>Asks for memory before it is needed.</summary>
internal static unsafe class CacheLine
{
    public const int Floats = 16, Bytes = Floats * sizeof(float);

    /// <summary>The same, but leaves the first-level cache to what is in use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchFar(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(address);
        }
    }

    /// <summary>Fetches the line of an address into the caches, if the processor will. Any address does, valid or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }
}
