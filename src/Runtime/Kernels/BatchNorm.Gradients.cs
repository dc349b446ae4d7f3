using System.Numerics;

namespace CompiledNets.Kernels;

// The backward direction, given the sums of dy and dy·x̂ over the whole batch.
public static partial class BatchNorm
{
    /// <summary>dx = scale·inverse·(dy - (Σ dy + x̂·Σ dy·x̂)/n), n values a channel in the whole batch; dx may be dy.</summary>
    /// <param name="samples">Samples in these spans.</param>
    /// <param name="totalSamples">Samples in the batch that the moments were taken over.</param>
    public static void InputGradient(
        int samples, int channels, int inner, int totalSamples, ReadOnlySpan<float> x, ReadOnlySpan<float> dy,
        ReadOnlySpan<float> moments, ReadOnlySpan<float> gradientMoments, ReadOnlySpan<float> scale, Span<float> dx)
    {
        float share = 1f / ((float)totalSamples * inner);
        if (inner == 1)
        {
            InputGradientOfRows(samples, channels, share, x, dy, moments, gradientMoments, scale, dx);
            return;
        }

        for (int run = 0; run < samples * channels; run++)
        {
            int channel = run % channels;
            float inverse = moments[channels + channel];
            Vector<float> mean = new(moments[channel]), spread = new(inverse);
            Vector<float> factor = new(scale.IsEmpty ? inverse : inverse * scale[channel]);
            Vector<float> meanDy = new(gradientMoments[channel] * share);
            Vector<float> meanNormal = new(gradientMoments[channels + channel] * share);
            for (int i = run * inner, end = i + inner; i < end; i += Lanes.Count)
            {
                Vector<float> normal = (Lanes.Load(x, i, end) - mean) * spread;
                Lanes.Store(dx, i, end, (Lanes.Load(dy, i, end) - meanDy - normal * meanNormal) * factor);
            }
        }
    }

    /// <summary>dx = scale·inverse·dy: the gradient where running statistics were used, which do not depend on x. dx may be dy.</summary>
    public static void InferenceInputGradient(
        int samples, int channels, int inner, ReadOnlySpan<float> dy, ReadOnlySpan<float> moments,
        ReadOnlySpan<float> scale, Span<float> dx)
    {
        ReadOnlySpan<float> inverses = moments.Slice(channels, channels);
        if (inner == 1)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                ReadOnlySpan<float> dRow = dy.Slice(sample * channels, channels);
                Span<float> gradients = dx.Slice(sample * channels, channels);
                for (int j = 0; j < channels; j += Lanes.Count)
                {
                    Vector<float> factor = Lanes.Load(inverses, j);
                    Lanes.Store(gradients, j, Lanes.Load(dRow, j) * (scale.IsEmpty ? factor : factor * Lanes.Load(scale, j, channels)));
                }
            }

            return;
        }

        for (int run = 0; run < samples * channels; run++)
        {
            int channel = run % channels;
            Vector<float> factor = new(scale.IsEmpty ? inverses[channel] : inverses[channel] * scale[channel]);
            for (int i = run * inner, end = i + inner; i < end; i += Lanes.Count)
            {
                Lanes.Store(dx, i, end, Lanes.Load(dy, i, end) * factor);
            }
        }
    }

    /// <summary>dScale += Σ dy·x̂ and dShift += Σ dy, from their sums; either may be empty.</summary>
    public static void ParameterGradients(ReadOnlySpan<float> gradientMoments, Span<float> dScale, Span<float> dShift)
    {
        int channels = gradientMoments.Length / 2;
        for (int j = 0; j < dShift.Length; j += Lanes.Count)
        {
            Lanes.Add(dShift, j, Lanes.Load(gradientMoments, j, channels));
        }

        for (int j = 0; j < dScale.Length; j += Lanes.Count)
        {
            Lanes.Add(dScale, j, Lanes.Load(gradientMoments[channels..], j));
        }
    }

    private static void InputGradientOfRows(
        int samples, int channels, float share, ReadOnlySpan<float> x, ReadOnlySpan<float> dy,
        ReadOnlySpan<float> moments, ReadOnlySpan<float> gradientMoments, ReadOnlySpan<float> scale, Span<float> dx)
    {
        ReadOnlySpan<float> inverses = moments.Slice(channels, channels), sumsNormal = gradientMoments.Slice(channels, channels);
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> values = x.Slice(sample * channels, channels), dRow = dy.Slice(sample * channels, channels);
            Span<float> gradients = dx.Slice(sample * channels, channels);
            for (int j = 0; j < channels; j += Lanes.Count)
            {
                Vector<float> spread = Lanes.Load(inverses, j);
                Vector<float> factor = scale.IsEmpty ? spread : spread * Lanes.Load(scale, j, channels);
                Vector<float> normal = (Lanes.Load(values, j) - Lanes.Load(moments, j, channels)) * spread;
                Vector<float> mean = (Lanes.Load(gradientMoments, j, channels) + normal * Lanes.Load(sumsNormal, j)) * share;
                Lanes.Store(gradients, j, (Lanes.Load(dRow, j) - mean) * factor);
            }
        }
    }
}
