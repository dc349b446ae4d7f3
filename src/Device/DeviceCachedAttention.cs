using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>The sizes of one sample's cache of keys and values, constants of a network.</summary>
internal interface ICacheSizes
{
    static abstract int Heads { get; }

    static abstract int Layers { get; }

    /// <summary>Which of the layers.</summary>
    static abstract int Layer { get; }

    /// <summary>Rows of a layer: positions.</summary>
    static abstract int Context { get; }

    /// <summary>Columns of a key, and of a value, which lies beside it.</summary>
    static abstract int Width { get; }

    /// <summary>1 if each sample has its position, 0 if one serves all.</summary>
    static abstract int PositionStep { get; }
}

/// <summary>Attention of one step to the steps before it, whose keys and values lie in a cache [samples, layers, context, 2·width], and to itself:
/// what <see cref="DeviceAttention"/> with a causal mask gives at that step. A step is [samples, 3·width]: query, key and value. Positions
/// have been checked on the host.</summary>
internal static class DeviceCachedAttention
{
    public const int Threads = 128;

    /// <summary>Starts y [samples, width] = softmax(q·kᵀ/√d)·v over the rows before the position, and the step.</summary>
    public static void Forward<T>(
        DeviceNetwork device, ArrayView<float> step, ArrayView<float> cache, ArrayView<int> position, ArrayView<float> y, int samples)
        where T : struct, ICacheSizes =>
        device.Kernel(typeof(T), "Forward", static accelerator =>
            accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<int>, ArrayView<float>>(ForwardKernel<T>))(
            device.Stream, new KernelConfig(samples * T.Heads, Threads, SharedMemoryConfig.RequestDynamic<float>(2 * HeadWidth<T>() + Threads)),
            step, cache, position, y);

    /// <summary>A group has a head of a sample: the softmax's maximum and sum follow the rows, which go by in blocks. It begins with the step
    /// itself, whose weight is exp(0) = 1.</summary>
    public static void ForwardKernel<T>(ArrayView<float> step, ArrayView<float> cache, ArrayView<int> position, ArrayView<float> y)
        where T : struct, ICacheSizes
    {
        ArrayView<float> shared = SharedMemory.GetDynamic<float>();
        int head = Grid.IdxX % T.Heads, sample = Grid.IdxX / T.Heads, width = HeadWidth<T>(), mixes = width, weights = 2 * width;
        int query = sample * 3 * T.Width + head * width, past = position[sample * T.PositionStep];
        float own = 0f;
        for (int c = Group.IdxX; c < width; c += Threads)
        {
            shared[c] = step[query + c];
            shared[mixes + c] = step[query + 2 * T.Width + c];
            own += step[query + c] * step[query + T.Width + c];
        }

        float scale = 1f / MathF.Sqrt(width), max = scale * WholeGroup.Sum(own), sum = 1f;
        for (int first = 0; first < past; first += Threads)
        {
            int row = first + Group.IdxX;
            float score = row < past ? scale * Dot(shared, cache, RowAt<T>(sample, row) + head * width, width) : float.NegativeInfinity;
            float newMax = DeviceMath.Max(max, WholeGroup.Max(score)), keep = DeviceMath.Exp(max - newMax);
            float weight = row < past ? DeviceMath.Exp(score - newMax) : 0f;
            sum = sum * keep + WholeGroup.Sum(weight);
            max = newMax;
            shared[weights + Group.IdxX] = weight;
            Group.Barrier();
            int count = IntrinsicMath.Min(Threads, past - first);
            for (int c = Group.IdxX; c < width; c += Threads)
            {
                float mix = shared[mixes + c] * keep;
                for (int j = 0; j < count; j++)
                {
                    mix += shared[weights + j] * cache[RowAt<T>(sample, first + j) + T.Width + head * width + c];
                }

                shared[mixes + c] = mix;
            }

            Group.Barrier();
        }

        for (int c = Group.IdxX; c < width; c += Threads)
        {
            y[sample * T.Width + head * width + c] = shared[mixes + c] / sum;
        }
    }

    /// <summary>Writes value <paramref name="i"/> of the steps' keys and values, [samples, 2·width], into the rows of their positions.</summary>
    public static void Store<T>(int i, ArrayView<float> step, ArrayView<int> position, ArrayView<float> cache)
        where T : struct, ICacheSizes
    {
        int sample = i / (2 * T.Width), column = i - sample * 2 * T.Width;
        cache[RowAt<T>(sample, position[sample * T.PositionStep]) + column] = step[(3 * sample + 1) * T.Width + column];
    }

    /// <summary>Value <paramref name="i"/> of the cache with the steps' keys and values in the rows of their positions.</summary>
    public static float Replaced<T>(int i, ArrayView<float> step, ArrayView<float> cache, ArrayView<int> position)
        where T : struct, ICacheSizes
    {
        int row = i / (2 * T.Width), sample = row / (T.Layers * T.Context), column = i - row * 2 * T.Width;
        bool isStep = row * 2 * T.Width == RowAt<T>(sample, position[sample * T.PositionStep]);
        return isStep ? step[(3 * sample + 1) * T.Width + column] : cache[i];
    }

    private static int HeadWidth<T>()
        where T : struct, ICacheSizes => T.Width / T.Heads;

    private static int RowAt<T>(int sample, int position)
        where T : struct, ICacheSizes => ((sample * T.Layers + T.Layer) * T.Context + position) * 2 * T.Width;

    private static float Dot(ArrayView<float> query, ArrayView<float> cache, int at, int width)
    {
        float sum = 0f;
        for (int c = 0; c < width; c++)
        {
            sum += query[c] * cache[at + c];
        }

        return sum;
    }
}
