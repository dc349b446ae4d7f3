using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

/// <summary>Transposes columns whose terms are neighbours, 8 columns by 4 terms at a time in AVX registers, 16 by 16 in those of AVX-512.</summary>
internal static unsafe class Transposition
{
    /// <summary>target[term, 0..8] = column[0..8][term].</summary>
    /// <param name="source">The first column; the others follow at <paramref name="column"/> floats.</param>
    /// <param name="width">Floats from one term to the next in the target.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack8Columns(float* source, float* target, nint column, int width, int depth)
    {
        int term = 0;
        for (; term + 4 <= depth; term += 4)
        {
            Transpose(source, column, out var t0, out var t1, out var t2, out var t3);
            t0.Store(target);
            t1.Store(target + width);
            t2.Store(target + 2 * width);
            t3.Store(target + 3 * width);
            source += 4;
            target += 4 * width;
        }

        for (; term < depth; term++)
        {
            for (int index = 0; index < 8; index++)
            {
                target[index] = source[index * column];
            }

            source++;
            target += width;
        }
    }

    /// <summary>target[term, 0..16] = column[0..16][term], for as many terms as fill registers; returns how many those are.</summary>
    /// <inheritdoc cref="Pack8Columns"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Pack16Columns(float* source, float* target, nint column, int width, int depth)
    {
        int term = 0;
        for (; term + 16 <= depth; term += 16)
        {
            float* from = source + term, to = target + (nint)term * width;
            Transpose4(from, column, out var a0, out var a1, out var a2, out var a3);
            Transpose4(from + 4 * column, column, out var b0, out var b1, out var b2, out var b3);
            Transpose4(from + 8 * column, column, out var c0, out var c1, out var c2, out var c3);
            Transpose4(from + 12 * column, column, out var d0, out var d1, out var d2, out var d3);
            StoreTerms(to, width, a0, b0, c0, d0);
            StoreTerms(to + width, width, a1, b1, c1, d1);
            StoreTerms(to + 2 * width, width, a2, b2, c2, d2);
            StoreTerms(to + 3 * width, width, a3, b3, c3, d3);
        }

        return term;
    }

    // Four terms of four columns lie in each quarter of four registers: the first register has terms 0, 4, 8 and 12.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(
        float* source, nint column, out Vector512<float> t0, out Vector512<float> t1, out Vector512<float> t2, out Vector512<float> t3)
    {
        Vector512<float> v0 = Vector512.Load(source), v1 = Vector512.Load(source + column);
        Vector512<float> v2 = Vector512.Load(source + 2 * column), v3 = Vector512.Load(source + 3 * column);
        Vector512<float> low01 = Avx512F.UnpackLow(v0, v1), high01 = Avx512F.UnpackHigh(v0, v1);
        Vector512<float> low23 = Avx512F.UnpackLow(v2, v3), high23 = Avx512F.UnpackHigh(v2, v3);
        t0 = Avx512F.Shuffle(low01, low23, 0x44);
        t1 = Avx512F.Shuffle(low01, low23, 0xEE);
        t2 = Avx512F.Shuffle(high01, high23, 0x44);
        t3 = Avx512F.Shuffle(high01, high23, 0xEE);
    }

    // Quarters are transposed as values were: 16 columns of a term come together, of every fourth term.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTerms(float* target, nint width, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector512<float> lowAB = Avx512F.Shuffle4x128(a, b, 0x44), highAB = Avx512F.Shuffle4x128(a, b, 0xEE);
        Vector512<float> lowCD = Avx512F.Shuffle4x128(c, d, 0x44), highCD = Avx512F.Shuffle4x128(c, d, 0xEE);
        Avx512F.Shuffle4x128(lowAB, lowCD, 0x88).Store(target);
        Avx512F.Shuffle4x128(lowAB, lowCD, 0xDD).Store(target + 4 * width);
        Avx512F.Shuffle4x128(highAB, highCD, 0x88).Store(target + 8 * width);
        Avx512F.Shuffle4x128(highAB, highCD, 0xDD).Store(target + 12 * width);
    }

    /// <summary>c[0..32] (+)= Σ over terms of row[term] · column[0..32][term].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyRowBy32Columns(float* row, float* source, nint column, int depth, float* c, bool add)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        float* source1 = source + 8 * column, source2 = source1 + 8 * column, source3 = source2 + 8 * column;
        int term = 0;
        for (; term + 4 <= depth; term += 4)
        {
            Vector256<float> r0 = Vector256.Create(row[term]), r1 = Vector256.Create(row[term + 1]);
            Vector256<float> r2 = Vector256.Create(row[term + 2]), r3 = Vector256.Create(row[term + 3]);
            s0 = Add4Terms(source + term, column, r0, r1, r2, r3, s0);
            s1 = Add4Terms(source1 + term, column, r0, r1, r2, r3, s1);
            s2 = Add4Terms(source2 + term, column, r0, r1, r2, r3, s2);
            s3 = Add4Terms(source3 + term, column, r0, r1, r2, r3, s3);
        }

        for (; term < depth; term++)
        {
            var value = Vector256.Create(row[term]);
            s0 = Fma.MultiplyAdd(value, Gather(source + term, column), s0);
            s1 = Fma.MultiplyAdd(value, Gather(source1 + term, column), s1);
            s2 = Fma.MultiplyAdd(value, Gather(source2 + term, column), s2);
            s3 = Fma.MultiplyAdd(value, Gather(source3 + term, column), s3);
        }

        Finish(c, s0, add);
        Finish(c + 8, s1, add);
        Finish(c + 16, s2, add);
        Finish(c + 24, s3, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add4Terms(
        float* source, nint column, Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, Vector256<float> sum)
    {
        Transpose(source, column, out var t0, out var t1, out var t2, out var t3);
        sum = Fma.MultiplyAdd(r0, t0, sum);
        sum = Fma.MultiplyAdd(r1, t1, sum);
        sum = Fma.MultiplyAdd(r2, t2, sum);
        return Fma.MultiplyAdd(r3, t3, sum);
    }

    // Columns 0 and 4 share a register, 1 and 5, and so on: each half is then transposed 4×4 for itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        float* source, nint column, out Vector256<float> t0, out Vector256<float> t1, out Vector256<float> t2, out Vector256<float> t3)
    {
        float* source4 = source + 4 * column;
        var v0 = Vector256.Create(Vector128.Load(source), Vector128.Load(source4));
        var v1 = Vector256.Create(Vector128.Load(source + column), Vector128.Load(source4 + column));
        var v2 = Vector256.Create(Vector128.Load(source + 2 * column), Vector128.Load(source4 + 2 * column));
        var v3 = Vector256.Create(Vector128.Load(source + 3 * column), Vector128.Load(source4 + 3 * column));
        Vector256<float> low01 = Avx.UnpackLow(v0, v1), high01 = Avx.UnpackHigh(v0, v1);
        Vector256<float> low23 = Avx.UnpackLow(v2, v3), high23 = Avx.UnpackHigh(v2, v3);
        t0 = Avx.Shuffle(low01, low23, 0x44);
        t1 = Avx.Shuffle(low01, low23, 0xEE);
        t2 = Avx.Shuffle(high01, high23, 0x44);
        t3 = Avx.Shuffle(high01, high23, 0xEE);
    }

    private static Vector256<float> Gather(float* source, nint column) => Vector256.Create(
        source[0], source[column], source[2 * column], source[3 * column],
        source[4 * column], source[5 * column], source[6 * column], source[7 * column]);

    private static void Finish(float* c, Vector256<float> sum, bool add) =>
        (add ? Vector256.Load(c) + sum : sum).Store(c);
}
