using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>The statistics of batch normalisation over [samples, channels, inner] (Ioffe and Szegedy 2015). They travel as moments: the means
/// of all channels, then 1/√(variance + ε) of all channels.</summary>
internal static class DeviceBatchNorm
{
    /// <summary>Starts the moments of a batch, the variance biased.</summary>
    public static void Moments(
        DeviceNetwork device, ArrayView<float> x, ArrayView<float> moments, int samples, int channels, int inner, float epsilon) =>
        DeviceFolds.Run<MomentsOf, ShiftedMoments>(device, new MomentsOf
        {
            X = x, Moments = moments, Samples = samples, Channels = channels, Pixels = inner, Epsilon = epsilon,
        });

    /// <summary>Starts each channel's Σ dy, then each channel's Σ dy·x̂.</summary>
    public static void GradientMoments(
        DeviceNetwork device, ArrayView<float> x, ArrayView<float> dy, ArrayView<float> moments, ArrayView<float> sums, int samples,
        int channels, int inner) =>
        DeviceFolds.Run<SumsOf, Pair>(device, new SumsOf
        {
            X = x, Dy = dy, Moments = moments, Sums = sums, Samples = samples, Channels = channels, Pixels = inner,
        });

    /// <summary>running = (1 - momentum)·running + momentum·batch of one channel, the batch's variance made unbiased (as PyTorch does).</summary>
    /// <param name="count">Values that each channel's moments were taken over: samples times inner.</param>
    internal static void UpdateRunning(
        int channel, ArrayView<float> moments, ArrayView<float> runningMean, ArrayView<float> runningVariance, int channels, int count,
        float momentum, float epsilon)
    {
        double inverse = moments[channels + channel], biased = 1.0 / (inverse * inverse) - epsilon;
        double variance = (biased < 0.0 ? 0.0 : biased) * (count / (count < 2 ? 1.0 : count - 1.0));
        runningMean[channel] += momentum * (moments[channel] - runningMean[channel]);
        runningVariance[channel] += momentum * ((float)variance - runningVariance[channel]);
    }

    /// <summary>Value <paramref name="i"/> of the moments of inference: the running mean, and 1/√(running variance + ε).</summary>
    internal static float MomentsOfRunning(int i, ArrayView<float> runningMean, ArrayView<float> runningVariance, int channels, float epsilon) =>
        i < channels ? runningMean[i] : 1f / DeviceMath.Sqrt(runningVariance[i - channels] + epsilon);

    /// <summary>weight/√(variance + ε): the factor that inference's normalisation is.</summary>
    internal static float FoldedScale(float weight, float runningVariance, float epsilon) =>
        weight / DeviceMath.Sqrt(runningVariance + epsilon);

    /// <summary>bias + (inner - mean)·scale, inner being the bias of the layer before, or 0.</summary>
    internal static float FoldedShift(float bias, float runningMean, float scale, float inner) => bias + (inner - runningMean) * scale;

    internal struct MomentsOf : IFold<MomentsOf, ShiftedMoments>
    {
        public ArrayView<float> X, Moments;
        public int Samples, Channels, Pixels;
        public float Epsilon;

        public static int Outer(MomentsOf o) => o.Samples;

        public static int Columns(MomentsOf o) => o.Channels;

        public static int Inner(MomentsOf o) => o.Pixels;

        public static ShiftedMoments Add(MomentsOf o, ShiftedMoments state, int outer, int column, int inner) =>
            ShiftedMoments.Add(state, o.X[(outer * o.Channels + column) * o.Pixels + inner]);

        public static ShiftedMoments Merge(ShiftedMoments x, ShiftedMoments y) => ShiftedMoments.Merge(x, y);

        public static void Store(MomentsOf o, int column, ShiftedMoments state)
        {
            o.Moments[column] = ShiftedMoments.Mean(state);
            o.Moments[o.Channels + column] = 1f / DeviceMath.Sqrt(ShiftedMoments.Variance(state) + o.Epsilon);
        }
    }

    internal struct SumsOf : IFold<SumsOf, Pair>
    {
        public ArrayView<float> X, Dy, Moments, Sums;
        public int Samples, Channels, Pixels;

        public static int Outer(SumsOf o) => o.Samples;

        public static int Columns(SumsOf o) => o.Channels;

        public static int Inner(SumsOf o) => o.Pixels;

        public static Pair Add(SumsOf o, Pair state, int outer, int column, int inner)
        {
            int at = (outer * o.Channels + column) * o.Pixels + inner;
            float dy = o.Dy[at];
            return new Pair { First = state.First + dy, Second = state.Second + dy * (o.X[at] - o.Moments[column]) };
        }

        public static Pair Merge(Pair x, Pair y) => Pair.Merge(x, y);

        public static void Store(SumsOf o, int column, Pair state)
        {
            o.Sums[column] = state.First;
            o.Sums[o.Channels + column] = state.Second * o.Moments[o.Channels + column];
        }
    }
}
