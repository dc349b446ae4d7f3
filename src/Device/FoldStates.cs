namespace CompiledNets.Accelerated;

/// <summary>Two sums.</summary>
internal struct Pair
{
    public float First, Second;

    public static Pair Merge(Pair x, Pair y) => new() { First = x.First + y.First, Second = x.Second + y.Second };
}

/// <summary>How many values, Σ (x - shift) and Σ (x - shift)², the shift being the first value or, once merged, the mean: so no mean, however
/// large beside the spread, cancels.</summary>
internal struct ShiftedMoments
{
    public float Count, Shift, Sum, Squares;

    public static ShiftedMoments Add(ShiftedMoments state, float x)
    {
        float shift = state.Count == 0f ? x : state.Shift, deviation = x - shift;
        return new ShiftedMoments
        {
            Count = state.Count + 1f, Shift = shift, Sum = state.Sum + deviation, Squares = state.Squares + deviation * deviation,
        };
    }

    public static float Mean(ShiftedMoments state) => state.Count == 0f ? 0f : state.Shift + state.Sum / state.Count;

    /// <summary>The biased variance.</summary>
    public static float Variance(ShiftedMoments state) => state.Count == 0f ? 0f : AboutMean(state) / state.Count;

    /// <summary>The pairwise update of Chan, Golub and LeVeque (1979): Σ about the common mean is both parts' own, and
    /// (difference of the means)²·nm/(n + m).</summary>
    public static ShiftedMoments Merge(ShiftedMoments x, ShiftedMoments y)
    {
        float count = x.Count + y.Count, mean = Mean(x), difference = Mean(y) - mean;
        float share = count == 0f ? 0f : y.Count / count, between = difference * difference * (x.Count * share);
        ShiftedMoments both = new() { Count = count, Shift = mean + difference * share, Squares = AboutMean(x) + AboutMean(y) + between };
        return y.Count == 0f ? x : x.Count == 0f ? y : both;
    }

    // Σ (x - mean)², at least 0; NaN stays.
    private static float AboutMean(ShiftedMoments state)
    {
        float squares = state.Squares - (state.Count == 0f ? 0f : state.Sum * (state.Sum / state.Count));
        return squares < 0f ? 0f : squares;
    }
}
