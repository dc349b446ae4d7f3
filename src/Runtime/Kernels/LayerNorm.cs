using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Layer normalisation of rows (Ba et al. 2016): y = scale·x̂ + shift with x̂ = (x - mean)/√(variance + eps), the
/// variance biased. Scale and shift are rows too, or empty spans for none.</summary>
/// <remarks>Row statistics take two passes, so large means do not cancel; gradients compute them anew instead of keeping them.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class LayerNorm
{
    private const int WidestVector = 16;

    /// <summary>Values that are worth a thread's attention.</summary>
    private const int PieceValues = 1 << 13;

    /// <summary>y[r, :] = scale·x̂[r, :] + shift; y may be x.</summary>
    public static void Forward(
        int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, float eps, Span<float> y)
    {
        long count = Count(rows, width);
        SpanChecks.Holds(x.Length, count, nameof(x));
        SpanChecks.Holds(scale.Length, scale.IsEmpty ? 0 : width, nameof(scale));
        SpanChecks.Holds(shift.Length, shift.IsEmpty ? 0 : width, nameof(shift));
        SpanChecks.Holds(y.Length, count, nameof(y));
        fixed (float* px = x, factors = scale, summands = shift, py = y)
        {
            SimdLevels.Run(Level(width), new SharedRows<NormaliseRows>(rows, width, new NormaliseRows(width, px, factors, summands, eps, py)));
        }
    }

    /// <inheritdoc cref="InputGradient(int, int, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, float, Span{float})"/>
    public static void InputGradient(
        int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> dy, float eps, Span<float> dx) =>
        InputGradient(rows, width, x, scale, dy, default, eps, dx);

    /// <summary>dx = (g - mean g - x̂·mean(g·x̂))/√(variance + eps) + residual for each row, with g = scale·dy; dx may be dy or the residual, which may
    /// be empty.</summary>
    public static void InputGradient(
        int rows, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> dy, ReadOnlySpan<float> residual, float eps, Span<float> dx)
    {
        long count = Count(rows, width);
        SpanChecks.Holds(x.Length, count, nameof(x));
        SpanChecks.Holds(scale.Length, scale.IsEmpty ? 0 : width, nameof(scale));
        SpanChecks.Holds(dy.Length, count, nameof(dy));
        SpanChecks.Holds(residual.Length, residual.IsEmpty ? 0 : count, nameof(residual));
        SpanChecks.Holds(dx.Length, count, nameof(dx));
        fixed (float* px = x, factors = scale, pdy = dy, pr = residual, pdx = dx)
        {
            SimdLevels.Run(Level(width), new SharedRows<GradientRows>(rows, width, new GradientRows(width, px, factors, pdy, pr, eps, pdx)));
        }
    }

    private static long Count(int rows, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        return (long)rows * width;
    }

    // Rows of 8, 24 and 40 are whole registers too, if not the widest.
    private static SimdLevel Level(int width) => width % WidestVector == 0 ? SimdLevels.Best : SimdLevel.Avx2;

    private static Span<float> Row(float* values, int width) => values == null ? default : new Span<float>(values, width);

    private interface IRowLoop
    {
        /// <summary>Does rows that begin <paramref name="at"/> to <paramref name="end"/> values after the first one.</summary>
        void Run<TSimd, TVector>(nint at, nint end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct;
    }

    /// <summary>Rows cut into pieces that threads share.</summary>
    private readonly struct SharedRows<TLoop>(int rows, int width, TLoop loop) : ISimdAction
        where TLoop : struct, IRowLoop
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var work = new Work<TSimd, TVector> { Rows = rows, Width = width, RowsPerPiece = Pieces.Size(rows, width, PieceValues), Loop = loop };
            WorkPool.Run(ref work, Pieces.Count(rows, work.RowsPerPiece));
        }

        private struct Work<TSimd, TVector> : IPieces
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            public int Rows, Width, RowsPerPiece;
            public TLoop Loop;

            public readonly void Run(int piece)
            {
                int first = piece * RowsPerPiece, end = Math.Min(Rows, first + RowsPerPiece);
                Loop.Run<TSimd, TVector>((nint)first * Width, (nint)end * Width);
            }
        }
    }

    private readonly struct NormaliseRows(int width, float* x, float* scale, float* shift, float eps, float* y) : IRowLoop
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>(nint at, nint end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            bool fit = LayerNormRows<TSimd, TVector>.Fit(width);
            for (; at < end; at += width)
            {
                if (fit)
                {
                    LayerNormRows<TSimd, TVector>.Normalise(width, x + at, scale, shift, eps, y + at);
                }
                else
                {
                    LayerNormTails.Normalise(Row(x + at, width), Row(scale, width), Row(shift, width), eps, Row(y + at, width));
                }
            }
        }
    }

    private readonly struct GradientRows(int width, float* x, float* scale, float* dy, float* residual, float eps, float* dx) : IRowLoop
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>(nint at, nint end)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            bool fit = LayerNormRows<TSimd, TVector>.Fit(width);
            for (; at < end; at += width)
            {
                float* added = residual == null ? null : residual + at;
                if (fit)
                {
                    LayerNormRows<TSimd, TVector>.InputGradient(width, x + at, scale, dy + at, added, eps, dx + at);
                }
                else
                {
                    LayerNormTails.InputGradient(Row(x + at, width), Row(scale, width), Row(dy + at, width), Row(added, width), eps, Row(dx + at, width));
                }
            }
        }
    }
}
