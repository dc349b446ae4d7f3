using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

// The last, partial vector of a row. Inlined for the usual register widths: a call in the loop, though it runs once a row,
// would make every turn of the loop pass its vectors through memory.
public static partial class Lanes
{
    private static bool CanMask
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<float>.Count == 8 && Avx.IsSupported;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector<float> LoadTail(ReadOnlySpan<float> values, int index, int end)
    {
        if (Vector<float>.Count == 4)
        {
            Vector128<float> lanes = Vector128.CreateScalar(values[index]);
            lanes = end - index > 1 ? lanes.WithElement(1, values[index + 1]) : lanes;
            return (end - index > 2 ? lanes.WithElement(2, values[index + 2]) : lanes).AsVector();
        }

        if (!CanMask)
        {
            return CopyTail(values[index..end]);
        }

        // Masked-out lanes are not accessed, so they may lie outside the memory.
        fixed (float* first = &MemoryMarshal.GetReference(values))
        {
            return Avx.MaskLoad(first + index, Mask(index, end).AsVector256()).AsVector();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void StoreTail(Span<float> values, int index, int end, Vector<float> lanes)
    {
        if (Vector<float>.Count == 4)
        {
            values[index] = lanes[0];
            if (end - index > 1)
            {
                values[index + 1] = lanes[1];
            }

            if (end - index > 2)
            {
                values[index + 2] = lanes[2];
            }

            return;
        }

        if (!CanMask)
        {
            CopyTail(values[index..end], lanes);
            return;
        }

        fixed (float* first = &MemoryMarshal.GetReference(values))
        {
            Avx.MaskStore(first + index, Mask(index, end).AsVector256(), lanes.AsVector256());
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> CopyTail(ReadOnlySpan<float> tail)
    {
        Vector<float> lanes = Vector<float>.Zero;
        tail.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<float>, float>(ref lanes), Vector<float>.Count));
        return lanes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CopyTail(Span<float> tail, Vector<float> lanes) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Vector<float>, float>(ref lanes), tail.Length).CopyTo(tail);
}
