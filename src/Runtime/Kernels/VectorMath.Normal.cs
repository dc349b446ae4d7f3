using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// The normal distribution on its negative side, t ≤ 0, down to where Φ(t), 1.3e-12, is taken as zero.
public static partial class VectorMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> IsFar(Vector<float> t) => Vector.LessThan(t, new Vector<float>(-7f));

    /// <summary>Φ(t), off by 4e-8 at most, and by 1e-5 of itself.</summary>
    /// <remarks>As 2^g(t): g is smooth from 0 on, so one fit serves (Lawson's algorithm in double, weighed by Φ), and needs no division.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> NormalDistribution(Vector<float> t)
    {
        Vector<float> g = MultiplyAdd(new Vector<float>(-1.89516602e-9f), t, -7.67713644e-8f);
        g = MultiplyAdd(g, t, -1.36145752e-6f);
        g = MultiplyAdd(g, t, -1.37886718e-5f);
        g = MultiplyAdd(g, t, -8.55729522e-5f);
        g = MultiplyAdd(g, t, -2.96486862e-4f);
        g = MultiplyAdd(g, t, -1.59682822e-5f);
        g = MultiplyAdd(g, t, 6.9423872e-3f);
        g = MultiplyAdd(g, t, 5.24448194e-2f);
        g = MultiplyAdd(g, t, -4.59218323e-1f);
        g = MultiplyAdd(g, t, 1.15110457f);
        return PowerOfTwo(MultiplyAdd(g, t, -1f));
    }

    /// <summary>φ(t) = e^(-t²/2)/√(2π).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> NormalDensity(Vector<float> t)
    {
        const float HalfOfLog2E = 0.721347520f, Log2OfRootOfTwoPi = 1.325748064f;
        return PowerOfTwo(MultiplyAdd(t * -HalfOfLog2E, t, -Log2OfRootOfTwoPi));
    }

    // 2ˣ where that is a normal number; at most 1 ulp off.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<float> x)
    {
        Vector<float> n = Nearest(x), r = x - n;
        Vector<float> p = MultiplyAdd(new Vector<float>(1.5353362e-4f), r, 1.3398875e-3f);
        p = MultiplyAdd(p, r, 9.61843692e-3f);
        p = MultiplyAdd(p, r, 5.55033237e-2f);
        p = MultiplyAdd(p, r, 2.40226477e-1f);
        p = MultiplyAdd(p, r, 6.93147182e-1f);
        return MultiplyAdd(p, r, 1f) * PowerOfTwo(Vector.ConvertToInt32Native(n));
    }
}
