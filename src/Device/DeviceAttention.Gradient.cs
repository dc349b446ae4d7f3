using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

// dv = pᵀ·dy, ds = p∘(dp - D)/√d with dp = dy·vᵀ and D = Σ p∘dp, dq = ds·k, dk = dsᵀ·q: probabilities are computed anew.
internal static partial class DeviceAttention
{
    /// <summary>What a query keeps for its keys: the scores' maximum, 1/Σ exp(score - maximum), and D.</summary>
    private const int Kept = 3;

    /// <summary>dq, dk and dv, side by side where q, k and v are, else below one another, [queries + 2·keys, width].</summary>
    public static void Gradient<T>(
        DeviceNetwork device, ArrayView<float> q, ArrayView<float> k, ArrayView<float> v, ArrayView<float> mask, ArrayView<float> dy, ArrayView<float> gradient, int samples)
        where T : struct, IAttentionSizes
    {
        ArrayView<float> kept = device.Scratch((long)samples * T.Heads * T.Queries * Kept);
        if (HasTiles<T>())
        {
            device.Kernel(typeof(T), "QueryGradientTile", static accelerator =>
                accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(QueryGradientTile<T>))(
                device.Stream, TileConfig<T>(samples, T.Queries, GradientRows<T>()), q, k, v, mask, dy, gradient, kept);
            device.Kernel(typeof(T), "KeyGradientTile", static accelerator =>
                accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(KeyGradientTile<T>))(
                device.Stream, TileConfig<T>(samples, T.Keys, GradientRows<T>()), q, k, v, mask, dy, gradient, kept);
            return;
        }

        device.Kernel(typeof(T), "QueryGradient", static accelerator =>
            accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(QueryGradient<T>))(
            device.Stream, Config<T>(samples, T.Queries, rows: 4), q, k, v, mask, dy, gradient, kept);
        device.Kernel(typeof(T), "KeyGradient", static accelerator =>
            accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(KeyGradient<T>))(
            device.Stream, Config<T>(samples, T.Keys, rows: 4), q, k, v, mask, dy, gradient, kept);
    }

    /// <summary>A group has a query of a head of a sample: dq = (Σ p·dp·k - D·Σ p·k)/√d, both sums following the maximum.</summary>
    private static void QueryGradient<T>(
        ArrayView<float> q, ArrayView<float> k, ArrayView<float> v, ArrayView<float> mask, ArrayView<float> dy, ArrayView<float> gradient, ArrayView<float> kept)
        where T : struct, IAttentionSizes
    {
        ArrayView<float> shared = SharedMemory.GetDynamic<float>();
        int query = Grid.IdxX % T.Queries, head = Grid.IdxX / T.Queries % T.Heads, sample = Grid.IdxX / (T.Queries * T.Heads);
        int slopes = T.HeadWidth, weighted = 2 * T.HeadWidth, plain = 3 * T.HeadWidth, scores = 4 * T.HeadWidth, keys = KeysBefore<T>(query);
        for (int c = Group.IdxX; c < T.HeadWidth; c += Threads)
        {
            shared[c] = q[QueryAt<T>(sample, query, head) + c];
            shared[slopes + c] = dy[OutputAt<T>(sample, query, head) + c];
            shared[weighted + c] = 0f;
            shared[plain + c] = 0f;
        }

        Group.Barrier();
        float max = float.NegativeInfinity, sum = 0f, product = 0f;
        for (int first = 0; first < keys; first += Threads)
        {
            int key = first + Group.IdxX;
            float score = Score<T>(shared, k, mask, sample, head, key, keys);
            float newMax = DeviceMath.Max(max, WholeGroup.Max(score)), keep = Weight(max, newMax), weight = Weight(score, newMax);
            float slope = weight == 0f ? 0f : weight * Dot(shared, slopes, v, ValueAt<T>(sample, key, head), T.HeadWidth);
            sum = sum * keep + WholeGroup.Sum(weight);
            product = product * keep + WholeGroup.Sum(slope);
            max = newMax;
            shared[scores + Group.IdxX] = weight;
            shared[scores + Threads + Group.IdxX] = slope;
            Group.Barrier();
            int count = IntrinsicMath.Min(Threads, keys - first);
            for (int c = Group.IdxX; c < T.HeadWidth; c += Threads)
            {
                float ofSlopes = shared[weighted + c] * keep, ofWeights = shared[plain + c] * keep;
                for (int j = 0; j < count; j++)
                {
                    float value = k[KeyAt<T>(sample, first + j, head) + c];
                    ofSlopes += shared[scores + Threads + j] * value;
                    ofWeights += shared[scores + j] * value;
                }

                shared[weighted + c] = ofSlopes;
                shared[plain + c] = ofWeights;
            }

            Group.Barrier();
        }

        float inverse = sum == 0f ? 0f : 1f / sum, mean = product * inverse;
        for (int c = Group.IdxX; c < T.HeadWidth; c += Threads)
        {
            gradient[QueryGradientAt<T>(sample, query, head) + c] = Scale<T>() * inverse * (shared[weighted + c] - mean * shared[plain + c]);
        }

        if (Group.IdxX == 0)
        {
            int at = Grid.IdxX * Kept;
            kept[at] = max;
            kept[at + 1] = inverse;
            kept[at + 2] = mean;
        }
    }

    /// <summary>A group has a key of a head of a sample, and goes over the queries that see it.</summary>
    private static void KeyGradient<T>(
        ArrayView<float> q, ArrayView<float> k, ArrayView<float> v, ArrayView<float> mask, ArrayView<float> dy, ArrayView<float> gradient, ArrayView<float> kept)
        where T : struct, IAttentionSizes
    {
        ArrayView<float> shared = SharedMemory.GetDynamic<float>();
        int key = Grid.IdxX % T.Keys, head = Grid.IdxX / T.Keys % T.Heads, sample = Grid.IdxX / (T.Keys * T.Heads);
        int values = T.HeadWidth, dKeys = 2 * T.HeadWidth, dValues = 3 * T.HeadWidth, scores = 4 * T.HeadWidth;
        bool isHidden = T.Masked == 1 && mask[sample * T.Keys + key] == 0f;
        for (int c = Group.IdxX; c < T.HeadWidth; c += Threads)
        {
            shared[c] = k[KeyAt<T>(sample, key, head) + c];
            shared[values + c] = v[ValueAt<T>(sample, key, head) + c];
            shared[dKeys + c] = 0f;
            shared[dValues + c] = 0f;
        }

        Group.Barrier();
        for (int first = T.Causal == 1 ? key / Threads * Threads : 0; first < T.Queries; first += Threads)
        {
            int query = first + Group.IdxX;
            float weight = 0f, slope = 0f;
            if (!isHidden && query < T.Queries && (T.Causal == 0 || key <= query))
            {
                int at = ((sample * T.Heads + head) * T.Queries + query) * Kept;
                float score = Scale<T>() * Dot(shared, 0, q, QueryAt<T>(sample, query, head), T.HeadWidth);
                weight = DeviceMath.Exp(score - kept[at]) * kept[at + 1];
                slope = weight * (Dot(shared, values, dy, OutputAt<T>(sample, query, head), T.HeadWidth) - kept[at + 2]) * Scale<T>();
            }

            shared[scores + Group.IdxX] = weight;
            shared[scores + Threads + Group.IdxX] = slope;
            Group.Barrier();
            int count = IntrinsicMath.Min(Threads, T.Queries - first);
            for (int c = Group.IdxX; c < T.HeadWidth; c += Threads)
            {
                float dKey = shared[dKeys + c], dValue = shared[dValues + c];
                for (int i = 0; i < count; i++)
                {
                    dKey += shared[scores + Threads + i] * q[QueryAt<T>(sample, first + i, head) + c];
                    dValue += shared[scores + i] * dy[OutputAt<T>(sample, first + i, head) + c];
                }

                shared[dKeys + c] = dKey;
                shared[dValues + c] = dValue;
            }

            Group.Barrier();
        }

        for (int c = Group.IdxX; c < T.HeadWidth; c += Threads)
        {
            gradient[KeyGradientAt<T>(sample, key, head) + c] = shared[dKeys + c];
            gradient[ValueGradientAt<T>(sample, key, head) + c] = shared[dValues + c];
        }
    }

    private static int OutputAt<T>(int sample, int query, int head)
        where T : struct, IAttentionSizes => ((sample * T.Queries + query) * T.Heads + head) * T.HeadWidth;

    private static int QueryGradientAt<T>(int sample, int query, int head)
        where T : struct, IAttentionSizes => T.Packed == 1 ? QueryAt<T>(sample, query, head) : GradientRow<T>(sample, query, head);

    private static int KeyGradientAt<T>(int sample, int key, int head)
        where T : struct, IAttentionSizes => T.Packed == 1 ? KeyAt<T>(sample, key, head) : GradientRow<T>(sample, T.Queries + key, head);

    private static int ValueGradientAt<T>(int sample, int key, int head)
        where T : struct, IAttentionSizes => T.Packed == 1 ? ValueAt<T>(sample, key, head) : GradientRow<T>(sample, T.Queries + T.Keys + key, head);

    private static int GradientRow<T>(int sample, int row, int head)
        where T : struct, IAttentionSizes => ((sample * (T.Queries + 2 * T.Keys) + row) * T.Heads + head) * T.HeadWidth;
}
