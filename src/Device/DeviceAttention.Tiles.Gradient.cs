using ILGPU;

namespace CompiledNets.Accelerated;

// The gradients in tiles.
internal static partial class DeviceAttention
{
    /// <summary>A group has some queries of a head of a sample: dq = (Σ p·dp·k - D·Σ p·k)/√d, both sums following the maximum.</summary>
    private static void QueryGradientTile<T>(
        ArrayView<float> q, ArrayView<float> k, ArrayView<float> v, ArrayView<float> mask, ArrayView<float> dy, ArrayView<float> gradient, ArrayView<float> kept)
        where T : struct, IAttentionSizes
    {
        ArrayView<F4> queries = SharedMemory.Allocate<float>(GradientRows<T>() * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<F4> outputs = SharedMemory.Allocate<float>(GradientRows<T>() * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<F4> sloped = SharedMemory.Allocate<float>(GradientRows<T>() * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<F4> plain = SharedMemory.Allocate<float>(GradientRows<T>() * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<F4> columns = SharedMemory.Allocate<float>(Columns * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<float> weights = SharedMemory.Allocate<float>(GradientRows<T>() * ScoreQuads * 4), slopes = SharedMemory.Allocate<float>(GradientRows<T>() * ScoreQuads * 4);
        ArrayView<float> maxima = SharedMemory.Allocate<float>(GradientRows<T>() * Lanes), sums = SharedMemory.Allocate<float>(GradientRows<T>() * Lanes);
        ArrayView<float> products = SharedMemory.Allocate<float>(GradientRows<T>() * Lanes);
        int tiles = (T.Queries + GradientRows<T>() - 1) / GradientRows<T>(), tile = Grid.IdxX / tiles, first = (Grid.IdxX - tile * tiles) * GradientRows<T>();
        int sample = tile / T.Heads, head = tile - sample * T.Heads, upper = Group.IdxX / Lanes, lane = Group.IdxX - upper * Lanes, lower = upper + GradientRows<T>() / 2;
        Load<T>(q, QueryAt<T>(sample, first, head), Width<T>(), T.Queries - first, queries, GradientRows<T>());
        Load<T>(dy, OutputAt<T>(sample, first, head), T.Heads * T.HeadWidth, T.Queries - first, outputs, GradientRows<T>());
        Clear<T>(sloped, upper, lane);
        Clear<T>(sloped, lower, lane);
        Clear<T>(plain, upper, lane);
        Clear<T>(plain, lower, lane);
        var above = new OnlineRow { Max = float.NegativeInfinity };
        var below = new OnlineRow { Max = float.NegativeInfinity };
        int end = KeysBefore<T>(first + GradientRows<T>() - 1);
        for (int key = 0; key < end; key += Columns)
        {
            Load<T>(v, ValueAt<T>(sample, key, head), Width<T>(), T.Keys - key, columns, Columns);
            Group.Barrier();
            TwoRows slope = Dots<T>(outputs, upper, lower, columns, lane);
            Group.Barrier();
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
            F4 dUpper = Weighted(slope.Upper, ofUpper), dLower = Weighted(slope.Lower, ofLower);
            PutScores(weights, upper, lane, ofUpper);
            PutScores(weights, lower, lane, ofLower);
            PutScores(slopes, upper, lane, dUpper);
            PutScores(slopes, lower, lane, dLower);
            sums[upper * Lanes + lane] = OnlineRow.SumOf(ofUpper);
            sums[lower * Lanes + lane] = OnlineRow.SumOf(ofLower);
            products[upper * Lanes + lane] = OnlineRow.SumOf(dUpper);
            products[lower * Lanes + lane] = OnlineRow.SumOf(dLower);
            Group.Barrier();
            above.Sum = above.Sum * above.Keep + OnlineRow.Total(sums.Cast<F4>(), upper);
            below.Sum = below.Sum * below.Keep + OnlineRow.Total(sums.Cast<F4>(), lower);
            above.Product = above.Product * above.Keep + OnlineRow.Total(products.Cast<F4>(), upper);
            below.Product = below.Product * below.Keep + OnlineRow.Total(products.Cast<F4>(), lower);
            Mix<T>(sloped, slopes.Cast<F4>(), columns, upper, lower, lane, above.Keep, below.Keep);
            Mix<T>(plain, weights.Cast<F4>(), columns, upper, lower, lane, above.Keep, below.Keep);
            Group.Barrier();
        }

        StoreQuery<T>(gradient, kept, sloped, plain, sample, head, first + upper, upper, lane, above);
        StoreQuery<T>(gradient, kept, sloped, plain, sample, head, first + lower, lower, lane, below);
    }

    /// <summary>dq of one query, and what its keys want to know of it.</summary>
    private static void StoreQuery<T>(
        ArrayView<float> gradient, ArrayView<float> kept, ArrayView<F4> sloped, ArrayView<F4> plain, int sample, int head, int query, int row, int lane, OnlineRow found)
        where T : struct, IAttentionSizes
    {
        if (query >= T.Queries)
        {
            return;
        }

        float inverse = found.Sum == 0f ? 0f : 1f / found.Sum, mean = found.Product * inverse;
        for (int quad = lane; quad < Quads<T>(); quad += Lanes)
        {
            F4 sum = sloped[row * RowQuads<T>() + quad];
            F4.AddProduct(ref sum, -mean, plain[row * RowQuads<T>() + quad]);
            Store<T>(gradient, QueryGradientAt<T>(sample, query, head), quad * 4, F4.Times(sum, Scale<T>() * inverse));
        }

        if (lane == 0)
        {
            int at = ((sample * T.Heads + head) * T.Queries + query) * Kept;
            kept[at] = found.Max;
            kept[at + 1] = inverse;
            kept[at + 2] = mean;
        }
    }

    /// <summary>A group has some keys of a head of a sample, and goes over the queries that see them.</summary>
    private static void KeyGradientTile<T>(
        ArrayView<float> q, ArrayView<float> k, ArrayView<float> v, ArrayView<float> mask, ArrayView<float> dy, ArrayView<float> gradient, ArrayView<float> kept)
        where T : struct, IAttentionSizes
    {
        ArrayView<F4> keys = SharedMemory.Allocate<float>(GradientRows<T>() * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<F4> values = SharedMemory.Allocate<float>(GradientRows<T>() * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<F4> dKeys = SharedMemory.Allocate<float>(GradientRows<T>() * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<F4> dValues = SharedMemory.Allocate<float>(GradientRows<T>() * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<F4> columns = SharedMemory.Allocate<float>(Columns * RowQuads<T>() * 4).Cast<F4>();
        ArrayView<float> weights = SharedMemory.Allocate<float>(GradientRows<T>() * ScoreQuads * 4), slopes = SharedMemory.Allocate<float>(GradientRows<T>() * ScoreQuads * 4);
        int tiles = (T.Keys + GradientRows<T>() - 1) / GradientRows<T>(), tile = Grid.IdxX / tiles, first = (Grid.IdxX - tile * tiles) * GradientRows<T>();
        int sample = tile / T.Heads, head = tile - sample * T.Heads, upper = Group.IdxX / Lanes, lane = Group.IdxX - upper * Lanes, lower = upper + GradientRows<T>() / 2;
        Load<T>(k, KeyAt<T>(sample, first, head), Width<T>(), T.Keys - first, keys, GradientRows<T>());
        Load<T>(v, ValueAt<T>(sample, first, head), Width<T>(), T.Keys - first, values, GradientRows<T>());
        Clear<T>(dKeys, upper, lane);
        Clear<T>(dKeys, lower, lane);
        Clear<T>(dValues, upper, lane);
        Clear<T>(dValues, lower, lane);
        for (int query = T.Causal == 1 ? first / Columns * Columns : 0; query < T.Queries; query += Columns)
        {
            Load<T>(dy, OutputAt<T>(sample, query, head), T.Heads * T.HeadWidth, T.Queries - query, columns, Columns);
            Group.Barrier();
            TwoRows slope = Dots<T>(values, upper, lower, columns, lane);
            Group.Barrier();
            Load<T>(q, QueryAt<T>(sample, query, head), Width<T>(), T.Queries - query, columns, Columns);
            Group.Barrier();
            TwoRows scores = Dots<T>(keys, upper, lower, columns, lane);
            F4 ofUpper = Shares<T>(scores.Upper, mask, kept, sample, head, query + lane, first + upper);
            F4 ofLower = Shares<T>(scores.Lower, mask, kept, sample, head, query + lane, first + lower);
            PutScores(weights, upper, lane, ofUpper);
            PutScores(weights, lower, lane, ofLower);
            PutScores(slopes, upper, lane, Slopes<T>(slope.Upper, ofUpper, kept, sample, head, query + lane));
            PutScores(slopes, lower, lane, Slopes<T>(slope.Lower, ofLower, kept, sample, head, query + lane));
            Group.Barrier();
            Mix<T>(dKeys, slopes.Cast<F4>(), columns, upper, lower, lane, 1f, 1f);
            Group.Barrier();
            Load<T>(dy, OutputAt<T>(sample, query, head), T.Heads * T.HeadWidth, T.Queries - query, columns, Columns);
            Group.Barrier();
            Mix<T>(dValues, weights.Cast<F4>(), columns, upper, lower, lane, 1f, 1f);
            Group.Barrier();
        }

        StoreKey<T>(gradient, dKeys, dValues, sample, head, first + upper, upper, lane);
        StoreKey<T>(gradient, dKeys, dValues, sample, head, first + lower, lower, lane);
    }

    private static void StoreKey<T>(ArrayView<float> gradient, ArrayView<F4> dKeys, ArrayView<F4> dValues, int sample, int head, int key, int row, int lane)
        where T : struct, IAttentionSizes
    {
        if (key < T.Keys)
        {
            for (int quad = lane; quad < Quads<T>(); quad += Lanes)
            {
                Store<T>(gradient, KeyGradientAt<T>(sample, key, head), quad * 4, dKeys[row * RowQuads<T>() + quad]);
                Store<T>(gradient, ValueGradientAt<T>(sample, key, head), quad * 4, dValues[row * RowQuads<T>() + quad]);
            }
        }
    }

    /// <summary>The probabilities with which four queries, eight apart, look at a key.</summary>
    private static F4 Shares<T>(F4 products, ArrayView<float> mask, ArrayView<float> kept, int sample, int head, int query, int key)
        where T : struct, IAttentionSizes => new()
    {
        X = Share<T>(products.X, mask, kept, sample, head, query, key), Y = Share<T>(products.Y, mask, kept, sample, head, query + Lanes, key),
        Z = Share<T>(products.Z, mask, kept, sample, head, query + 2 * Lanes, key), W = Share<T>(products.W, mask, kept, sample, head, query + 3 * Lanes, key),
    };

    private static float Share<T>(float product, ArrayView<float> mask, ArrayView<float> kept, int sample, int head, int query, int key)
        where T : struct, IAttentionSizes
    {
        if (!Sees<T>(mask, sample, query, key))
        {
            return 0f;
        }

        int at = ((sample * T.Heads + head) * T.Queries + query) * Kept;
        return DeviceMath.Exp(Scale<T>() * product - kept[at]) * kept[at + 1];
    }

    /// <summary>p·(dp - D)/√d of four queries.</summary>
    private static F4 Slopes<T>(F4 gradients, F4 shares, ArrayView<float> kept, int sample, int head, int query)
        where T : struct, IAttentionSizes => new()
    {
        X = Slope<T>(gradients.X, shares.X, kept, sample, head, query), Y = Slope<T>(gradients.Y, shares.Y, kept, sample, head, query + Lanes),
        Z = Slope<T>(gradients.Z, shares.Z, kept, sample, head, query + 2 * Lanes), W = Slope<T>(gradients.W, shares.W, kept, sample, head, query + 3 * Lanes),
    };

    private static float Slope<T>(float gradient, float share, ArrayView<float> kept, int sample, int head, int query)
        where T : struct, IAttentionSizes =>
        share == 0f ? 0f : share * (gradient - kept[((sample * T.Heads + head) * T.Queries + query) * Kept + 2]) * Scale<T>();

    /// <summary>Products with weights; 0 where a weight is.</summary>
    private static F4 Weighted(F4 values, F4 weights) => new()
    {
        X = weights.X == 0f ? 0f : weights.X * values.X, Y = weights.Y == 0f ? 0f : weights.Y * values.Y,
        Z = weights.Z == 0f ? 0f : weights.Z * values.Z, W = weights.W == 0f ? 0f : weights.W * values.W,
    };
}
