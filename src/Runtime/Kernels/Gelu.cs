using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>GELU of many values, in the widest registers of the machine; see <see cref="VectorMath.Gelu"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Gelu
{
    /// <summary>y = x·Φ(x).</summary>
    /// <param name="count">How many values.</param>
    /// <param name="x">At least so many.</param>
    /// <param name="y">Room for so many; may be x.</param>
    /// <exception cref="ArgumentException">A span is too short; nothing was written.</exception>
    public static void Forward(int count, ReadOnlySpan<float> x, Span<float> y)
    {
        Check(count, x);
        SpanChecks.Holds(y.Length, count, nameof(y));
        fixed (float* px = x, py = y)
        {
            SimdLevels.Run(SimdLevels.Best, new Elementwise<Value>(count, px, px, py));
        }
    }

    /// <summary>dx = (Φ(x) + x·φ(x))·dy.</summary>
    /// <param name="count">How many values.</param>
    /// <param name="x">At least so many.</param>
    /// <param name="dy">At least so many.</param>
    /// <param name="dx">Room for so many; may be dy or x.</param>
    /// <exception cref="ArgumentException">A span is too short; nothing was written.</exception>
    public static void Gradient(int count, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        Check(count, x);
        SpanChecks.Holds(dy.Length, count, nameof(dy));
        SpanChecks.Holds(dx.Length, count, nameof(dx));
        fixed (float* px = x, pdy = dy, pdx = dx)
        {
            SimdLevels.Run(SimdLevels.Best, new Elementwise<Slope>(count, px, pdy, pdx));
        }
    }

    private static void Check(int count, ReadOnlySpan<float> x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        SpanChecks.Holds(x.Length, count, nameof(x));
    }

    private readonly struct Value : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TSimd, TVector>(TVector x, TVector other)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct => SimdMath<TSimd, TVector>.Gelu(x);
    }

    private readonly struct Slope : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TSimd, TVector>(TVector x, TVector other)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct => TSimd.Multiply(SimdMath<TSimd, TVector>.GeluSlope(x), other);
    }
}
