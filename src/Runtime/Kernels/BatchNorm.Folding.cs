namespace CompiledNets.Kernels;

// Inference with running statistics is y = scale·x + shift for each channel: what a layer before it takes into its weight and bias.
public static partial class BatchNorm
{
    /// <summary>scale = weight/√(variance + eps).</summary>
    public static void FoldedScale(ReadOnlySpan<float> weight, ReadOnlySpan<float> runningVariance, float eps, Span<float> scale)
    {
        for (int channel = 0; channel < weight.Length; channel++)
        {
            scale[channel] = weight[channel] / MathF.Sqrt(runningVariance[channel] + eps);
        }
    }

    /// <summary>shift = bias + (inner - mean)·scale.</summary>
    /// <param name="inner">The bias that the layer before adds itself; empty for none.</param>
    public static void FoldedShift(
        ReadOnlySpan<float> bias, ReadOnlySpan<float> runningMean, ReadOnlySpan<float> scale, ReadOnlySpan<float> inner, Span<float> shift)
    {
        for (int channel = 0; channel < bias.Length; channel++)
        {
            float own = inner.IsEmpty ? 0 : inner[channel];
            shift[channel] = bias[channel] + (own - runningMean[channel]) * scale[channel];
        }
    }

    /// <summary>Each filter of a weight times its factor.</summary>
    /// <param name="weight">All values of the first filter, then those of the next.</param>
    /// <param name="scale">One value a filter.</param>
    /// <param name="scaled">As many values as <paramref name="weight"/>.</param>
    public static void ScaleFilters(ReadOnlySpan<float> weight, ReadOnlySpan<float> scale, Span<float> scaled)
    {
        int size = weight.Length / scale.Length;
        for (int filter = 0; filter < scale.Length; filter++)
        {
            Multiply(weight.Slice(filter * size, size), scale[filter], scaled.Slice(filter * size, size));
        }
    }

    private static void Multiply(ReadOnlySpan<float> values, float factor, Span<float> products)
    {
        for (int i = 0; i < values.Length; i++)
        {
            products[i] = values[i] * factor;
        }
    }
}
