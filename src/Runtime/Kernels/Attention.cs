using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Scaled dot-product attention of several heads (Vaswani et al. 2017): y = softmax(q·kᵀ/√d)·v for each head, d being its
/// width.</summary>
/// <remarks>
/// <para>Queries go in blocks, and of the scores only a block's rows exist, in a thread's scratch memory: never queries × keys. Whole rows
/// make the softmax a plain one, so the gradient recomputes the very same probabilities and needs nothing that the forward pass kept.</para>
/// <para>Keys whose mask is 0 are not seen; a query that sees no key at all gets zeros, and gives no gradient.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Attention
{
    /// <summary>y of queries, keys and values that lie apart.</summary>
    /// <param name="shape">The sizes of one sample.</param>
    /// <param name="samples">Samples at hand.</param>
    /// <param name="q">[samples, queries, width].</param>
    /// <param name="k">[samples, keys, width].</param>
    /// <param name="v">[samples, keys, width].</param>
    /// <param name="mask">[samples, keys]: 0 hides a key; empty hides none.</param>
    /// <param name="y">[samples, queries, width]; must overlap no operand.</param>
    /// <exception cref="ArgumentException">A span is too short; nothing was written.</exception>
    public static void Forward(
        in AttentionShape shape, int samples, ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, ReadOnlySpan<float> mask, Span<float> y)
    {
        CheckApart(shape, samples, q, k, v, mask);
        SpanChecks.Holds(y.Length, Size(samples, shape.Queries, shape.Width), nameof(y));
        fixed (float* pq = q, pk = k, pv = v, pm = mask, py = y)
        {
            Run(AttentionOperands.Apart(shape, samples, pq, pk, pv, pm), py);
        }
    }

    /// <summary>y of as many queries as keys, whose columns q, k and v lie side by side.</summary>
    /// <param name="shape">The sizes of one sample.</param>
    /// <param name="samples">Samples at hand.</param>
    /// <param name="qkv">[samples, keys, 3·width].</param>
    /// <param name="mask">[samples, keys]: 0 hides a key; empty hides none.</param>
    /// <param name="y">[samples, keys, width]; must overlap no operand.</param>
    /// <exception cref="ArgumentException">A span is too short; nothing was written.</exception>
    public static void ForwardPacked(in AttentionShape shape, int samples, ReadOnlySpan<float> qkv, ReadOnlySpan<float> mask, Span<float> y)
    {
        CheckPacked(shape, samples, qkv, mask);
        SpanChecks.Holds(y.Length, Size(samples, shape.Queries, shape.Width), nameof(y));
        fixed (float* packed = qkv, pm = mask, py = y)
        {
            Run(AttentionOperands.Packed(shape, samples, packed, pm), py);
        }
    }

    /// <summary>The gradients by q, k and v from that by y, below one another.</summary>
    /// <param name="shape">The sizes of one sample.</param>
    /// <param name="samples">Samples at hand.</param>
    /// <param name="q">[samples, queries, width].</param>
    /// <param name="k">[samples, keys, width].</param>
    /// <param name="v">[samples, keys, width].</param>
    /// <param name="mask">[samples, keys]: 0 hides a key; empty hides none.</param>
    /// <param name="dy">[samples, queries, width].</param>
    /// <param name="dqkv">[samples, queries + 2·keys, width]: the rows of dq, dk and dv; must overlap no operand.</param>
    /// <exception cref="ArgumentException">A span is too short; nothing was written.</exception>
    public static void Gradient(
        in AttentionShape shape, int samples, ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, ReadOnlySpan<float> mask,
        ReadOnlySpan<float> dy, Span<float> dqkv)
    {
        CheckApart(shape, samples, q, k, v, mask);
        SpanChecks.Holds(dy.Length, Size(samples, shape.Queries, shape.Width), nameof(dy));
        SpanChecks.Holds(dqkv.Length, Size(samples, shape.Queries + 2L * shape.Keys, shape.Width), nameof(dqkv));
        int sample = (shape.Queries + 2 * shape.Keys) * shape.Width;
        fixed (float* pq = q, pk = k, pv = v, pm = mask, pdy = dy, pd = dqkv)
        {
            float* dk = pd + (nint)shape.Queries * shape.Width, dv = dk + (nint)shape.Keys * shape.Width;
            Run(
                AttentionOperands.Apart(shape, samples, pq, pk, pv, pm), pdy, new SampleRows(pd, shape.Width, sample),
                new SampleRows(dk, shape.Width, sample), new SampleRows(dv, shape.Width, sample));
        }
    }

    /// <summary>The gradients by q, k and v from that by y, side by side.</summary>
    /// <param name="shape">The sizes of one sample.</param>
    /// <param name="samples">Samples at hand.</param>
    /// <param name="qkv">[samples, keys, 3·width].</param>
    /// <param name="mask">[samples, keys]: 0 hides a key; empty hides none.</param>
    /// <param name="dy">[samples, keys, width].</param>
    /// <param name="dqkv">[samples, keys, 3·width]; must overlap no operand.</param>
    /// <exception cref="ArgumentException">A span is too short; nothing was written.</exception>
    public static void GradientPacked(
        in AttentionShape shape, int samples, ReadOnlySpan<float> qkv, ReadOnlySpan<float> mask, ReadOnlySpan<float> dy, Span<float> dqkv)
    {
        CheckPacked(shape, samples, qkv, mask);
        SpanChecks.Holds(dy.Length, Size(samples, shape.Queries, shape.Width), nameof(dy));
        SpanChecks.Holds(dqkv.Length, Size(samples, shape.Queries, 3L * shape.Width), nameof(dqkv));
        fixed (float* packed = qkv, pm = mask, pdy = dy, pd = dqkv)
        {
            AttentionOperands d = AttentionOperands.Packed(shape, samples, pd, null);
            Run(AttentionOperands.Packed(shape, samples, packed, pm), pdy, d.Q, d.K, d.V);
        }
    }

    private static void Run(AttentionOperands operands, float* y) => SimdLevels.Run(
        SimdLevels.Best, new AttentionForward(operands, SampleRows.Of(y, operands.Shape.Queries, operands.Shape.Width)));

    private static void Run(AttentionOperands operands, float* dy, SampleRows dq, SampleRows dk, SampleRows dv) => SimdLevels.Run(
        SimdLevels.Best, new AttentionGradient(operands, SampleRows.Of(dy, operands.Shape.Queries, operands.Shape.Width), dq, dk, dv));

    private static void CheckApart(
        in AttentionShape shape, int samples, ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, ReadOnlySpan<float> mask)
    {
        SpanChecks.Holds(q.Length, Size(samples, shape.Queries, shape.Width), nameof(q));
        SpanChecks.Holds(k.Length, Size(samples, shape.Keys, shape.Width), nameof(k));
        SpanChecks.Holds(v.Length, Size(samples, shape.Keys, shape.Width), nameof(v));
        CheckMask(shape, samples, mask);
    }

    private static void CheckPacked(in AttentionShape shape, int samples, ReadOnlySpan<float> qkv, ReadOnlySpan<float> mask)
    {
        SpanChecks.Holds(qkv.Length, Size(samples, shape.Queries, 3L * shape.Width), nameof(qkv));
        CheckMask(shape, samples, mask);
    }

    private static void CheckMask(in AttentionShape shape, int samples, ReadOnlySpan<float> mask)
    {
        if (!mask.IsEmpty)
        {
            SpanChecks.Holds(mask.Length, Size(samples, shape.Keys, 1), nameof(mask));
        }
    }

    private static long Size(int samples, long rows, long width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        return samples * rows * width;
    }
}
