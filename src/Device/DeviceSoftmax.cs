using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Softmax of a row, shifted by the row's maximum so that no exponential overflows: y = e^(x - max) / Σ e^(x - max).</summary>
internal static class DeviceSoftmax
{
    /// <summary>What a row's values share.</summary>
    internal struct Statistics
    {
        public float Max, Sum;
    }

    /// <summary>The row's maximum, and Σ e^(x - max) over its <paramref name="columns"/> values from <paramref name="start"/> on.</summary>
    internal static Statistics Of<TScope>(ArrayView<float> x, int start, int columns)
        where TScope : struct, IScope
    {
        float max = DeviceReduction.Max<TScope>(x, start, columns, 1), sum = 0f;
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            sum += DeviceMath.Exp(x[start + column] - max);
        }

        return new Statistics { Max = max, Sum = TScope.Sum(sum) };
    }

    /// <summary>y at a value x of the row.</summary>
    internal static float Value(Statistics statistics, float x) => DeviceMath.Exp(x - statistics.Max) / statistics.Sum;

    /// <summary>Σ y·dy of the row.</summary>
    internal static float GradientOf<TScope>(ArrayView<float> y, ArrayView<float> dy, int start, int columns)
        where TScope : struct, IScope
    {
        float sum = 0f;
        for (int column = TScope.First; column < columns; column += TScope.Stride)
        {
            sum += y[start + column] * dy[start + column];
        }

        return TScope.Sum(sum);
    }

    /// <summary>dx = y·(dy - Σ y·dy).</summary>
    internal static float Gradient(float sum, float y, float dy) => y * (dy - sum);
}
