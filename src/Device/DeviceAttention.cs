using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>The sizes of an attention, constants of a network.</summary>
internal interface IAttentionSizes
{
    static abstract int Heads { get; }

    static abstract int Queries { get; }

    static abstract int Keys { get; }

    /// <summary>Columns of one head.</summary>
    static abstract int HeadWidth { get; }

    /// <summary>1 if a query sees only keys up to its own place.</summary>
    static abstract int Causal { get; }

    /// <summary>1 if q, k and v lie side by side, and their gradients.</summary>
    static abstract int Packed { get; }

    /// <summary>1 if a mask hides keys.</summary>
    static abstract int Masked { get; }

    /// <summary>1 if each head's rows begin at multiples of four floats, and have a multiple of four.</summary>
    static abstract int Wide { get; }
}

/// <summary>y = softmax(q·kᵀ/√d)·v of each head (Vaswani et al. 2017), without storing scores: keys go by in blocks, and the softmax's maximum
/// and sum follow them (Milakov and Gimelshein 2018, "Online normalizer calculation for softmax").</summary>
/// <remarks>A query that sees no key gets zeros. A group has some queries of a head in the forward pass and for dq, some keys for dk and dv; each sum
/// has its thread, so nothing is added by several. Heads too wide for tiles in shared memory have one query or key for each group.</remarks>
internal static partial class DeviceAttention
{
    private const int Threads = 128;

    /// <summary>y [queries, width] of each sample. <paramref name="mask"/> may be any view where there is no mask.</summary>
    public static void Forward<T>(DeviceNetwork device, ArrayView<float> q, ArrayView<float> k, ArrayView<float> v, ArrayView<float> mask, ArrayView<float> y, int samples)
        where T : struct, IAttentionSizes
    {
        if (HasTiles<T>())
        {
            device.Kernel(typeof(T), "ForwardTile", static accelerator =>
                accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(ForwardTile<T>))(
                device.Stream, TileConfig<T>(samples, T.Queries, ForwardRows<T>()), q, k, v, mask, y);
            return;
        }

        device.Kernel(typeof(T), "Forward", static accelerator =>
            accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(ForwardKernel<T>))(
            device.Stream, Config<T>(samples, T.Queries, rows: 2), q, k, v, mask, y);
    }

    private static KernelConfig Config<T>(int samples, int perHead, int rows)
        where T : struct, IAttentionSizes =>
        new(samples * T.Heads * perHead, Threads, SharedMemoryConfig.RequestDynamic<float>(rows * T.HeadWidth + 2 * Threads));

    /// <summary>A group has a query of a head of a sample.</summary>
    private static void ForwardKernel<T>(ArrayView<float> q, ArrayView<float> k, ArrayView<float> v, ArrayView<float> mask, ArrayView<float> y)
        where T : struct, IAttentionSizes
    {
        ArrayView<float> shared = SharedMemory.GetDynamic<float>();
        int query = Grid.IdxX % T.Queries, head = Grid.IdxX / T.Queries % T.Heads, sample = Grid.IdxX / (T.Queries * T.Heads);
        int sums = T.HeadWidth, scores = 2 * T.HeadWidth, keys = KeysBefore<T>(query);
        for (int c = Group.IdxX; c < T.HeadWidth; c += Threads)
        {
            shared[c] = q[QueryAt<T>(sample, query, head) + c];
            shared[sums + c] = 0f;
        }

        Group.Barrier();
        float max = float.NegativeInfinity, sum = 0f;
        for (int first = 0; first < keys; first += Threads)
        {
            float score = Score<T>(shared, k, mask, sample, head, first + Group.IdxX, keys);
            float newMax = DeviceMath.Max(max, WholeGroup.Max(score)), keep = Weight(max, newMax), weight = Weight(score, newMax);
            sum = sum * keep + WholeGroup.Sum(weight);
            max = newMax;
            shared[scores + Group.IdxX] = weight;
            Group.Barrier();
            int count = IntrinsicMath.Min(Threads, keys - first);
            for (int c = Group.IdxX; c < T.HeadWidth; c += Threads)
            {
                float mix = shared[sums + c] * keep;
                for (int j = 0; j < count; j++)
                {
                    mix += shared[scores + j] * v[ValueAt<T>(sample, first + j, head) + c];
                }

                shared[sums + c] = mix;
            }

            Group.Barrier();
        }

        for (int c = Group.IdxX; c < T.HeadWidth; c += Threads)
        {
            y[(sample * T.Queries + query) * T.Heads * T.HeadWidth + head * T.HeadWidth + c] = sum == 0f ? 0f : shared[sums + c] / sum;
        }
    }

    /// <summary>q·k/√d for a key, the query lying in shared memory; -∞ for a hidden key and past the last.</summary>
    private static float Score<T>(ArrayView<float> query, ArrayView<float> k, ArrayView<float> mask, int sample, int head, int key, int keys)
        where T : struct, IAttentionSizes
    {
        if (key >= keys || (T.Masked == 1 && mask[sample * T.Keys + key] == 0f))
        {
            return float.NegativeInfinity;
        }

        return Scale<T>() * Dot(query, 0, k, KeyAt<T>(sample, key, head), T.HeadWidth);
    }

    private static float Dot(ArrayView<float> a, int at, ArrayView<float> b, int bt, int width)
    {
        float sum = 0f;
        for (int c = 0; c < width; c++)
        {
            sum += a[at + c] * b[bt + c];
        }

        return sum;
    }

    /// <summary>exp(score - max), 0 for hidden keys even before the first visible one.</summary>
    private static float Weight(float score, float max) => score == float.NegativeInfinity ? 0f : DeviceMath.Exp(score - max);

    private static float Scale<T>()
        where T : struct, IAttentionSizes => 1f / MathF.Sqrt(T.HeadWidth);

    /// <summary>How many keys a query may see.</summary>
    private static int KeysBefore<T>(int query)
        where T : struct, IAttentionSizes => T.Causal == 1 ? IntrinsicMath.Min(query + 1, T.Keys) : T.Keys;

    private static int Width<T>()
        where T : struct, IAttentionSizes => T.Heads * T.HeadWidth * (T.Packed == 1 ? 3 : 1);

    private static int QueryAt<T>(int sample, int query, int head)
        where T : struct, IAttentionSizes => (sample * T.Queries + query) * Width<T>() + head * T.HeadWidth;

    private static int KeyAt<T>(int sample, int key, int head)
        where T : struct, IAttentionSizes =>
        (sample * T.Keys + key) * Width<T>() + (T.Packed == 1 ? T.Heads * T.HeadWidth : 0) + head * T.HeadWidth;

    private static int ValueAt<T>(int sample, int key, int head)
        where T : struct, IAttentionSizes =>
        (sample * T.Keys + key) * Width<T>() + (T.Packed == 1 ? 2 * T.Heads * T.HeadWidth : 0) + head * T.HeadWidth;
}
