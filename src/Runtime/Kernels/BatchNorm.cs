using System.ComponentModel;
using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>Batch normalisation of [samples, channels, inner] (Ioffe and Szegedy 2015): y = scale·x̂ + shift for each channel, with
/// x̂ = (x - mean)/√(variance + eps). Scale and shift hold a value a channel, or are empty spans for none.</summary>
/// <remarks>Statistics travel as <c>moments</c>: the means of all channels, then 1/√(variance + eps) of all channels.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class BatchNorm
{
    /// <summary>y = scale·(x - mean)·inverse + shift; y may be x.</summary>
    public static void Normalize(
        int samples, int channels, int inner, ReadOnlySpan<float> x, ReadOnlySpan<float> moments,
        ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Span<float> y)
    {
        ReadOnlySpan<float> means = moments[..channels], inverses = moments.Slice(channels, channels);
        if (inner == 1)
        {
            NormalizeRows(samples, channels, x, means, inverses, scale, shift, y);
            return;
        }

        for (int run = 0; run < samples * channels; run++)
        {
            int channel = run % channels;
            Vector<float> mean = new(means[channel]);
            Vector<float> factor = new(scale.IsEmpty ? inverses[channel] : inverses[channel] * scale[channel]);
            Vector<float> offset = new(shift.IsEmpty ? 0f : shift[channel]);
            for (int i = run * inner, end = i + inner; i < end; i += Lanes.Count)
            {
                Lanes.Store(y, i, end, (Lanes.Load(x, i, end) - mean) * factor + offset);
            }
        }
    }

    /// <summary>The moments of inference: the running mean, and 1/√(running variance + eps).</summary>
    public static void MomentsOfRunning(
        ReadOnlySpan<float> runningMean, ReadOnlySpan<float> runningVariance, float eps, Span<float> moments)
    {
        runningMean.CopyTo(moments);
        Span<float> inverses = moments.Slice(runningMean.Length, runningVariance.Length);
        for (int i = 0; i < inverses.Length; i++)
        {
            inverses[i] = 1f / MathF.Sqrt(runningVariance[i] + eps);
        }
    }

    /// <summary>running = (1 - momentum)·running + momentum·batch, the batch's variance made unbiased (as PyTorch does).</summary>
    /// <param name="count">Values that each channel's moments were taken over: samples times inner.</param>
    public static void UpdateRunning(
        ReadOnlySpan<float> moments, int count, float momentum, float eps, Span<float> runningMean, Span<float> runningVariance)
    {
        int channels = runningMean.Length;
        double unbiased = count / Math.Max(1.0, count - 1.0);
        for (int channel = 0; channel < channels; channel++)
        {
            double inverse = moments[channels + channel];
            double variance = Math.Max(1 / (inverse * inverse) - eps, 0) * unbiased;
            runningMean[channel] += momentum * (moments[channel] - runningMean[channel]);
            runningVariance[channel] += momentum * ((float)variance - runningVariance[channel]);
        }
    }

    // One value a channel: rows of channels, vectors across channels.
    private static void NormalizeRows(
        int samples, int channels, ReadOnlySpan<float> x, ReadOnlySpan<float> means, ReadOnlySpan<float> inverses,
        ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Span<float> y)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> values = x.Slice(sample * channels, channels);
            Span<float> results = y.Slice(sample * channels, channels);
            for (int j = 0; j < channels; j += Lanes.Count)
            {
                Vector<float> factor = Lanes.Load(inverses, j);
                factor = scale.IsEmpty ? factor : factor * Lanes.Load(scale, j, channels);
                Vector<float> result = (Lanes.Load(values, j) - Lanes.Load(means, j)) * factor;
                Lanes.Store(results, j, shift.IsEmpty ? result : result + Lanes.Load(shift, j, channels));
            }
        }
    }
}
