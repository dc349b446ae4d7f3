using System.ComponentModel;
using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>The logarithm of softmax over rows, without the detour through softmax.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LogSoftmax
{
    /// <summary>y = x - max - ln Σ e^(x - max) for each row; y may be x.</summary>
    public static void Forward(int rows, int width, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> logits = x.Slice(row * width, width);
            Span<float> logs = y.Slice(row * width, width);
            float max = Sums.Max(logits);
            Vector<float> shift = new(max), logSum = new(MathF.Log(Sums.Exponentials(logits, max)));
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Lanes.Store(logs, i, Lanes.Load(logits, i) - shift - logSum);
            }
        }
    }

    /// <summary>dx = dy - eʸ·Σ dy for each row; dx may be dy.</summary>
    public static void Gradient(int rows, int width, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> logs = y.Slice(row * width, width), dRow = dy.Slice(row * width, width);
            Span<float> gradients = dx.Slice(row * width, width);
            Vector<float> sum = new(Sums.Row(dRow));
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Lanes.Store(gradients, i, Lanes.Load(dRow, i) - VectorMath.Exp(Lanes.Load(logs, i)) * sum);
            }
        }
    }
}
