using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Products of row-major matrices: C = A·B, or C += A·B, with either operand transposed.</summary>
/// <remarks>An element of C is summed in an order that depends on k alone, of <see cref="TN"/> on the sizes. So cutting the rows of A and C
/// (or the columns) into slices, and the number of threads, change no bit of it. C must not overlap A or B.
/// Never inlined, as all kernels that a loop may follow in an emitted method: what the JIT inlines of them would use up the method's budget,
/// and the loop would call a function for each load.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Gemm
{
    /// <summary>C[m,n] (+)= A[m,k]·B[k,n].</summary>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Terms of each sum; 0 makes C zero, or leaves it as it is when accumulating.</param>
    /// <param name="a">At least m·k values.</param>
    /// <param name="b">At least k·n values.</param>
    /// <param name="c">At least m·n values, of which the first m·n are written.</param>
    /// <param name="accumulate">Add to C, else overwrite it.</param>
    /// <exception cref="ArgumentException">A size is negative or does not fit its span; nothing was written.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void NN(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, bool accumulate)
    {
        Check(m, n, k, a, b, c);
        fixed (float* pa = a, pb = b, pc = c)
        {
            Run(RowOperand.RowMajor(pa, k), new RowMajorColumns(pb, n), pc, m, n, k, accumulate);
        }
    }

    /// <summary>C[m,n] (+)= A[m,k]·B[n,k]ᵀ: a dense layer's forward pass, B being its weight [out, in].</summary>
    /// <inheritdoc cref="NN"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void NT(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, bool accumulate)
    {
        Check(m, n, k, a, b, c);
        fixed (float* pa = a, pb = b, pc = c)
        {
            Run(RowOperand.RowMajor(pa, k), new ColumnMajorColumns(pb, k), pc, m, n, k, accumulate);
        }
    }

    /// <summary>C[m,n] (+)= A[k,m]ᵀ·B[k,n]: a dense layer's weight gradient, k being the batch.</summary>
    /// <inheritdoc cref="NN"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void TN(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, bool accumulate)
    {
        Check(m, n, k, a, b, c);
        fixed (float* pa = a, pb = b, pc = c)
        {
            if (NarrowProduct.Pays(m, n, k))
            {
                SimdLevels.Run(SimdLevels.Best, new NarrowProduct(pa, pb, pc, m, n, k, accumulate));
                return;
            }

            var (rows, columns) = (RowOperand.ColumnMajor(pa, m), new RowMajorColumns(pb, n));
            if (StreamedProduct.Pays(m, n, k))
            {
                SimdLevels.Run(SimdLevels.Best, new StreamedProduct(rows, columns, pc, m, n, k, accumulate));
                return;
            }

            if (DeepProduct.Pays(m, n, k))
            {
                SimdLevels.Run(SimdLevels.Best, new DeepProduct(pa, pb, pc, m, n, k, accumulate));
                return;
            }

            Run(rows, columns, pc, m, n, k, accumulate);
        }
    }

    private static void Run<TColumns>(RowOperand a, TColumns b, float* c, int m, int n, int k, bool accumulate)
        where TColumns : struct, IColumnOperand =>
        SimdLevels.Run(SimdLevels.Best, new ParallelProduct<TColumns>(a, b, c, m, n, k, accumulate));

    private static void Check(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        SpanChecks.Holds(a.Length, (long)m * k, nameof(a));
        SpanChecks.Holds(b.Length, (long)k * n, nameof(b));
        SpanChecks.Holds(c.Length, (long)m * n, nameof(c));
    }
}
