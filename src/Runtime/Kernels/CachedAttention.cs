using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Attention of one step to the steps before it, whose keys and values lie in a cache, and to itself: what
/// <see cref="Attention"/> with a causal mask gives at that step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class CachedAttention
{
    /// <summary>y = softmax(q·kᵀ/√d)·v over the rows before the position, and the step.</summary>
    /// <param name="shape">The sizes of one sample's cache.</param>
    /// <param name="layer">Which of its layers.</param>
    /// <param name="samples">Samples at hand.</param>
    /// <param name="step">[samples, 3·width]: query, key and value.</param>
    /// <param name="cache">[samples, layers, context, 2·width].</param>
    /// <param name="position">[samples], or one for all of them: from 0 to context − 1.</param>
    /// <param name="y">[samples, width]; must overlap no operand.</param>
    /// <exception cref="ArgumentException">A span is too short, or there is no such row; nothing was written.</exception>
    public static void Forward(
        in CacheShape shape, int layer, int samples, ReadOnlySpan<float> step, ReadOnlySpan<float> cache, ReadOnlySpan<int> position, Span<float> y)
    {
        Check(shape, samples, step, cache.Length, position);
        SpanChecks.Holds(y.Length, (long)samples * shape.Width, nameof(y));
        fixed (float* pStep = step, pCache = cache, py = y)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                SimdLevels.Run(SimdLevels.Best, new CachedAttentionStep(
                    shape, PositionOf(position, sample), pStep + 3L * sample * shape.Width, pCache + shape.RowAt(sample, layer, 0), py + (long)sample * shape.Width));
            }
        }
    }

    /// <summary>Writes the step's key and value into the row of its position.</summary>
    /// <inheritdoc cref="Forward"/>
    public static void Store(
        in CacheShape shape, int layer, int samples, ReadOnlySpan<float> step, ReadOnlySpan<int> position, Span<float> cache)
    {
        Check(shape, samples, step, cache.Length, position);
        for (int sample = 0; sample < samples; sample++)
        {
            long row = shape.RowAt(sample, layer, PositionOf(position, sample));
            step.Slice((3 * sample + 1) * shape.Width, shape.Row).CopyTo(cache[checked((int)row)..]);
        }
    }

    /// <summary>A copy of the cache with the step's key and value in the row of its position.</summary>
    /// <param name="target">As large as the cache; must not overlap it.</param>
    /// <inheritdoc cref="Forward"/>
    public static void Replace(
        in CacheShape shape, int layer, int samples, ReadOnlySpan<float> step, ReadOnlySpan<float> cache, ReadOnlySpan<int> position, Span<float> target)
    {
        Check(shape, samples, step, Math.Min(cache.Length, target.Length), position);
        cache[..checked((int)(samples * shape.Size))].CopyTo(target);
        Store(shape, layer, samples, step, position, target);
    }

    private static int PositionOf(ReadOnlySpan<int> position, int sample) => position[position.Length == 1 ? 0 : sample];

    private static void Check(in CacheShape shape, int samples, ReadOnlySpan<float> step, int cache, ReadOnlySpan<int> position)
    {
        SpanChecks.Holds(step.Length, 3L * samples * shape.Width, nameof(step));
        SpanChecks.Holds(cache, samples * shape.Size, nameof(cache));
        SpanChecks.Holds(position.Length, position.Length == 1 ? 1 : samples, nameof(position));
        for (int sample = 0; sample < samples; sample++)
        {
            int row = PositionOf(position, sample);
            if ((uint)row >= (uint)shape.Context)
            {
                throw new ArgumentException($"There is no row {row} in a cache of {shape.Context}.", nameof(position));
            }
        }
    }
}

/// <summary>All heads of one step of one sample: a pass over the keys, a softmax, and a pass over the values.</summary>
internal readonly unsafe struct CachedAttentionStep(CacheShape shape, int past, float* step, float* cache, float* y) : ISimdAction
{
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // The softmax reads and writes whole vectors.
        float* scores = Scratch.Get(ScratchUse.Attention, shape.Context + 2 * TSimd.Lanes);
        for (int head = 0; head < shape.Heads; head++)
        {
            int column = head * shape.HeadWidth;
            float* query = step + column, key = query + shape.Width, value = key + shape.Width;
            for (int row = 0; row < past; row++)
            {
                scores[row] = Dot<TSimd, TVector>(query, cache + (long)row * shape.Row + column);
            }

            scores[past] = Dot<TSimd, TVector>(query, key);
            float inverse = AttentionRows<TSimd, TVector>.Exponentials(scores, past + 1, past + 1, null, shape.Scale);
            Mix<TSimd, TVector>(scores, inverse, cache + column + shape.Width, value, y + column);
        }
    }

    private float Dot<TSimd, TVector>(float* a, float* b)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sum = default;
        int column = 0;
        for (; column + TSimd.Lanes <= shape.HeadWidth; column += TSimd.Lanes)
        {
            sum = TSimd.MultiplyAdd(TSimd.Load(a + column), TSimd.Load(b + column), sum);
        }

        float dot = TSimd.Sum(sum);
        for (; column < shape.HeadWidth; column++)
        {
            dot = MathF.FusedMultiplyAdd(a[column], b[column], dot);
        }

        return dot;
    }

    /// <summary>y = inverse·Σ weights[row]·values[row], the step's own value being the last.</summary>
    private void Mix<TSimd, TVector>(float* weights, float inverse, float* values, float* own, float* target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int column = 0;
        for (; column + TSimd.Lanes <= shape.HeadWidth; column += TSimd.Lanes)
        {
            TVector sum = TSimd.Multiply(TSimd.Create(weights[past]), TSimd.Load(own + column));
            for (int row = 0; row < past; row++)
            {
                sum = TSimd.MultiplyAdd(TSimd.Create(weights[row]), TSimd.Load(values + (long)row * shape.Row + column), sum);
            }

            TSimd.Store(target + column, TSimd.Multiply(sum, TSimd.Create(inverse)));
        }

        for (; column < shape.HeadWidth; column++)
        {
            float sum = weights[past] * own[column];
            for (int row = 0; row < past; row++)
            {
                sum = MathF.FusedMultiplyAdd(weights[row], values[(long)row * shape.Row + column], sum);
            }

            target[column] = sum * inverse;
        }
    }
}
