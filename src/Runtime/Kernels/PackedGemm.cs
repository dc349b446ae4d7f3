using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>What a kernel applies to its result last.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum FusedActivation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    ReLU,
}

/// <summary>Products with a weight that was packed beforehand: a dense layer, C = activation(A·Wᵀ + bias).</summary>
/// <remarks>The packed weight is Wᵀ in panels, each as wide as the machine's register tiles and k terms deep, one after another; the
/// last one is one vector wide if that is enough, and filled up with zeros; few columns lie otherwise, see <see cref="FewColumns"/>. An
/// element of C is summed in an order that depends on n and k alone: see <see cref="Gemm"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PackedGemm
{
    /// <summary>The widest panel of any instruction set: a packed weight has room for a multiple of so many columns.</summary>
    private const int WidestPanel = 32;

    /// <inheritdoc cref="Pack(int, int, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void Pack(int n, int k, ReadOnlySpan<float> weight, Span<float> packed) => Pack(n, k, weight, default, packed);

    /// <summary>Packs W[n,k] for <see cref="Run(int, int, int, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, FusedActivation, Span{float})"/>.</summary>
    /// <param name="n">Rows of W: a dense layer's outputs.</param>
    /// <param name="k">Columns of W: a dense layer's inputs.</param>
    /// <param name="weight">At least n·k values.</param>
    /// <param name="scale">A factor for each row of W; empty for none.</param>
    /// <param name="packed">Room for k·n values, n rounded up to a multiple of 32.</param>
    /// <exception cref="ArgumentException">A size is negative or does not fit its span; nothing was written.</exception>
    public static void Pack(int n, int k, ReadOnlySpan<float> weight, ReadOnlySpan<float> scale, Span<float> packed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        SpanChecks.Holds(weight.Length, (long)n * k, nameof(weight));
        SpanChecks.Holds(packed.Length, PackedFloats(n, k), nameof(packed));
        SpanChecks.Holds(scale.Length, scale.IsEmpty ? 0 : n, nameof(scale));
        fixed (float* source = weight, factors = scale, target = packed)
        {
            if (FewColumns.Pays(n, k))
            {
                SimdLevels.Run(SimdLevels.Best, new FewColumnsPacking(source, columnStep: k, termStep: 1, target, n, k, factors));
                return;
            }

            SimdLevels.Run(SimdLevels.Best, new PanelPacking<ColumnMajorColumns>(new ColumnMajorColumns(source, k), target, n, k, factors));
        }
    }

    /// <summary>Packs W[k,n] as it is, for a product A·W: how a gradient goes back through a dense layer.</summary>
    /// <param name="n">Columns of W: a dense layer's inputs.</param>
    /// <param name="k">Rows of W: a dense layer's outputs.</param>
    /// <param name="weight">At least n·k values.</param>
    /// <param name="packed">Room for k·n values, n rounded up to a multiple of 32.</param>
    /// <exception cref="ArgumentException">A size is negative or does not fit its span; nothing was written.</exception>
    public static void PackRows(int n, int k, ReadOnlySpan<float> weight, Span<float> packed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        SpanChecks.Holds(weight.Length, (long)n * k, nameof(weight));
        SpanChecks.Holds(packed.Length, PackedFloats(n, k), nameof(packed));
        fixed (float* source = weight, target = packed)
        {
            if (FewColumns.Pays(n, k))
            {
                SimdLevels.Run(SimdLevels.Best, new FewColumnsPacking(source, columnStep: 1, termStep: n, target, n, k));
                return;
            }

            SimdLevels.Run(SimdLevels.Best, new PanelPacking<RowMajorColumns>(new RowMajorColumns(source, n), target, n, k));
        }
    }

    /// <inheritdoc cref="Run(int, int, int, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, FusedActivation, Span{float})"/>
    public static void Run(
        int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, FusedActivation activation, Span<float> c) =>
        Run(m, n, k, a, packed, bias, default, activation, c);

    /// <summary>C[m,n] = activation(A[m,k]·Wᵀ + bias + residual).</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Terms of each sum.</param>
    /// <param name="a">At least m·k values.</param>
    /// <param name="packed">W, as <c>Pack</c> left it.</param>
    /// <param name="bias">n values, or none.</param>
    /// <param name="residual">At least m·n values that lie like C's, or none.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="c">At least m·n values, of which the first m·n are written; must overlap nothing else.</param>
    /// <exception cref="ArgumentException">A size is negative or does not fit its span; nothing was written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(
        int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> packed, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual,
        FusedActivation activation, Span<float> c)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        SpanChecks.Holds(a.Length, (long)m * k, nameof(a));
        SpanChecks.Holds(packed.Length, PackedFloats(n, k), nameof(packed));
        SpanChecks.Holds(bias.Length, bias.IsEmpty ? 0 : n, nameof(bias));
        SpanChecks.Holds(residual.Length, residual.IsEmpty ? 0 : (long)m * n, nameof(residual));
        SpanChecks.Holds(c.Length, (long)m * n, nameof(c));
        fixed (float* pa = a, pw = packed, pb = bias, pr = residual, pc = c)
        {
            var epilogue = new TileEpilogue(pb, activation == FusedActivation.ReLU, pr == null ? 0 : (nint)(pr - pc));
            if (FewColumns.Pays(n, k))
            {
                SimdLevels.Run(SimdLevels.Best, new FewColumns(pa, pw, pc, m, n, k, epilogue));
                return;
            }

            SimdLevels.Run(SimdLevels.Best, new PackedProduct(RowOperand.RowMajor(pa, k), pw, pc, m, n, k, epilogue));
        }
    }

    private static long PackedFloats(int n, int k) => ((long)n + WidestPanel - 1) / WidestPanel * WidestPanel * k;
}
