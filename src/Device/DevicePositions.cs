using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Positions as angles, one value of the result by each thread. Angles are computed in double, as the run time's tables are.</summary>
internal static class DevicePositions
{
    /// <summary>Rotary positions (Su et al. 2021): in each head of d columns, the pair (2i, 2i+1) of row t turns by t·period^(-2i/d):
    /// y[2i] = x[2i]·cos - x[2i+1]·sin and y[2i+1] = x[2i+1]·cos + x[2i]·sin. Back again, by the opposite angle, for gradients.</summary>
    /// <param name="i">The value's index in [samples, steps, heads·d].</param>
    /// <param name="x">[samples, steps, heads·d]; not the result's own memory, since a value's neighbour is read too.</param>
    /// <param name="logPeriod">ln period.</param>
    internal static float Rotary(int i, ArrayView<float> x, int steps, int heads, int headWidth, double logPeriod, bool back)
    {
        int column = i % headWidth, step = i / (heads * headWidth) % steps;
        bool isFirst = (column & 1) == 0;
        double angle = step * DeviceMath.DoubleExp((column & ~1) * logPeriod / -headWidth);
        float sine = DeviceMath.Sin(angle), other = x[isFirst ? i + 1 : i - 1];
        return x[i] * DeviceMath.Cos(angle) + other * (isFirst != back ? -sine : sine);
    }

    /// <summary>The fixed positions of Vaswani et al. 2017, [steps, width]: sin(t/10000^(2i/width)) in column 2i, the cosine in column 2i+1.</summary>
    internal static float Sinusoidal(int i, int width)
    {
        const double LogOfLongest = 9.21034037197618273607;
        int column = i % width;
        double angle = i / width * DeviceMath.DoubleExp((column & ~1) * LogOfLongest / -width);
        return (column & 1) == 0 ? DeviceMath.Sin(angle) : DeviceMath.Cos(angle);
    }
}
