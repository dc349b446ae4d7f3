using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Layer normalisation of rows (Ba et al. 2016): x̂ = (x - mean)/√(variance + ε), the variance biased. Group and instance
/// normalisation are the same over rows that are groups of channels.</summary>
internal static partial class DeviceLayerNorm
{
    /// <summary>A row's mean and 1/√(variance + ε).</summary>
    internal struct Statistics
    {
        public float Mean, Inverse;
    }

    /// <summary>What the gradients of a row share: its statistics, and the means of g and of g·x̂, g being the gradient by x̂.</summary>
    internal struct GradientStatistics
    {
        public Statistics Row;
        public float Mean, MeanNormal;
    }

    /// <summary>The statistics of <paramref name="columns"/> values from <paramref name="start"/> on.</summary>
    /// <remarks>Two passes, the second about the first's mean m and correcting it: Σ(x - m)²/n - (Σ(x - m)/n)² is the variance for any m, and
    /// large means do not cancel.</remarks>
    internal static Statistics Of<TScope>(ArrayView<float> x, int start, int columns, float epsilon)
        where TScope : struct, IScope
    {
        float mean = DeviceReduction.Sum<TScope>(x, start, columns, 1) / columns, deviations = 0f, squares = 0f;
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            float deviation = x[start + column] - mean;
            deviations += deviation;
            squares += deviation * deviation;
        }

        float correction = TScope.Sum(deviations) / columns, variance = TScope.Sum(squares) / columns - correction * correction;
        return new Statistics
        {
            Mean = mean + correction, Inverse = 1f / DeviceMath.Sqrt((variance < 0f ? 0f : variance) + epsilon),
        };
    }

    /// <summary>x̂.</summary>
    internal static float Value(Statistics statistics, float x) => (x - statistics.Mean) * statistics.Inverse;

    /// <summary>scale·x̂ + shift.</summary>
    internal static float Value(Statistics statistics, float x, float scale, float shift) =>
        (x - statistics.Mean) * statistics.Inverse * scale + shift;

    /// <summary>The statistics of a row's gradients, g = dy.</summary>
    internal static GradientStatistics GradientOf<TScope>(
        ArrayView<float> x, ArrayView<float> dy, int start, int columns, float epsilon)
        where TScope : struct, IScope
    {
        Statistics row = Of<TScope>(x, start, columns, epsilon);
        float sum = 0f, sumNormal = 0f;
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            float g = dy[start + column];
            sum += g;
            sumNormal += g * Value(row, x[start + column]);
        }

        return Means<TScope>(row, sum, sumNormal, columns);
    }

    /// <summary>The statistics of a row's gradients, g = scale·dy, the scale having a value a column.</summary>
    internal static GradientStatistics GradientOf<TScope>(
        ArrayView<float> x, ArrayView<float> scale, ArrayView<float> dy, int start, int columns, float epsilon)
        where TScope : struct, IScope
    {
        Statistics row = Of<TScope>(x, start, columns, epsilon);
        float sum = 0f, sumNormal = 0f;
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            float g = dy[start + column] * scale[column];
            sum += g;
            sumNormal += g * Value(row, x[start + column]);
        }

        return Means<TScope>(row, sum, sumNormal, columns);
    }

    /// <summary>dx = (g - mean g - x̂·mean(g·x̂))/√(variance + ε).</summary>
    internal static float Gradient(GradientStatistics statistics, float x, float g) =>
        (g - statistics.Mean - Value(statistics.Row, x) * statistics.MeanNormal) * statistics.Row.Inverse;

    private static GradientStatistics Means<TScope>(Statistics row, float sum, float sumNormal, int columns)
        where TScope : struct, IScope =>
        new() { Row = row, Mean = TScope.Sum(sum) / columns, MeanNormal = TScope.Sum(sumNormal) / columns };
}
