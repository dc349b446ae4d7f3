using System.ComponentModel;
using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>Softmax over rows, shifted by the row's maximum so that no exponential overflows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Softmax
{
    /// <summary>y = eˣ / Σ eˣ for each row; y may be x.</summary>
    public static void Forward(int rows, int width, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> logits = x.Slice(row * width, width);
            Span<float> probabilities = y.Slice(row * width, width);
            Vector<float> sum = new(Sums.Exponentials(logits, Sums.Max(logits), probabilities));
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Lanes.Store(probabilities, i, Lanes.Load(probabilities, i) / sum);
            }
        }
    }

    /// <summary>dx = y·(dy - Σ y·dy) for each row; dx may be dy.</summary>
    public static void Gradient(int rows, int width, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> probabilities = y.Slice(row * width, width), dRow = dy.Slice(row * width, width);
            Span<float> gradients = dx.Slice(row * width, width);
            Vector<float> mean = new(Sums.Products(probabilities, dRow));
            for (int i = 0; i < width; i += Lanes.Count)
            {
                Lanes.Store(gradients, i, Lanes.Load(probabilities, i) * (Lanes.Load(dRow, i) - mean));
            }
        }
    }
}
