using ILGPU;

namespace CompiledNets.Accelerated;

// The forward pass in tiles.
internal static partial class DeviceAttention
{
    /// <summary>A row's softmax as keys go by: the maximum so far, Σ exp(score - maximum), Σ of the products with the weights where the
    /// gradient wants one, and what the last new maximum left of them.</summary>
    private struct OnlineRow
    {
        public float Max, Sum, Product, Keep;

        /// <summary>The maximum after the scores of all lanes, of which each told its own.</summary>
        public static OnlineRow Raised(OnlineRow row, ArrayView<F4> maxima, int number)
        {
            F4 a = maxima[number * 2], b = maxima[number * 2 + 1];
            float max = DeviceMath.Max(row.Max, DeviceMath.Max(MaxOf(a), MaxOf(b)));
            return new OnlineRow { Max = max, Keep = Weight(row.Max, max), Sum = row.Sum, Product = row.Product };
        }

        public static float MaxOf(F4 x) => DeviceMath.Max(DeviceMath.Max(x.X, x.Y), DeviceMath.Max(x.Z, x.W));

        /// <summary>Σ of a lane's four.</summary>
        public static float SumOf(F4 x) => x.X + x.Y + (x.Z + x.W);

        /// <summary>Σ of what the lanes told of the row.</summary>
        public static float Total(ArrayView<F4> told, int number) => SumOf(told[number * 2]) + SumOf(told[number * 2 + 1]);
    }

    /// <summary>A group has some queries of a head of a sample.</summary>
    private static void ForwardTile<T>(ArrayView<float> q, ArrayView<float> k, ArrayView<float> v, ArrayView<float> mask, ArrayView<float> y)
        where T : struct, IAttentionSizes
    {
        ArrayView<F4> queries = SharedMemory.Allocate<float>(ForwardRows<T>() * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<F4> mixes = SharedMemory.Allocate<float>(ForwardRows<T>() * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<F4> columns = SharedMemory.Allocate<float>(Columns * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<float> weights = SharedMemory.Allocate<float>(ForwardRows<T>() * ScoreQuads * 4);
        ArrayView<float> maxima = SharedMemory.Allocate<float>(ForwardRows<T>() * Lanes), sums = SharedMemory.Allocate<float>(ForwardRows<T>() * Lanes);
        int tiles = (T.Queries + ForwardRows<T>() - 1) / ForwardRows<T>(), tile = Grid.IdxX / tiles, first = (Grid.IdxX - tile * tiles) * ForwardRows<T>();
        int sample = tile / T.Heads, head = tile - sample * T.Heads, upper = Group.IdxX / Lanes, lane = Group.IdxX - upper * Lanes, lower = upper + ForwardRows<T>() / 2;
        Load<T>(q, QueryAt<T>(sample, first, head), Width<T>(), T.Queries - first, queries, ForwardRows<T>());
        Clear<T>(mixes, upper, lane);
        Clear<T>(mixes, lower, lane);
        var above = new OnlineRow { Max = float.NegativeInfinity };
        var below = new OnlineRow { Max = float.NegativeInfinity };
        int end = KeysBefore<T>(first + ForwardRows<T>() - 1);
        for (int key = 0; key < end; key += Columns)
        {
            Load<T>(k, KeyAt<T>(sample, key, head), Width<T>(), T.Keys - key, columns, Columns);
            Group.Barrier();
            TwoRows scores = Dots<T>(queries, upper, lower, columns, lane);
            F4 ofUpper = Scores<T>(scores.Upper, mask, sample, first + upper, key + lane), ofLower = Scores<T>(scores.Lower, mask, sample, first + lower, key + lane);
            maxima[upper * Lanes + lane] = OnlineRow.MaxOf(ofUpper);
            maxima[lower * Lanes + lane] = OnlineRow.MaxOf(ofLower);
            Group.Barrier();
            above = OnlineRow.Raised(above, maxima.Cast<F4>(), upper);
            below = OnlineRow.Raised(below, maxima.Cast<F4>(), lower);
            ofUpper = Weights(ofUpper, above.Max);
            ofLower = Weights(ofLower, below.Max);
            PutScores(weights, upper, lane, ofUpper);
            PutScores(weights, lower, lane, ofLower);
            sums[upper * Lanes + lane] = OnlineRow.SumOf(ofUpper);
            sums[lower * Lanes + lane] = OnlineRow.SumOf(ofLower);
            Load<T>(v, ValueAt<T>(sample, key, head), Width<T>(), T.Keys - key, columns, Columns);
            Group.Barrier();
            above.Sum = above.Sum * above.Keep + OnlineRow.Total(sums.Cast<F4>(), upper);
            below.Sum = below.Sum * below.Keep + OnlineRow.Total(sums.Cast<F4>(), lower);
            Mix<T>(mixes, weights.Cast<F4>(), columns, upper, lower, lane, above.Keep, below.Keep);
            Group.Barrier();
        }

        StoreMixes<T>(y, mixes, sample, head, first + upper, upper, lane, above.Sum);
        StoreMixes<T>(y, mixes, sample, head, first + lower, lower, lane, below.Sum);
    }

    private static void StoreMixes<T>(ArrayView<float> y, ArrayView<F4> mixes, int sample, int head, int query, int row, int lane, float sum)
        where T : struct, IAttentionSizes
    {
        if (query < T.Queries)
        {
            float share = sum == 0f ? 0f : 1f / sum;
            for (int quad = lane; quad < Quads<T>(); quad += Lanes)
            {
                Store<T>(y, OutputAt<T>(sample, query, head), quad * 4, F4.Times(mixes[row * RowQuads<T>() + quad], share));
            }
        }
    }

    /// <summary>q·k/√d for four keys, eight apart; -∞ where the query does not see one.</summary>
    private static F4 Scores<T>(F4 products, ArrayView<float> mask, int sample, int query, int key)
        where T : struct, IAttentionSizes => new()
    {
        X = ScoreOf<T>(products.X, mask, sample, query, key), Y = ScoreOf<T>(products.Y, mask, sample, query, key + Lanes),
        Z = ScoreOf<T>(products.Z, mask, sample, query, key + 2 * Lanes), W = ScoreOf<T>(products.W, mask, sample, query, key + 3 * Lanes),
    };

    private static float ScoreOf<T>(float product, ArrayView<float> mask, int sample, int query, int key)
        where T : struct, IAttentionSizes => Sees<T>(mask, sample, query, key) ? Scale<T>() * product : float.NegativeInfinity;

    private static bool Sees<T>(ArrayView<float> mask, int sample, int query, int key)
        where T : struct, IAttentionSizes =>
        query < T.Queries && key < T.Keys && (T.Causal == 0 || key <= query) && (T.Masked == 0 || mask[sample * T.Keys + key] != 0f);

    private static F4 Weights(F4 scores, float max) => new()
    {
        X = Weight(scores.X, max), Y = Weight(scores.Y, max), Z = Weight(scores.Z, max), W = Weight(scores.W, max),
    };
}
