using System.Numerics;

namespace CompiledNets.Kernels;

// Targets that are distributions over the classes.
public static partial class CrossEntropy
{
    /// <summary>losses[r] = -Σ targets[r, :]·ln softmax(logits[r, :]), smoothed.</summary>
    public static void Forward(
        int rows, int width, ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, float labelSmoothing, Span<float> losses)
    {
        Vector<float> keep = new(1f - labelSmoothing), uniform = new(labelSmoothing / width);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = logits.Slice(row * width, width), t = targets.Slice(row * width, width);
            float max = Sums.Max(x);
            Vector<float> shift = new(max), logSum = new(MathF.Log(Sums.Exponentials(x, max))), loss = default;
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Vector<float> target = Lanes.Load(t, i) * keep + uniform;
                loss += Lanes.Keep(target * (logSum - (Lanes.Load(x, i) - shift)), i, width, 0f);
            }

            losses[row] = Lanes.Sum(loss);
        }
    }

    /// <summary>dLogits[r, :] = dLosses[r]·(softmax(logits[r, :])·Σt - t), t the smoothed targets[r, :], whether or not they
    /// sum to one. dLogits may be logits.</summary>
    public static void Gradient(
        int rows, int width, ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, float labelSmoothing,
        ReadOnlySpan<float> dLosses, Span<float> dLogits)
    {
        Vector<float> keep = new(1f - labelSmoothing), uniform = new(labelSmoothing / width);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = logits.Slice(row * width, width), t = targets.Slice(row * width, width);
            Span<float> dx = dLogits.Slice(row * width, width);
            float max = Sums.Max(x), mass = (1f - labelSmoothing) * Sums.Row(t) + labelSmoothing;
            Vector<float> shift = new(max), scale = new(mass / Sums.Exponentials(x, max)), dLoss = new(dLosses[row]);
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Vector<float> target = Lanes.Load(t, i) * keep + uniform;
                Lanes.Store(dx, i, dLoss * (VectorMath.Exp(Lanes.Load(x, i) - shift) * scale - target));
            }
        }
    }

    /// <summary>dTargets[r, :] = -dLosses[r]·(1 - ε)·ln softmax(logits[r, :]).</summary>
    public static void TargetGradient(
        int rows, int width, ReadOnlySpan<float> logits, float labelSmoothing, ReadOnlySpan<float> dLosses, Span<float> dTargets)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = logits.Slice(row * width, width);
            Span<float> dTarget = dTargets.Slice(row * width, width);
            float max = Sums.Max(x);
            Vector<float> shift = new(max), logSum = new(MathF.Log(Sums.Exponentials(x, max)));
            Vector<float> dLoss = new(dLosses[row] * (1f - labelSmoothing));
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Lanes.Store(dTarget, i, dLoss * (logSum - (Lanes.Load(x, i) - shift)));
            }
        }
    }
}
