using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

/// <summary>Results that go past the caches, straight to memory: a line that is only written is then not read first.</summary>
/// <remarks>
/// Only for what a call hands to its caller and does not read again, and which no cache would have kept for the caller. The same values
/// are stored either way. On x64 such stores wait in buffers of their own, and may become visible to others after what is stored
/// later, so whoever made some ends with <see cref="Finish"/>. Elsewhere, where nothing was measured, stores are the usual ones.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Streaming
{
    // 32 MiB: as much as the last-level cache of most desktop processors, and of the cores that share one in most servers.
    private const long LeastFloats = 1 << 23;

    /// <summary>Whether a result of so many values, of the entire batch, is worth it.</summary>
    public static bool Pays(long floats) => floats >= LeastFloats && Sse2.X64.IsSupported;

    /// <summary>Where the first of a loop's two parts ends, so that vectors are aligned in the second; <paramref name="count"/> where that is
    /// all the same.</summary>
    public static unsafe int Head(Span<float> values, int count, bool streams)
    {
        if (!streams)
        {
            return count;
        }

        fixed (float* start = values)
        {
            int before = BeforeAligned(start);
            return before > 0 && before < count ? before : count;
        }
    }

    /// <summary>Writes the lanes from <paramref name="index"/> on that lie before <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Span<float> values, int index, int end, Vector<float> lanes, bool streams)
    {
        if (!streams || end - index < Lanes.Count)
        {
            Lanes.Store(values, index, end, lanes);
            return;
        }

        // Asked at each store, for the collector may have moved the array since the loop began.
        fixed (float* target = &Unsafe.Add(ref MemoryMarshal.GetReference(values), index))
        {
            if (BeforeAligned(target) == 0)
            {
                Vector.StoreAlignedNonTemporal(lanes, target);
            }
            else
            {
                Vector.Store(lanes, target);
            }
        }
    }

    /// <summary>target = source.</summary>
    public static unsafe void Copy(ReadOnlySpan<float> source, Span<float> target)
    {
        if (!Sse2.X64.IsSupported)
        {
            source.CopyTo(target);
            return;
        }

        fixed (float* from = source, to = target[..source.Length])
        {
            int index = 0, count = source.Length, head = Math.Min(BeforeAligned(to), count);
            for (; index < head; index++)
            {
                CopyOne(from + index, to + index);
            }

            for (; index + Vector<float>.Count <= count; index += Vector<float>.Count)
            {
                Vector.StoreAlignedNonTemporal(Vector.Load(from + index), to + index);
            }

            for (; index < count; index++)
            {
                CopyOne(from + index, to + index);
            }
        }
    }

    /// <summary>Makes what the calling thread stored here visible before anything that it stores from now on.</summary>
    public static void Finish(bool streams)
    {
        if (streams)
        {
            Sse.StoreFence();
        }
    }

    /// <summary>Floats between an address and the next one to which vectors are aligned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int BeforeAligned(float* address)
    {
        int mask = Vector<float>.Count - 1;
        return -(int)((nuint)address / sizeof(float)) & mask;
    }

    // One that is not aligned shares its line with the next row's, which is written past the caches too.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void CopyOne(float* source, float* target) => Sse2.StoreNonTemporal((int*)target, *(int*)source);
}
