using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

// The last, partial vector of a row. Out of line, so that loops stay small.
public static partial class Lanes
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe Vector<float> LoadTail(ReadOnlySpan<float> values, int index, int end)
    {
        ReadOnlySpan<float> tail = values[index..end];
        if (Vector<float>.Count == 8 && Avx.IsSupported)
        {
            fixed (float* first = tail)
            {
                return Avx.MaskLoad(first, Mask(0, tail.Length).AsVector256()).AsVector();
            }
        }

        Vector<float> lanes = Vector<float>.Zero;
        tail.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<float>, float>(ref lanes), Vector<float>.Count));
        return lanes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void StoreTail(Span<float> values, int index, int end, Vector<float> lanes)
    {
        Span<float> tail = values[index..end];
        if (Vector<float>.Count == 8 && Avx.IsSupported)
        {
            fixed (float* first = tail)
            {
                Avx.MaskStore(first, Mask(0, tail.Length).AsVector256(), lanes.AsVector256());
            }

            return;
        }

        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Vector<float>, float>(ref lanes), tail.Length).CopyTo(tail);
    }
}
