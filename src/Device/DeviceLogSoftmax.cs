using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>The logarithm of softmax over a row: y = x - max - ln Σ e^(x - max).</summary>
internal static class DeviceLogSoftmax
{
    /// <summary>What a row's values share.</summary>
    internal struct Statistics
    {
        public float Max, LogSum;
    }

    /// <summary>The row's maximum, and ln Σ e^(x - max).</summary>
    internal static Statistics Of<TScope>(ArrayView<float> x, int start, int columns)
        where TScope : struct, IScope
    {
        DeviceSoftmax.Statistics row = DeviceSoftmax.Of<TScope>(x, start, columns);
        return new Statistics { Max = row.Max, LogSum = DeviceMath.Log(row.Sum) };
    }

    /// <summary>y at a value x of the row.</summary>
    internal static float Value(Statistics statistics, float x) => x - statistics.Max - statistics.LogSum;

    /// <summary>Σ dy of the row.</summary>
    internal static float GradientOf<TScope>(ArrayView<float> dy, int start, int columns)
        where TScope : struct, IScope => DeviceReduction.Sum<TScope>(dy, start, columns, 1);

    /// <summary>dx = dy - eʸ·Σ dy.</summary>
    internal static float Gradient(float sum, float y, float dy) => dy - DeviceMath.Exp(y) * sum;
}
