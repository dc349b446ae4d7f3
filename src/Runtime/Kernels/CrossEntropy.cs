using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Softmax cross-entropy of rows of logits against a label or a distribution for each row.</summary>
/// <remarks>Label smoothing ε is PyTorch's: the target becomes (1 - ε)·target + ε/width.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class CrossEntropy
{
    /// <summary>Refuses labels outside 0 to <paramref name="classes"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the argument, the first bad label's index, and the range.</exception>
    public static void CheckLabels(ReadOnlySpan<int> labels, int classes, string parameterName) =>
        IndexRange.Check(labels, classes, parameterName, "classes");

    /// <summary>losses[r] = -ln softmax(logits[r, :])[labels[r]], smoothed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Forward(
        int rows, int width, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, float labelSmoothing, Span<float> losses)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = logits.Slice(row * width, width);
            float max = Sums.Max(x);
            float logSum = MathF.Log(Sums.Exponentials(x, max));
            float loss = logSum - (x[labels[row]] - max);
            if (labelSmoothing != 0f)
            {
                // The mean over all classes of -ln softmax.
                float uniform = logSum - Sums.Deviations(x, max).Deviations / width;
                loss = (1f - labelSmoothing) * loss + labelSmoothing * uniform;
            }

            losses[row] = loss;
        }
    }

    /// <summary>dLogits[r, :] = dLosses[r]·(softmax(logits[r, :]) - target[r, :]), the target one-hot and smoothed.
    /// dLogits may be logits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Gradient(
        int rows, int width, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, float labelSmoothing,
        ReadOnlySpan<float> dLosses, Span<float> dLogits)
    {
        Vector<float> uniform = new(labelSmoothing / width);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = logits.Slice(row * width, width);
            Span<float> dx = dLogits.Slice(row * width, width);
            float max = Sums.Max(x);
            Vector<float> shift = new(max), sum = new(Sums.Exponentials(x, max)), dLoss = new(dLosses[row]);
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Lanes.Store(dx, i, dLoss * (VectorMath.Exp(Lanes.Load(x, i) - shift) / sum - uniform));
            }

            dx[labels[row]] -= dLosses[row] * (1f - labelSmoothing);
        }
    }
}
