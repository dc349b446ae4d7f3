using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Reductions of values that stand <c>stride</c> apart: of [outer, count, inner] the run of (o, i) starts at o·count·inner + i, inner
/// apart. Threads on their own suit an inner extent of 32 and more, a group a run of neighbours.</summary>
internal static class DeviceReduction
{
    // Sums go in two levels, so that the rounding errors of a long run stay small.
    private const int Block = 64;

    /// <summary>What the gradients of a run's maximum share: the maximum, and dy divided among equal ones.</summary>
    internal struct MaxShare
    {
        public float Max, Share;
    }

    /// <summary>Σ x. The mean is this divided by the count.</summary>
    internal static float Sum<TScope>(ArrayView<float> x, int start, int count, int stride)
        where TScope : struct, IScope
    {
        float total = 0f;
        for (int block = TScope.First; block < count; block += Block * TScope.Stride)
        {
            int end = IntrinsicMath.Min(count, block + Block * TScope.Stride);
            float sum = 0f;
            for (int index = block; index < end; index += TScope.Stride)
            {
                sum += x[start + index * stride];
            }

            total += sum;
        }

        return TScope.Sum(total);
    }

    /// <summary>Σ x / count.</summary>
    internal static float Mean<TScope>(ArrayView<float> x, int start, int count, int stride)
        where TScope : struct, IScope => Sum<TScope>(x, start, count, stride) / count;

    /// <summary>max x; NaN if one is NaN.</summary>
    internal static float Max<TScope>(ArrayView<float> x, int start, int count, int stride)
        where TScope : struct, IScope
    {
        float max = float.NegativeInfinity;
        for (int index = TScope.First; index < count; index += TScope.Stride)
        {
            max = DeviceMath.Max(max, x[start + index * stride]);
        }

        return TScope.Max(max);
    }

    /// <summary>The maximum, and what each value that is equal to it gets of dy: an even share, as with <c>torch.amax</c>.</summary>
    internal static MaxShare MaxGradientOf<TScope>(ArrayView<float> x, int start, int count, int stride, float dy)
        where TScope : struct, IScope
    {
        float max = Max<TScope>(x, start, count, stride), ties = 0f;
        for (int index = TScope.First; index < count; index += TScope.Stride)
        {
            ties += x[start + index * stride] < max ? 0f : 1f;
        }

        return new MaxShare { Max = max, Share = dy / TScope.Sum(ties) };
    }

    /// <summary>dx at a value x of the run. Not "equal", so that a NaN maximum sends its gradient everywhere.</summary>
    internal static float MaxGradient(MaxShare share, float x) => x < share.Max ? 0f : share.Share;

    /// <summary>Running sums along a line of x [outer, size, inner], by one thread: y[o, s, i] = x[o, 0, i] + … + x[o, s, i], or from the end,
    /// x[o, s, i] + … + x[o, size - 1, i]. Lines are numbered o·inner + i.</summary>
    internal static void CumulativeSum(int line, ArrayView<float> x, ArrayView<float> y, int size, int inner, bool fromEnd)
    {
        int start = line / inner * size * inner + line % inner, step = fromEnd ? -inner : inner;
        int at = fromEnd ? start + (size - 1) * inner : start;
        float sum = 0f;
        for (int index = 0; index < size; index++, at += step)
        {
            sum += x[at];
            y[at] = sum;
        }
    }
}
