using System.Numerics;

namespace CompiledNets.Kernels;

// Statistics over the whole batch, cut by channels.
public static partial class BatchNorm
{
    private const int PieceFloats = 16 * 1024;

    /// <summary>Writes each channel's mean and 1/√(variance + eps), the variance biased. For the entire batch: it uses all cores.</summary>
    /// <remarks>Two passes, the second about the first's mean and correcting it, so means much larger than the spread do not cancel.</remarks>
    public static void Moments(int samples, int channels, int inner, ReadOnlySpan<float> x, float eps, Span<float> moments)
    {
        var work = new MomentsWork(samples, channels, inner, eps, x, moments);
        WorkPool.Run(ref work, Pieces.Count(channels, PieceChannels(samples, channels, inner)));
    }

    // Whole vectors of channels where a vector runs across channels.
    private static int PieceChannels(int samples, int channels, int inner)
    {
        int enough = Pieces.Size(channels, (long)samples * inner, PieceFloats);
        return inner == 1 ? Pieces.Count(enough, 64) * 64 : enough;
    }

    private readonly ref struct MomentsWork(
        int samples, int channels, int inner, float eps, ReadOnlySpan<float> x, Span<float> moments) : IPieces
    {
        private readonly ReadOnlySpan<float> x = x;
        private readonly Span<float> moments = moments;

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
            double sum = 0, deviations = 0, squares = 0, count = (double)samples * inner;
            for (int sample = 0; sample < samples; sample++)
            {
                sum += Sums.Row(x.Slice((sample * channels + channel) * inner, inner));
            }

            float mean = (float)(sum / count);
            for (int sample = 0; sample < samples; sample++)
            {
                (float rowDeviations, float rowSquares) =
                    Sums.Deviations(x.Slice((sample * channels + channel) * inner, inner), mean);
                deviations += rowDeviations;
                squares += rowSquares;
            }

            double correction = deviations / count;
            moments[channel] = (float)(mean + correction);
            moments[channels + channel] = (float)(1 / Math.Sqrt(Math.Max(squares / count - correction * correction, 0) + eps));
        }

        private void Columns(int first, int end)
        {
            Vector<float> sum = default, deviations = default, squares = default, count = new(samples);
            for (int sample = 0; sample < samples; sample++)
            {
                sum += Lanes.Load(x, sample * channels + first, sample * channels + end);
            }

            Vector<float> mean = sum / count;
            for (int sample = 0; sample < samples; sample++)
            {
                Vector<float> deviation = Lanes.Load(x, sample * channels + first, sample * channels + end) - mean;
                deviations += deviation;
                squares += deviation * deviation;
            }

            Vector<float> correction = deviations / count;
            Vector<float> variance = VectorMath.Max(squares / count - correction * correction, default);
            Lanes.Store(moments, first, end, mean + correction);
            Lanes.Store(
                moments, channels + first, channels + end, VectorMath.Reciprocal(VectorMath.Sqrt(variance + new Vector<float>(eps))));
        }
    }
}
