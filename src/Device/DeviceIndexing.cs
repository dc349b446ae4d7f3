using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Values picked by index, one value of the result by each thread. Gradients gather too: none of them adds to what another thread
/// writes. Indices have been checked on the host.</summary>
internal static class DeviceIndexing
{
    /// <summary>y[r, j] = x[r, index[r, j]] for x [rows, width] and <paramref name="picks"/> a row.</summary>
    internal static float Gather(int i, ArrayView<float> x, ArrayView<int> index, int width, int picks) =>
        x[i / picks * width + index[i]];

    /// <summary>The same with an index of <paramref name="period"/> values that starts again at its end: one for all samples.</summary>
    internal static float Gather(int i, ArrayView<float> x, ArrayView<int> index, int width, int picks, int period) =>
        x[i / picks * width + index[i % period]];

    /// <summary>dx[r, c] = Σ dy[r, j] over the j with index[r, j] = c, in their order.</summary>
    internal static float GatherGradient(int i, ArrayView<int> index, ArrayView<float> dy, int width, int picks)
    {
        int row = i / width, column = i - row * width;
        float sum = 0f;
        for (int pick = row * picks; pick < (row + 1) * picks; pick++)
        {
            sum += index[pick] == column ? dy[pick] : 0f;
        }

        return sum;
    }

    /// <summary>The same with an index of <paramref name="period"/> values that starts again at its end.</summary>
    internal static float GatherGradient(int i, ArrayView<int> index, ArrayView<float> dy, int width, int picks, int period)
    {
        int row = i / width, column = i - row * width, first = row * picks % period;
        float sum = 0f;
        for (int pick = 0; pick < picks; pick++)
        {
            sum += index[first + pick] == column ? dy[row * picks + pick] : 0f;
        }

        return sum;
    }

    /// <summary>y[t, tokens[t]] = 1, and 0 elsewhere.</summary>
    internal static float OneHot(int i, ArrayView<int> tokens, int classes) => i % classes == tokens[i / classes] ? 1f : 0f;

    /// <summary>y[t, :] = table[tokens[t], :].</summary>
    internal static float Embedding(int i, ArrayView<int> tokens, ArrayView<float> table, int width)
    {
        int token = i / width;
        return table[tokens[token] * width + (i - token * width)];
    }
}
