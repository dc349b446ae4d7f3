using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompiledNets.Kernels;

/// <summary>Moves rows of floats in and out of vector registers; emitted elementwise loops are written with it.</summary>
/// <remarks>
/// The pattern over a row that ends before <c>end</c>, whatever the register width:
/// <code>
/// for (int i = start; i &lt; end; i += Lanes.Count)
///     Lanes.Store(y, i, end, VectorMath.Relu(Lanes.Load(x, i, end) + Lanes.Splat(b)));
/// </code>
/// A full vector costs one compare and one unaligned access. At the tail, lanes at or past <c>end</c> load as zero and are
/// never written, so that neighbouring rows may belong to other threads. <c>end</c> must not exceed the span's length and
/// indices must not be negative: that is the caller's promise, checked in debug builds only.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Lanes
{
    /// <summary>Floats in one vector: 4, 8 or 16, by the machine.</summary>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<float>.Count;
    }

    /// <summary>The values from <paramref name="index"/> on; zeros past the end of the span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(ReadOnlySpan<float> values, int index) => Load(values, index, values.Length);

    /// <summary>The values from <paramref name="index"/> on; zeros at and past <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(ReadOnlySpan<float> values, int index, int end)
    {
        Debug.Assert(index >= 0 && end <= values.Length, "The row must lie inside the span.");
        return IsFull(index, end)
            ? Vector.LoadUnsafe(ref MemoryMarshal.GetReference(values), (uint)index)
            : LoadTail(values, index, end);
    }

    /// <summary>One value in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Splat(float value) => new(value);

    /// <summary>The value at <paramref name="index"/> in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Splat(ReadOnlySpan<float> values, int index) => new(values[index]);

    /// <summary>Writes the lanes from <paramref name="index"/> on that lie inside the span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Span<float> values, int index, Vector<float> lanes) => Store(values, index, values.Length, lanes);

    /// <summary>Writes the lanes from <paramref name="index"/> on that lie before <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Span<float> values, int index, int end, Vector<float> lanes)
    {
        Debug.Assert(index >= 0 && end <= values.Length, "The row must lie inside the span.");
        if (IsFull(index, end))
        {
            lanes.StoreUnsafe(ref MemoryMarshal.GetReference(values), (uint)index);
        }
        else
        {
            StoreTail(values, index, end, lanes);
        }
    }

    /// <summary>Adds the lanes to the values from <paramref name="index"/> on, inside the span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Span<float> values, int index, Vector<float> lanes) => Add(values, index, values.Length, lanes);

    /// <summary>Adds the lanes to the values from <paramref name="index"/> on, before <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Span<float> values, int index, int end, Vector<float> lanes) =>
        Store(values, index, end, Load(values, index, end) + lanes);

    /// <summary>All bits set in the lanes that lie before <paramref name="end"/> when lane 0 is at <paramref name="index"/>:
    /// <c>Lanes.Mask(i, end) &amp; x</c> keeps tail lanes out of a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Mask(int index, int end) =>
        Vector.AsVectorSingle(Vector.LessThan(Vector<int>.Indices, new Vector<int>(end - index)));

    /// <summary><paramref name="lanes"/> where they lie before <paramref name="end"/>, elsewhere <paramref name="neutral"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Keep(Vector<float> lanes, int index, int end, float neutral) =>
        IsFull(index, end) ? lanes : Vector.ConditionalSelect(Mask(index, end), lanes, new Vector<float>(neutral));

    /// <summary>The sum of all lanes, halves added to halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector<float> lanes) => Vector.Sum(lanes);

    /// <summary>The largest lane; NaN if a lane is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector<float> lanes)
    {
        Vector128<float> quarter;
        if (Vector<float>.Count == 8)
        {
            Vector256<float> half = lanes.AsVector256();
            quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        }
        else if (Vector<float>.Count == 16)
        {
            Vector512<float> whole = lanes.AsVector512();
            Vector256<float> half = Vector256.Max(whole.GetLower(), whole.GetUpper());
            quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        }
        else
        {
            quarter = lanes.AsVector128();
        }

        quarter = Vector128.Max(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(quarter, Vector128.Shuffle(quarter, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    // In 64 bits, so that an index near int.MaxValue cannot wrap around into the fast path.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFull(int index, int end) => (long)(uint)index + Vector<float>.Count <= end;
}
