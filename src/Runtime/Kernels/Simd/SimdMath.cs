using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The functions of <see cref="VectorMath"/> that kernels need in the widest registers. NaN in gives NaN out.</summary>
/// <remarks>The polynomial is from S. L. Moshier, Cephes mathematical library 2.2 (1992), expf.c. Errors are in units in the last place of
/// float, with fused multiply-add.</remarks>
internal static partial class SimdMath<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // ln 2 in two parts: the first has 9 significant bits, so that its product with an exponent is exact.
    private const float Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f, InverseLn2 = 1.44269504f;

    /// <summary>eˣ; at most 2 ulp off, subnormal results too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        // x = n·ln2 + r with |r| ≤ ln2/2, so eˣ = 2ⁿ·eʳ. Outside the bounds the result is 0 or infinite anyway.
        TVector fraction = Reduce(TSimd.Bound(x, TSimd.Create(-104f), TSimd.Create(89f)), out TVector n);
        return TSimd.Scale(TSimd.Add(fraction, TSimd.Create(1f)), n);
    }

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ); at most 3 ulp off where the result is normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        TVector one = TSimd.Create(1f);
        return TSimd.Divide(one, TSimd.Add(one, Exp(TSimd.Subtract(default, x))));
    }

    /// <summary>tanh x; at most 3 ulp off.</summary>
    /// <remarks>With m = e²ˣ - 1, it is m / (m + 2). From e²ˣ = 2ⁿ·(1 + f) comes m = 2ⁿ·f + (2ⁿ - 1), in which nothing cancels, near
    /// zero neither.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        // Beyond 10 it is 1 in float.
        TVector one = TSimd.Create(1f);
        TVector bounded = TSimd.Bound(x, TSimd.Create(-10f), TSimd.Create(10f));
        TVector fraction = Reduce(TSimd.Add(bounded, bounded), out TVector n);
        TVector power = TSimd.Scale(one, n);
        TVector m = TSimd.MultiplyAdd(power, fraction, TSimd.Subtract(power, one));
        return TSimd.Divide(m, TSimd.Add(m, TSimd.Create(2f)));
    }

    /// <summary>max(x, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Relu(TVector x) => TSimd.Bound(x, default, TSimd.Create(float.PositiveInfinity));

    /// <summary>The slope of <see cref="Relu"/>, told by its result y: 1 where it is positive, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector StepPositive(TVector y) => TSimd.Select(TSimd.Positive(y), TSimd.Create(1f), TSimd.Multiply(y, default));

    // eʳ - 1 for x = n·ln2 + r: r + r²·p(r).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reduce(TVector x, out TVector n)
    {
        n = TSimd.Round(TSimd.Multiply(x, TSimd.Create(InverseLn2)));
        TVector r = TSimd.MultiplyAdd(n, TSimd.Create(-Ln2High), x);
        r = TSimd.MultiplyAdd(n, TSimd.Create(-Ln2Low), r);
        TVector p = TSimd.MultiplyAdd(TSimd.Create(1.9875691500e-4f), r, TSimd.Create(1.3981999507e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(8.3334519073e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(4.1665795894e-2f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(1.6666665459e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Create(5.0000001201e-1f));
        return TSimd.MultiplyAdd(p, TSimd.Multiply(r, r), r);
    }
}
