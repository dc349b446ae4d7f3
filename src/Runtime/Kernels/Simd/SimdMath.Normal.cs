using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

// GELU, as in VectorMath.Normal.cs.
internal static partial class SimdMath<TSimd, TVector>
{
    /// <summary>x·Φ(x); at most 8e-8·|x| off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gelu(TVector x)
    {
        TVector t = TSimd.MinusAbs(x), relu = TSimd.Relu(x);
        return TSimd.Select(IsFar(t), relu, TSimd.MultiplyAdd(t, NormalDistribution(t), relu));
    }

    /// <summary>Φ(x) + x·φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GeluSlope(TVector x)
    {
        TVector t = TSimd.MinusAbs(x);
        TVector slope = TSimd.Select(IsFar(t), default, TSimd.MultiplyAdd(t, NormalDensity(t), NormalDistribution(t)));
        return TSimd.Select(TSimd.Positive(x), TSimd.Subtract(TSimd.Create(1f), slope), slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsFar(TVector t) => TSimd.Positive(TSimd.Subtract(TSimd.Create(-7f), t));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NormalDistribution(TVector t)
    {
        TVector g = TSimd.MultiplyAdd(TSimd.Create(-1.89516602e-9f), t, TSimd.Create(-7.67713644e-8f));
        g = TSimd.MultiplyAdd(g, t, TSimd.Create(-1.36145752e-6f));
        g = TSimd.MultiplyAdd(g, t, TSimd.Create(-1.37886718e-5f));
        g = TSimd.MultiplyAdd(g, t, TSimd.Create(-8.55729522e-5f));
        g = TSimd.MultiplyAdd(g, t, TSimd.Create(-2.96486862e-4f));
        g = TSimd.MultiplyAdd(g, t, TSimd.Create(-1.59682822e-5f));
        g = TSimd.MultiplyAdd(g, t, TSimd.Create(6.9423872e-3f));
        g = TSimd.MultiplyAdd(g, t, TSimd.Create(5.24448194e-2f));
        g = TSimd.MultiplyAdd(g, t, TSimd.Create(-4.59218323e-1f));
        g = TSimd.MultiplyAdd(g, t, TSimd.Create(1.15110457f));
        return PowerOfTwo(TSimd.MultiplyAdd(g, t, TSimd.Create(-1f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NormalDensity(TVector t)
    {
        const float HalfOfLog2E = 0.721347520f, Log2OfRootOfTwoPi = 1.325748064f;
        return PowerOfTwo(TSimd.MultiplyAdd(TSimd.Multiply(t, TSimd.Create(-HalfOfLog2E)), t, TSimd.Create(-Log2OfRootOfTwoPi)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector PowerOfTwo(TVector x)
    {
        TVector n = TSimd.Round(x), r = TSimd.Subtract(x, n);
        TVector p = TSimd.MultiplyAdd(TSimd.Create(1.5353362e-4f), r, TSimd.Create(1.3398875e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(9.61843692e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(5.55033237e-2f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(2.40226477e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(6.93147182e-1f));
        return TSimd.Scale(TSimd.MultiplyAdd(p, r, TSimd.Create(1f)), n);
    }
}
