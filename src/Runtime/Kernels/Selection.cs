using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Where the largest values stand. NaN counts as larger than all numbers; of equal values the first one wins, so that results
/// depend on nothing else.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Selection
{
    /// <summary>y[o, i] = the s of the largest x[o, s, i], for x [outer, size, inner].</summary>
    public static void ArgMax(int outer, int size, int inner, ReadOnlySpan<float> x, Span<int> y)
    {
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<float> block = x.Slice(o * size * inner, size * inner);
            for (int i = 0; i < inner; i++)
            {
                int best = 0;
                float largest = block[i];
                for (int s = 1, at = i + inner; s < size; s++, at += inner)
                {
                    float value = block[at];
                    if (value > largest || (float.IsNaN(value) && !float.IsNaN(largest)))
                    {
                        (best, largest) = (s, value);
                    }
                }

                y[o * inner + i] = best;
            }
        }
    }

    /// <summary>indices[r, :] = where the largest <paramref name="count"/> values of x[r, :] stand, in descending order.</summary>
    /// <remarks>The row of indices is a heap whose root is the least of the best so far: width·log(count) steps at worst. Then the heap is
    /// sorted in its place.</remarks>
    public static void TopK(int rows, int width, int count, ReadOnlySpan<float> x, Span<int> indices)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = x.Slice(row * width, width);
            Span<int> best = indices.Slice(row * count, count);
            for (int i = 0; i < count; i++)
            {
                best[i] = i;
            }

            for (int root = count / 2 - 1; root >= 0; root--)
            {
                Sink(values, best, root);
            }

            for (int i = count; i < width; i++)
            {
                if (IsBefore(values, i, best[0]))
                {
                    best[0] = i;
                    Sink(values, best, 0);
                }
            }

            for (int last = count - 1; last > 0; last--)
            {
                (best[0], best[last]) = (best[last], best[0]);
                Sink(values, best[..last], 0);
            }
        }
    }

    // Moves what stands at the root of a subtree down, until both children come before it in the ranking.
    private static void Sink(ReadOnlySpan<float> values, Span<int> heap, int root)
    {
        while (2 * root + 1 < heap.Length)
        {
            int child = 2 * root + 1;
            if (child + 1 < heap.Length && IsBefore(values, heap[child], heap[child + 1]))
            {
                child++;
            }

            if (IsBefore(values, heap[child], heap[root]))
            {
                return;
            }

            (heap[root], heap[child]) = (heap[child], heap[root]);
            root = child;
        }
    }

    /// <summary>Whether the value at a ranks above that at b.</summary>
    private static bool IsBefore(ReadOnlySpan<float> values, int a, int b)
    {
        float x = values[a], y = values[b];
        return x > y || (a < b && x == y) || (float.IsNaN(x) && (!float.IsNaN(y) || a < b));
    }
}
