using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>A dense layer over a weight that lies as it is stored: in training each step moves it, and a packed copy would not be read often
/// enough. See <see cref="PackedGemm"/>, whose bits these are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class UnpackedGemm
{
    /// <summary>C[m,n] = activation(A[m,k]·Wᵀ + bias).</summary>
    /// <param name="m">Rows of A and C: samples.</param>
    /// <param name="n">Columns of C: the layer's outputs.</param>
    /// <param name="k">Terms of each sum: its inputs.</param>
    /// <param name="a">At least m·k values.</param>
    /// <param name="weight">W[n,k]: at least n·k values.</param>
    /// <param name="bias">n values, or none.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="c">At least m·n values, of which the first m·n are written; must overlap nothing else.</param>
    /// <exception cref="ArgumentException">A size is negative or does not fit its span; nothing was written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(
        int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, FusedActivation activation, Span<float> c)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        SpanChecks.Holds(a.Length, (long)m * k, nameof(a));
        SpanChecks.Holds(weight.Length, (long)n * k, nameof(weight));
        SpanChecks.Holds(bias.Length, bias.IsEmpty ? 0 : n, nameof(bias));
        SpanChecks.Holds(c.Length, (long)m * n, nameof(c));
        fixed (float* pa = a, pw = weight, pb = bias, pc = c)
        {
            SimdLevels.Run(SimdLevels.Best, new TransposedProduct(pa, pw, pc, m, n, k, new TileEpilogue(pb, activation == FusedActivation.ReLU)));
        }
    }
}
