using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Where the largest values stand. NaN counts as larger than all numbers; of equal values the first one wins.</summary>
internal static class DeviceSelection
{
    /// <summary>The place, from 0, of the largest of <paramref name="count"/> values that stand <paramref name="stride"/> apart.</summary>
    internal static int ArgMax<TScope>(ArrayView<float> x, int start, int count, int stride)
        where TScope : struct, IScope
    {
        int best = int.MaxValue;
        float largest = float.NegativeInfinity;
        for (int index = TScope.First; index < count; index += TScope.Stride)
        {
            float value = x[start + index * stride];
            bool isLarger = value > largest || (float.IsNaN(value) && !float.IsNaN(largest));
            best = isLarger || best == int.MaxValue ? index : best;
            largest = isLarger ? value : largest;
        }

        float max = TScope.Max(largest);
        return TScope.Least(largest == max || float.IsNaN(largest) ? best : int.MaxValue);
    }

    /// <summary>Writes value <paramref name="i"/> of x [rows, width] into its row of indices [rows, count], at its rank in descending order,
    /// if it is one of the largest <paramref name="count"/>.</summary>
    /// <remarks>A value's rank is how many come before it: width comparisons, and no thread waits for another.</remarks>
    internal static void TopK(int i, ArrayView<float> x, ArrayView<int> indices, int width, int count)
    {
        int row = i / width, start = row * width, place = i - start, rank = 0;
        float value = x[i];
        for (int other = 0; other < width; other++)
        {
            rank += IsBefore(x[start + other], other, value, place) ? 1 : 0;
        }

        if (rank < count)
        {
            indices[row * count + rank] = place;
        }
    }

    // Whether x at place a ranks above y at place b.
    private static bool IsBefore(float x, int a, float y, int b) =>
        x > y || (a < b && x == y) || (float.IsNaN(x) && (!float.IsNaN(y) || a < b));
}
