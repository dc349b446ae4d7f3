namespace CompiledNets;

/// <summary>Pieces of a time series to forecast what comes after them.</summary>
public static class SeriesWindows
{
    /// <summary>Cuts a series into pieces, each beginning a step after the one before, with the values that follow it.</summary>
    /// <param name="series">The values in the order of time.</param>
    /// <param name="length">Steps of a piece, at least 1: the input is (length, 1), as recurrent layers and convolutions take it.</param>
    /// <param name="horizon">Steps to forecast, at least 1: the target is (horizon).</param>
    /// <param name="input">What to call the pieces: the network's parameter.</param>
    /// <param name="target">What to call the values that follow.</param>
    /// <exception cref="ArgumentException">The series does not make one piece.</exception>
    public static Dataset Of(
        ReadOnlySpan<float> series, int length, int horizon = 1, string input = "input", string target = "target")
    {
        Hyperparameter.AtLeast(1, length, nameof(length));
        Hyperparameter.AtLeast(1, horizon, nameof(horizon));
        int count = series.Length - length - horizon + 1;
        if (count < 1)
        {
            throw new ArgumentException($"{series.Length} values make no piece of {length} and {horizon} after it.", nameof(series));
        }

        float[] pieces = new float[checked(count * length)], next = new float[count * horizon];
        for (int start = 0; start < count; start++)
        {
            series.Slice(start, length).CopyTo(pieces.AsSpan(start * length));
            series.Slice(start + length, horizon).CopyTo(next.AsSpan(start * horizon));
        }

        return Dataset.Create().With(input, pieces, length, 1).With(target, next, horizon);
    }

    /// <summary>The first values to learn from and the others to judge by, in the order of time, since nobody learns from the future. A piece to
    /// judge by may begin in the first part; what it is to forecast lies in the second.</summary>
    /// <param name="validationFraction">The share of the second part, more than 0 and less than 1.</param>
    /// <inheritdoc cref="Of"/>
    /// <exception cref="ArgumentException">A part does not make one piece.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="validationFraction"/> is out of its range.</exception>
    public static (Dataset Train, Dataset Validation) Split(
        ReadOnlySpan<float> series, int length, double validationFraction, int horizon = 1, string input = "input", string target = "target")
    {
        Hyperparameter.Positive(Hyperparameter.BelowOne(validationFraction, nameof(validationFraction)), nameof(validationFraction));
        int learned = (int)((1 - validationFraction) * series.Length);
        return (Of(series[..learned], length, horizon, input, target), Of(series[Math.Max(0, learned - length)..], length, horizon, input, target));
    }
}
