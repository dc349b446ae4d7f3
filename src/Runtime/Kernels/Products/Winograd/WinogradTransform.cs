using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The transforms of Winograd's minimal filtering F(4,3) along one axis: 4 outputs of a 3-tap filter from 6 inputs by 6
/// multiplications instead of 12.</summary>
/// <remarks>
/// <para>y = Aᵀ((G·w) ⊙ (Bᵀ·d)), from Toom-Cook's interpolation at 0, ±a, ±b and ∞ (Lavin and Gray, "Fast algorithms for convolutional
/// neural networks", 2015, who take a = 1, b = 2). With a = 5/8 and b = 3/2 the powers stay near 1, which more than halves the
/// rounding error, and the squares are exact.</para>
/// <para>The three factors of Σ g·y may change places: the gradient to the filter is dw = Gᵀ((A·g) ⊙ (Bᵀ·d)), F(3,4).</para>
/// </remarks>
internal static class WinogradTransform<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const float A = 0.625f, B = 1.5f, A2 = A * A, B2 = B * B;

    private const float ShareA = 1 / (2 * A2 * (A2 - B2)), ShareB = 1 / (2 * B2 * (B2 - A2));

    /// <summary>t = Bᵀ·d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(
        TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5,
        out TVector t0, out TVector t1, out TVector t2, out TVector t3, out TVector t4, out TVector t5)
    {
        TVector product = TSimd.Create(A2 * B2), sum = TSimd.Create(-(A2 + B2));
        TVector a2 = TSimd.Create(-A2), b2 = TSimd.Create(-B2);
        TVector evenA = TSimd.MultiplyAdd(b2, d2, d4), oddA = TSimd.MultiplyAdd(b2, d1, d3);
        TVector evenB = TSimd.MultiplyAdd(a2, d2, d4), oddB = TSimd.MultiplyAdd(a2, d1, d3);
        t0 = TSimd.MultiplyAdd(product, d0, TSimd.MultiplyAdd(sum, d2, d4));
        t1 = TSimd.MultiplyAdd(TSimd.Create(A), oddA, evenA);
        t2 = TSimd.MultiplyAdd(TSimd.Create(-A), oddA, evenA);
        t3 = TSimd.MultiplyAdd(TSimd.Create(B), oddB, evenB);
        t4 = TSimd.MultiplyAdd(TSimd.Create(-B), oddB, evenB);
        t5 = TSimd.MultiplyAdd(product, d1, TSimd.MultiplyAdd(sum, d3, d5));
    }

    /// <summary>u = G·w: the filter's polynomial at each point, over the product of the point's distances to the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Weight(
        TVector w0, TVector w1, TVector w2,
        out TVector u0, out TVector u1, out TVector u2, out TVector u3, out TVector u4, out TVector u5)
    {
        TVector evenA = TSimd.MultiplyAdd(TSimd.Create(ShareA * A2), w2, TSimd.Multiply(TSimd.Create(ShareA), w0));
        TVector evenB = TSimd.MultiplyAdd(TSimd.Create(ShareB * B2), w2, TSimd.Multiply(TSimd.Create(ShareB), w0));
        u0 = TSimd.Multiply(TSimd.Create(1 / (A2 * B2)), w0);
        u1 = TSimd.MultiplyAdd(TSimd.Create(ShareA * A), w1, evenA);
        u2 = TSimd.MultiplyAdd(TSimd.Create(-ShareA * A), w1, evenA);
        u3 = TSimd.MultiplyAdd(TSimd.Create(ShareB * B), w1, evenB);
        u4 = TSimd.MultiplyAdd(TSimd.Create(-ShareB * B), w1, evenB);
        u5 = w2;
    }

    /// <summary>y = Aᵀ·m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(
        TVector m0, TVector m1, TVector m2, TVector m3, TVector m4, TVector m5,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3)
    {
        TVector sumA = TSimd.Add(m1, m2), sumB = TSimd.Add(m3, m4);
        TVector differenceA = TSimd.Subtract(m1, m2), differenceB = TSimd.Subtract(m3, m4);
        y0 = TSimd.Add(m0, TSimd.Add(sumA, sumB));
        y1 = TSimd.MultiplyAdd(TSimd.Create(A), differenceA, TSimd.Multiply(TSimd.Create(B), differenceB));
        y2 = TSimd.MultiplyAdd(TSimd.Create(A2), sumA, TSimd.Multiply(TSimd.Create(B2), sumB));
        y3 = TSimd.MultiplyAdd(TSimd.Create(A2 * A), differenceA, TSimd.MultiplyAdd(TSimd.Create(B2 * B), differenceB, m5));
    }

    /// <summary>t = A·g: the polynomial of four gradients at each point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient(
        TVector g0, TVector g1, TVector g2, TVector g3,
        out TVector t0, out TVector t1, out TVector t2, out TVector t3, out TVector t4, out TVector t5)
    {
        TVector a2 = TSimd.Create(A2), b2 = TSimd.Create(B2);
        TVector evenA = TSimd.MultiplyAdd(a2, g2, g0), oddA = TSimd.MultiplyAdd(a2, g3, g1);
        TVector evenB = TSimd.MultiplyAdd(b2, g2, g0), oddB = TSimd.MultiplyAdd(b2, g3, g1);
        t0 = g0;
        t1 = TSimd.MultiplyAdd(TSimd.Create(A), oddA, evenA);
        t2 = TSimd.MultiplyAdd(TSimd.Create(-A), oddA, evenA);
        t3 = TSimd.MultiplyAdd(TSimd.Create(B), oddB, evenB);
        t4 = TSimd.MultiplyAdd(TSimd.Create(-B), oddB, evenB);
        t5 = g3;
    }

    /// <summary>w = Gᵀ·s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WeightGradient(
        TVector s0, TVector s1, TVector s2, TVector s3, TVector s4, TVector s5, out TVector w0, out TVector w1, out TVector w2)
    {
        TVector shareA = TSimd.Create(ShareA), shareB = TSimd.Create(ShareB);
        TVector sumA = TSimd.Multiply(shareA, TSimd.Add(s1, s2)), sumB = TSimd.Multiply(shareB, TSimd.Add(s3, s4));
        TVector differenceA = TSimd.Multiply(shareA, TSimd.Subtract(s1, s2)), differenceB = TSimd.Multiply(shareB, TSimd.Subtract(s3, s4));
        w0 = TSimd.MultiplyAdd(TSimd.Create(1 / (A2 * B2)), s0, TSimd.Add(sumA, sumB));
        w1 = TSimd.MultiplyAdd(TSimd.Create(A), differenceA, TSimd.Multiply(TSimd.Create(B), differenceB));
        w2 = TSimd.MultiplyAdd(TSimd.Create(A2), sumA, TSimd.MultiplyAdd(TSimd.Create(B2), sumB, s5));
    }
}
