using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Softmax cross-entropy of a row of logits against a label, or a distribution, for each row.</summary>
/// <remarks>Label smoothing ε makes the target (1 - ε)·target + ε/classes.</remarks>
internal static class DeviceCrossEntropy
{
    /// <summary>-ln softmax(logits)[label], smoothed, of the row that begins at <paramref name="start"/>.</summary>
    internal static float Loss<TScope>(ArrayView<float> logits, int start, int classes, int label, float smoothing)
        where TScope : struct, IScope
    {
        DeviceLogSoftmax.Statistics row = DeviceLogSoftmax.Of<TScope>(logits, start, classes);
        float loss = row.LogSum - (logits[start + label] - row.Max);
        if (smoothing == 0f)
        {
            return loss;
        }

        // The mean over all classes of -ln softmax.
        float deviations = 0f;
        for (int column = TScope.First; column < classes; column += TScope.Stride)
        {
            deviations += logits[start + column] - row.Max;
        }

        float uniform = row.LogSum - TScope.Sum(deviations) / classes;
        return (1f - smoothing) * loss + smoothing * uniform;
    }

    /// <summary>dx = dLoss·(softmax(x) - target) of a class, the target one-hot and smoothed. <see cref="DeviceSoftmax.Of"/> gives the row's
    /// statistics.</summary>
    internal static float Gradient(
        DeviceSoftmax.Statistics row, float x, int column, int classes, int label, float smoothing, float dLoss)
    {
        float gradient = dLoss * (DeviceSoftmax.Value(row, x) - smoothing / classes);
        return column == label ? gradient - dLoss * (1f - smoothing) : gradient;
    }

    /// <summary>-Σ target·ln softmax(logits), smoothed. The logits' row begins at <paramref name="start"/>, the target's at
    /// <paramref name="targetStart"/>.</summary>
    internal static float Loss<TScope>(
        ArrayView<float> logits, int start, ArrayView<float> targets, int targetStart, int classes, float smoothing)
        where TScope : struct, IScope
    {
        DeviceLogSoftmax.Statistics row = DeviceLogSoftmax.Of<TScope>(logits, start, classes);
        float loss = 0f;
        for (int column = TScope.First; column < classes; column += TScope.Stride)
        {
            loss += Smoothed(targets[targetStart + column], classes, smoothing) * (row.LogSum - (logits[start + column] - row.Max));
        }

        return TScope.Sum(loss);
    }

    /// <summary>What the gradients of a row share, against a distribution: its maximum, and Σ t / Σ e^(x - max) in the place of 1 / Σ.</summary>
    internal static DeviceSoftmax.Statistics GradientOf<TScope>(
        ArrayView<float> logits, int start, ArrayView<float> targets, int targetStart, int classes, float smoothing)
        where TScope : struct, IScope
    {
        DeviceSoftmax.Statistics row = DeviceSoftmax.Of<TScope>(logits, start, classes);
        float mass = (1f - smoothing) * DeviceReduction.Sum<TScope>(targets, targetStart, classes, 1) + smoothing;
        return new DeviceSoftmax.Statistics { Max = row.Max, Sum = mass / row.Sum };
    }

    /// <summary>dx = dLoss·(softmax(x)·Σ t - t), t the smoothed targets, whether or not they sum to one; of <see cref="GradientOf"/>.</summary>
    internal static float Gradient(DeviceSoftmax.Statistics row, float x, float target, int classes, float smoothing, float dLoss) =>
        dLoss * (DeviceMath.Exp(x - row.Max) * row.Sum - Smoothed(target, classes, smoothing));

    /// <summary>dTarget = -dLoss·(1 - ε)·ln softmax(x). <see cref="DeviceLogSoftmax.Of"/> gives the row's statistics.</summary>
    internal static float TargetGradient(DeviceLogSoftmax.Statistics row, float x, float smoothing, float dLoss) =>
        dLoss * (1f - smoothing) * (row.LogSum - (x - row.Max));

    private static float Smoothed(float target, int classes, float smoothing) => target * (1f - smoothing) + smoothing / classes;
}
