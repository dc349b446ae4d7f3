using System.Globalization;

namespace CompiledNets;

/// <summary>What came out of several runs: the folds of a cross-validation, or seeds.</summary>
/// <example><code>
/// Spread accuracy = Spread.Of([.. data.Folds(5, seed: 1).Select(fold => Train(fold.Train, fold.Validation))]);
/// Console.WriteLine(accuracy);                 // 0.7712 ± 0.0203
/// </code></example>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, that of a sample: over n - 1.</param>
public readonly record struct Spread(double Mean, double Deviation)
{
    /// <summary>Of at least one value; of one alone, the deviation is 0.</summary>
    /// <exception cref="InvalidOperationException">There are no values.</exception>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double mean = values.Average();
        return new Spread(mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Count - 1)));
    }

    /// <summary>As in "0.7712 ± 0.0203".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:0.0000} ± {Deviation:0.0000}");
}
