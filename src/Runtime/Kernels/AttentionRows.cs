namespace CompiledNets.Kernels;

/// <summary>The softmax of attention's scores, row by row in the widest registers, and its gradient.</summary>
internal static unsafe class AttentionRows<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>scores = e^(factor·(scores - max)) of those seen, and 0 beyond.</summary>
    /// <param name="scores">A row.</param>
    /// <param name="seen">How many a causal mask leaves.</param>
    /// <param name="end">How far products may read.</param>
    /// <param name="visible">1 for each visible key, or null.</param>
    /// <param name="factor">What scores are scaled with.</param>
    /// <returns>1 / Σ of the row; 0 if no key is seen, where the row is 0 too.</returns>
    public static float Exponentials(float* scores, int seen, int end, float* visible, float factor)
    {
        TVector hidden = TSimd.Create(float.NegativeInfinity), most = hidden, sum = default;
        for (int i = 0; i < seen; i += TSimd.Lanes)
        {
            TVector score = TSimd.Load(scores + i);
            score = visible == null ? score : TSimd.Select(TSimd.Positive(TSimd.Load(visible + i)), score, hidden);
            score = i + TSimd.Lanes <= seen ? score : TSimd.Select(LaneMask.First<TSimd, TVector>(seen - i), score, hidden);
            TSimd.Store(scores + i, score);
            most = TSimd.Max(most, score);
        }

        float max = TSimd.MaxLane(most);
        bool isSeen = !float.IsNegativeInfinity(max);
        TVector factors = TSimd.Create(factor), shift = TSimd.Create(-max * factor);
        int index = 0;
        for (; isSeen && index < seen; index += TSimd.Lanes)
        {
            TVector exponential = SimdMath<TSimd, TVector>.Exp(TSimd.MultiplyAdd(TSimd.Load(scores + index), factors, shift));
            TSimd.Store(scores + index, exponential);
            sum = TSimd.Add(sum, exponential);
        }

        for (; index < end; index += TSimd.Lanes)
        {
            TSimd.Store(scores + index, default);
        }

        return isSeen ? 1 / TSimd.Sum(sum) : 0;
    }

    /// <summary>p = e·inverse and ds = p·(dp - Σ p·dp), and 0 beyond the row.</summary>
    /// <param name="p">e on entry, as <see cref="Exponentials"/> leaves it.</param>
    /// <param name="slopes">dp on entry.</param>
    /// <param name="inverse">1 / Σ e.</param>
    /// <inheritdoc cref="Exponentials"/>
    public static void Gradient(float* p, float* slopes, int seen, int end, float inverse)
    {
        TVector sum = default, factor = TSimd.Create(inverse);
        for (int i = 0; i < seen; i += TSimd.Lanes)
        {
            sum = TSimd.MultiplyAdd(TSimd.Load(p + i), TSimd.Load(slopes + i), sum);
        }

        TVector mean = TSimd.Create(TSimd.Sum(sum) * inverse);
        int index = 0;
        for (; index < seen; index += TSimd.Lanes)
        {
            TVector probability = TSimd.Multiply(TSimd.Load(p + index), factor);
            TSimd.Store(p + index, probability);
            TSimd.Store(slopes + index, TSimd.Multiply(probability, TSimd.Subtract(TSimd.Load(slopes + index), mean)));
        }

        for (; index < end; index += TSimd.Lanes)
        {
            TSimd.Store(slopes + index, default);
        }
    }
}
