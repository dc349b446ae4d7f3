using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The largest of 2×2 windows side by side, a vector of windows at a time. Their values are a b (upper row) over c d (lower
/// row). Rows have at least a vector of windows; the last vector of a row may repeat windows of the one before.</summary>
internal static unsafe class MaxHalving<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(float* x, int width, float* y, int outputHeight, int outputWidth)
    {
        for (int row = 0; row < outputHeight; row++, x += 2 * (nint)width, y += outputWidth)
        {
            for (int done = 0; done < outputWidth; done += TSimd.Lanes)
            {
                int column = Math.Min(done, outputWidth - TSimd.Lanes);
                float* upper = x + 2 * column, lower = upper + width;
                TVector left = TSimd.Max(TSimd.Load(upper), TSimd.Load(lower));
                TVector right = TSimd.Max(TSimd.Load(upper + TSimd.Lanes), TSimd.Load(lower + TSimd.Lanes));
                Pairs<TSimd, TVector>.Split(left, right, out TVector even, out TVector odd);
                TSimd.Store(y + column, TSimd.Max(even, odd));
            }
        }
    }

    /// <summary>dx = dy where each window's maximum was, the first of equal ones, else 0; rows and columns outside all windows are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(float* x, float* dy, float* dx, int width, int outputHeight, int outputWidth)
    {
        for (int row = 0; row < outputHeight; row++, dy += outputWidth)
        {
            nint above = 2 * (nint)row * width;
            for (int done = 0; done < outputWidth; done += TSimd.Lanes)
            {
                int column = Math.Min(done, outputWidth - TSimd.Lanes);
                nint upper = above + 2 * column, lower = upper + width;
                Pairs<TSimd, TVector>.Split(TSimd.Load(x + upper), TSimd.Load(x + upper + TSimd.Lanes), out TVector a, out TVector b);
                Pairs<TSimd, TVector>.Split(TSimd.Load(x + lower), TSimd.Load(x + lower + TSimd.Lanes), out TVector c, out TVector d);

                // Exactly one of the four takes it: the first that no other exceeds.
                TVector gradient = TSimd.Load(dy + column), isA = TSimd.AtLeast(a, b), isC = TSimd.AtLeast(c, d);
                TVector inUpper = TSimd.AtLeast(TSimd.Max(a, b), TSimd.Max(c, d));
                TVector dAbove = TSimd.Select(inUpper, gradient, default), dBelow = TSimd.Select(inUpper, default, gradient);
                Store(dx + upper, TSimd.Select(isA, dAbove, default), TSimd.Select(isA, default, dAbove));
                Store(dx + lower, TSimd.Select(isC, dBelow, default), TSimd.Select(isC, default, dBelow));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, TVector even, TVector odd)
    {
        Pairs<TSimd, TVector>.Join(even, odd, out TVector low, out TVector high);
        TSimd.Store(target, low);
        TSimd.Store(target + TSimd.Lanes, high);
    }
}
