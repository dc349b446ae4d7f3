using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// The normal distribution away from its mean: t ≥ 0. Powers are of two, so that an exponent needs no reduction but its rounding.
public static partial class VectorMath
{
    // Where Φ(-t), 1.3e-12, is taken as zero.
    private const float FarFromMean = 7f;

    /// <summary>Φ(-t) up to there: off by 4e-8 at most, and by 1e-5 of itself.</summary>
    /// <remarks>2·Φ(-t) = 2^g(t), and g is smooth from 0 on: a single fit (Lawson's algorithm in double, weighed by Φ(-t)), and no
    /// division.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> NormalTail(Vector<float> t)
    {
        Vector<float> g = MultiplyAdd(new Vector<float>(1.89516602e-9f), t, -7.67713644e-8f);
        g = MultiplyAdd(g, t, 1.36145752e-6f);
        g = MultiplyAdd(g, t, -1.37886718e-5f);
        g = MultiplyAdd(g, t, 8.55729522e-5f);
        g = MultiplyAdd(g, t, -2.96486862e-4f);
        g = MultiplyAdd(g, t, 1.59682822e-5f);
        g = MultiplyAdd(g, t, 6.9423872e-3f);
        g = MultiplyAdd(g, t, -5.24448194e-2f);
        g = MultiplyAdd(g, t, -4.59218323e-1f);
        g = MultiplyAdd(g, t, -1.15110457f);
        return PowerOfTwo(g * t, bias: 126);
    }

    /// <summary>φ(t) = e^(-t²/2)/√(2π) up to there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> NormalDensity(Vector<float> t)
    {
        const float HalfOfLog2E = 0.721347520f, InverseRootOfTwoPi = 0.398942280f;
        return PowerOfTwo(t * t * -HalfOfLog2E, bias: 127) * InverseRootOfTwoPi;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> IsFar(Vector<float> t) => Vector.GreaterThan(t, new Vector<float>(FarFromMean));

    // 2^(x + bias - 127), at most 1 ulp off, where that is a normal number: 2^r by a fit on [-½, ½], 2e-9 off.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<float> x, int bias)
    {
        Vector<float> n = Vector.Round(x), r = x - n;
        Vector<float> p = MultiplyAdd(new Vector<float>(1.5353362e-4f), r, 1.3398875e-3f);
        p = MultiplyAdd(p, r, 9.61843692e-3f);
        p = MultiplyAdd(p, r, 5.55033237e-2f);
        p = MultiplyAdd(p, r, 2.40226477e-1f);
        p = MultiplyAdd(p, r, 6.93147182e-1f);
        p = MultiplyAdd(p, r, 1f);
        return p * Vector.AsVectorSingle((Vector.ConvertToInt32Native(n) + new Vector<int>(bias)) << 23);
    }
}
