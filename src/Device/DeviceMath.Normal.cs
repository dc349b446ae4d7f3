namespace CompiledNets.Accelerated;

// The normal distribution on its negative side, t ≤ 0, down to where Φ(t) is taken as zero: VectorMath.Normal.cs.
internal static partial class DeviceMath
{
    private static bool IsFar(float t) => t < -7f;

    // Φ(t) = 2^g(t)
    private static float NormalDistribution(float t)
    {
        float g = MultiplyAdd(-1.89516602e-9f, t, -7.67713644e-8f);
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

    // φ(t) = e^(-t²/2)/√(2π)
    private static float NormalDensity(float t)
    {
        const float HalfOfLog2E = 0.721347520f, Log2OfRootOfTwoPi = 1.325748064f;
        return PowerOfTwo(MultiplyAdd(t * -HalfOfLog2E, t, -Log2OfRootOfTwoPi));
    }

    // 2ˣ where that is a normal number.
    private static float PowerOfTwo(float x)
    {
        float n = Nearest(x), r = x - n;
        float p = MultiplyAdd(1.5353362e-4f, r, 1.3398875e-3f);
        p = MultiplyAdd(p, r, 9.61843692e-3f);
        p = MultiplyAdd(p, r, 5.55033237e-2f);
        p = MultiplyAdd(p, r, 2.40226477e-1f);
        p = MultiplyAdd(p, r, 6.93147182e-1f);
        return MultiplyAdd(p, r, 1f) * PowerOfTwo((int)n);
    }
}
