using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

/// <summary>Splits runs of pairs into their first and their second values, and joins them again.</summary>
internal static unsafe class Pairs<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>even lane j = source[2·j], odd lane j = source[2·j + 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Split(TVector low, TVector high, out TVector even, out TVector odd)
    {
        if (typeof(TVector) == typeof(Vector512<float>))
        {
            Vector512<float> x = Unsafe.BitCast<TVector, Vector512<float>>(low), y = Unsafe.BitCast<TVector, Vector512<float>>(high);
            var evens = Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
            var odds = Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
            even = Unsafe.BitCast<Vector512<float>, TVector>(Avx512F.PermuteVar16x32x2(x, evens, y));
            odd = Unsafe.BitCast<Vector512<float>, TVector>(Avx512F.PermuteVar16x32x2(x, odds, y));
        }
        else if (typeof(TVector) == typeof(Vector256<float>))
        {
            // The shuffle works within 128 bits: the middle two quarters are still to change places.
            Vector256<float> x = Unsafe.BitCast<TVector, Vector256<float>>(low), y = Unsafe.BitCast<TVector, Vector256<float>>(high);
            Vector256<double> evens = Avx.Shuffle(x, y, 0b10_00_10_00).AsDouble(), odds = Avx.Shuffle(x, y, 0b11_01_11_01).AsDouble();
            even = Unsafe.BitCast<Vector256<float>, TVector>(Avx2.Permute4x64(evens, 0b11_01_10_00).AsSingle());
            odd = Unsafe.BitCast<Vector256<float>, TVector>(Avx2.Permute4x64(odds, 0b11_01_10_00).AsSingle());
        }
        else
        {
            Vector128<float> x = Unsafe.BitCast<TVector, Vector128<float>>(low), y = Unsafe.BitCast<TVector, Vector128<float>>(high);
            Vector128<float> evens = Sse.IsSupported ? Sse.Shuffle(x, y, 0b10_00_10_00)
                : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipEven(x, y)
                : Vector128.Create(x[0], x[2], y[0], y[2]);
            Vector128<float> odds = Sse.IsSupported ? Sse.Shuffle(x, y, 0b11_01_11_01)
                : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipOdd(x, y)
                : Vector128.Create(x[1], x[3], y[1], y[3]);
            (even, odd) = (Unsafe.BitCast<Vector128<float>, TVector>(evens), Unsafe.BitCast<Vector128<float>, TVector>(odds));
        }
    }

    /// <summary>Undoes <see cref="Split"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join(TVector even, TVector odd, out TVector low, out TVector high)
    {
        if (typeof(TVector) == typeof(Vector512<float>))
        {
            Vector512<float> x = Unsafe.BitCast<TVector, Vector512<float>>(even), y = Unsafe.BitCast<TVector, Vector512<float>>(odd);
            var lows = Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            var highs = Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
            low = Unsafe.BitCast<Vector512<float>, TVector>(Avx512F.PermuteVar16x32x2(x, lows, y));
            high = Unsafe.BitCast<Vector512<float>, TVector>(Avx512F.PermuteVar16x32x2(x, highs, y));
        }
        else if (typeof(TVector) == typeof(Vector256<float>))
        {
            Vector256<float> x = Unsafe.BitCast<TVector, Vector256<float>>(even), y = Unsafe.BitCast<TVector, Vector256<float>>(odd);
            Vector256<float> lows = Avx.UnpackLow(x, y), highs = Avx.UnpackHigh(x, y);
            low = Unsafe.BitCast<Vector256<float>, TVector>(Avx.Permute2x128(lows, highs, 0x20));
            high = Unsafe.BitCast<Vector256<float>, TVector>(Avx.Permute2x128(lows, highs, 0x31));
        }
        else
        {
            Vector128<float> x = Unsafe.BitCast<TVector, Vector128<float>>(even), y = Unsafe.BitCast<TVector, Vector128<float>>(odd);
            Vector128<float> lows = Sse.IsSupported ? Sse.UnpackLow(x, y)
                : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
                : Vector128.Create(x[0], y[0], x[1], y[1]);
            Vector128<float> highs = Sse.IsSupported ? Sse.UnpackHigh(x, y)
                : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
                : Vector128.Create(x[2], y[2], x[3], y[3]);
            (low, high) = (Unsafe.BitCast<Vector128<float>, TVector>(lows), Unsafe.BitCast<Vector128<float>, TVector>(highs));
        }
    }
}
