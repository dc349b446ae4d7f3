using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

/// <summary>Splits runs of values by their place modulo 4, and joins them again.</summary>
internal static unsafe class Interleave<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>d[r] lane j = source[4·j + r].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(float* source, out TVector d0, out TVector d1, out TVector d2, out TVector d3)
    {
        if (typeof(TVector) == typeof(Vector512<float>))
        {
            Interleave512.Load(source, out var w0, out var w1, out var w2, out var w3);
            (d0, d1) = (Unsafe.BitCast<Vector512<float>, TVector>(w0), Unsafe.BitCast<Vector512<float>, TVector>(w1));
            (d2, d3) = (Unsafe.BitCast<Vector512<float>, TVector>(w2), Unsafe.BitCast<Vector512<float>, TVector>(w3));
        }
        else if (typeof(TVector) == typeof(Vector256<float>))
        {
            // Lane 0 of q holds group i, lane 1 group 4 + i; the groups of each lane are then transposed.
            Vector256<float> q0 = Lanes(source, source + 16), q1 = Lanes(source + 4, source + 20);
            Vector256<float> q2 = Lanes(source + 8, source + 24), q3 = Lanes(source + 12, source + 28);
            Transpose(ref q0, ref q1, ref q2, ref q3);
            (d0, d1) = (Unsafe.BitCast<Vector256<float>, TVector>(q0), Unsafe.BitCast<Vector256<float>, TVector>(q1));
            (d2, d3) = (Unsafe.BitCast<Vector256<float>, TVector>(q2), Unsafe.BitCast<Vector256<float>, TVector>(q3));
        }
        else
        {
            Vector128<float> q0 = Vector128.Load(source), q1 = Vector128.Load(source + 4);
            Vector128<float> q2 = Vector128.Load(source + 8), q3 = Vector128.Load(source + 12);
            Transpose(ref q0, ref q1, ref q2, ref q3);
            (d0, d1) = (Unsafe.BitCast<Vector128<float>, TVector>(q0), Unsafe.BitCast<Vector128<float>, TVector>(q1));
            (d2, d3) = (Unsafe.BitCast<Vector128<float>, TVector>(q2), Unsafe.BitCast<Vector128<float>, TVector>(q3));
        }
    }

    /// <summary>target[4·j + r] = y[r] lane j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, TVector y0, TVector y1, TVector y2, TVector y3)
    {
        if (typeof(TVector) == typeof(Vector512<float>))
        {
            Interleave512.Store(
                target, Unsafe.BitCast<TVector, Vector512<float>>(y0), Unsafe.BitCast<TVector, Vector512<float>>(y1),
                Unsafe.BitCast<TVector, Vector512<float>>(y2), Unsafe.BitCast<TVector, Vector512<float>>(y3));
        }
        else if (typeof(TVector) == typeof(Vector256<float>))
        {
            Vector256<float> q0 = Unsafe.BitCast<TVector, Vector256<float>>(y0), q1 = Unsafe.BitCast<TVector, Vector256<float>>(y1);
            Vector256<float> q2 = Unsafe.BitCast<TVector, Vector256<float>>(y2), q3 = Unsafe.BitCast<TVector, Vector256<float>>(y3);
            Transpose(ref q0, ref q1, ref q2, ref q3);
            Avx.Permute2x128(q0, q1, 0x20).Store(target);
            Avx.Permute2x128(q2, q3, 0x20).Store(target + 8);
            Avx.Permute2x128(q0, q1, 0x31).Store(target + 16);
            Avx.Permute2x128(q2, q3, 0x31).Store(target + 24);
        }
        else
        {
            Vector128<float> q0 = Unsafe.BitCast<TVector, Vector128<float>>(y0), q1 = Unsafe.BitCast<TVector, Vector128<float>>(y1);
            Vector128<float> q2 = Unsafe.BitCast<TVector, Vector128<float>>(y2), q3 = Unsafe.BitCast<TVector, Vector128<float>>(y3);
            Transpose(ref q0, ref q1, ref q2, ref q3);
            q0.Store(target);
            q1.Store(target + 4);
            q2.Store(target + 8);
            q3.Store(target + 12);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Lanes(float* lower, float* upper) => Vector256.Create(Vector128.Load(lower), Vector128.Load(upper));

    // 4×4 within each 128-bit lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector256<float> q0, ref Vector256<float> q1, ref Vector256<float> q2, ref Vector256<float> q3)
    {
        Vector256<float> low02 = Avx.UnpackLow(q0, q2), high02 = Avx.UnpackHigh(q0, q2);
        Vector256<float> low13 = Avx.UnpackLow(q1, q3), high13 = Avx.UnpackHigh(q1, q3);
        (q0, q1) = (Avx.UnpackLow(low02, low13), Avx.UnpackHigh(low02, low13));
        (q2, q3) = (Avx.UnpackLow(high02, high13), Avx.UnpackHigh(high02, high13));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector128<float> q0, ref Vector128<float> q1, ref Vector128<float> q2, ref Vector128<float> q3)
    {
        Vector128<float> low02 = ZipLow(q0, q2), high02 = ZipHigh(q0, q2);
        Vector128<float> low13 = ZipLow(q1, q3), high13 = ZipHigh(q1, q3);
        (q0, q1) = (ZipLow(low02, low13), ZipHigh(low02, low13));
        (q2, q3) = (ZipLow(high02, high13), ZipHigh(high02, high13));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x[0], y[0], x[1], y[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x[2], y[2], x[3], y[3]);
}

/// <summary><see cref="Interleave{TSimd, TVector}"/> in AVX-512: two levels of permutations of two registers.</summary>
internal static unsafe class Interleave512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(
        float* source, out Vector512<float> d0, out Vector512<float> d1, out Vector512<float> d2, out Vector512<float> d3)
    {
        var evenPairs = Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14);
        var oddPairs = Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15);
        var even = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        var odd = Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
        Vector512<double> v0 = Vector512.Load((double*)source), v1 = Vector512.Load((double*)(source + 16));
        Vector512<double> v2 = Vector512.Load((double*)(source + 32)), v3 = Vector512.Load((double*)(source + 48));
        Vector512<float> left0 = Avx512F.PermuteVar8x64x2(v0, evenPairs, v1).AsSingle();
        Vector512<float> left1 = Avx512F.PermuteVar8x64x2(v2, evenPairs, v3).AsSingle();
        Vector512<float> right0 = Avx512F.PermuteVar8x64x2(v0, oddPairs, v1).AsSingle();
        Vector512<float> right1 = Avx512F.PermuteVar8x64x2(v2, oddPairs, v3).AsSingle();
        d0 = Avx512F.PermuteVar16x32x2(left0, even, left1);
        d1 = Avx512F.PermuteVar16x32x2(left0, odd, left1);
        d2 = Avx512F.PermuteVar16x32x2(right0, even, right1);
        d3 = Avx512F.PermuteVar16x32x2(right0, odd, right1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector512<float> y0, Vector512<float> y1, Vector512<float> y2, Vector512<float> y3)
    {
        var low = Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        var high = Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        var lowPairs = Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11);
        var highPairs = Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15);
        Vector512<double> left0 = Avx512F.PermuteVar16x32x2(y0, low, y1).AsDouble();
        Vector512<double> left1 = Avx512F.PermuteVar16x32x2(y0, high, y1).AsDouble();
        Vector512<double> right0 = Avx512F.PermuteVar16x32x2(y2, low, y3).AsDouble();
        Vector512<double> right1 = Avx512F.PermuteVar16x32x2(y2, high, y3).AsDouble();
        Avx512F.PermuteVar8x64x2(left0, lowPairs, right0).AsSingle().Store(target);
        Avx512F.PermuteVar8x64x2(left0, highPairs, right0).AsSingle().Store(target + 16);
        Avx512F.PermuteVar8x64x2(left1, lowPairs, right1).AsSingle().Store(target + 32);
        Avx512F.PermuteVar8x64x2(left1, highPairs, right1).AsSingle().Store(target + 48);
    }
}
