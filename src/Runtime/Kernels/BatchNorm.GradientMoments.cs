using System.Numerics;

namespace CompiledNets.Kernels;

// The sums that the backward direction needs, over the whole batch, cut by channels.
public static partial class BatchNorm
{
    /// <summary>Writes each channel's Σ dy, then each channel's Σ dy·x̂. For the entire batch: it uses all cores.</summary>
    public static void GradientMoments(
        int samples, int channels, int inner, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> moments,
        Span<float> gradientMoments)
    {
        var work = new GradientMomentsWork(samples, channels, inner, x, dy, moments, gradientMoments);
        WorkPool.Run(ref work, Pieces.Count(channels, PieceChannels(samples, channels, inner)));
    }

    private readonly ref struct GradientMomentsWork(
        int samples, int channels, int inner, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> moments,
        Span<float> gradientMoments) : IPieces
    {
        private readonly ReadOnlySpan<float> x = x, dy = dy, moments = moments;
        private readonly Span<float> gradientMoments = gradientMoments;

        public void Run(int piece)
        {
            int size = PieceChannels(samples, channels, inner), end = Math.Min(channels, (piece + 1) * size);
            for (int channel = piece * size; channel < end; channel += inner == 1 ? Lanes.Count : 1)
            {
                if (inner == 1)
                {
                    Columns(channel, end);
                }
                else
                {
                    Channel(channel);
                }
            }
        }

        private void Channel(int channel)
        {
            double sum = 0, sumNormal = 0;
            Vector<float> mean = new(moments[channel]);
            for (int sample = 0; sample < samples; sample++)
            {
                int first = (sample * channels + channel) * inner, end = first + inner;
                Vector<float> run = default, runNormal = default;
                for (int i = first; i < end; i += Lanes.Count)
                {
                    Vector<float> d = Lanes.Load(dy, i, end);
                    run += d;
                    runNormal += d * (Lanes.Load(x, i, end) - mean);
                }

                sum += Lanes.Sum(run);
                sumNormal += Lanes.Sum(runNormal);
            }

            gradientMoments[channel] = (float)sum;
            gradientMoments[channels + channel] = (float)(sumNormal * moments[channels + channel]);
        }

        private void Columns(int first, int end)
        {
            Vector<float> sum = default, sumNormal = default, mean = Lanes.Load(moments, first, end);
            for (int sample = 0; sample < samples; sample++)
            {
                Vector<float> d = Lanes.Load(dy, sample * channels + first, sample * channels + end);
                sum += d;
                sumNormal += d * (Lanes.Load(x, sample * channels + first, sample * channels + end) - mean);
            }

            Lanes.Store(gradientMoments, first, end, sum);
            Vector<float> spread = Lanes.Load(moments, channels + first, channels + end);
            Lanes.Store(gradientMoments, channels + first, channels + end, sumNormal * spread);
        }
    }
}
