using ILGPU;

namespace CompiledNets.Accelerated;

// Attention in tiles: some rows (queries, or keys for dk and dv) stay in shared memory while 32 columns (keys, or queries) at a time go by, so that
// what is read of either serves all of the other. Eight threads share two rows; each has four scores of each, or four columns of a head.
internal static partial class DeviceAttention
{
    /// <summary>Columns of scores that go by at a time.</summary>
    private const int Columns = 32;

    /// <summary>Threads that share two rows.</summary>
    private const int Lanes = 8;

    /// <summary>Fours of a row of scores, one more than there are: rows begin at different banks.</summary>
    private const int ScoreQuads = Columns / 4 + 1;

    /// <summary>Floats of shared memory.</summary>
    private const int MostShared = 48 * 1024 / sizeof(float);

    /// <summary>What eight lanes tell each other of a row: three numbers each at most.</summary>
    private const int Told = 3 * Lanes;

    /// <summary>The widest head of which eight rows fit, four tiles of them and one of columns.</summary>
    private const int WidestHead = 160;

    /// <summary>Four scores of each of a thread's rows.</summary>
    private struct TwoRows
    {
        public F4 Upper, Lower;
    }

    private static bool HasTiles<T>()
        where T : struct, IAttentionSizes => T.HeadWidth <= WidestHead;

    /// <summary>Fours of a head's columns; the last is filled up with zeros.</summary>
    private static int Quads<T>()
        where T : struct, IAttentionSizes => (T.HeadWidth + 3) / 4;

    /// <summary>Fours of a row in shared memory: an odd number, so that neighbouring rows begin at different banks.</summary>
    private static int RowQuads<T>()
        where T : struct, IAttentionSizes => Quads<T>() | 1;

    private static int ForwardRows<T>()
        where T : struct, IAttentionSizes => Fits<T>(32, 2, 1) ? 32 : Fits<T>(16, 2, 1) ? 16 : 8;

    private static int GradientRows<T>()
        where T : struct, IAttentionSizes => Fits<T>(32, 4, 2) ? 32 : Fits<T>(16, 4, 2) ? 16 : 8;

    /// <summary>Whether so many tiles of rows and planes of scores fit in shared memory, with a tile of columns.</summary>
    private static bool Fits<T>(int rows, int tiles, int planes)
        where T : struct, IAttentionSizes =>
        (rows * tiles + Columns) * RowQuads<T>() * 4 + rows * planes * ScoreQuads * 4 + rows * Told <= MostShared;

    private static KernelConfig TileConfig<T>(int samples, int extent, int rows)
        where T : struct, IAttentionSizes => new(samples * T.Heads * ((extent + rows - 1) / rows), rows / 2 * Lanes);

    /// <summary>Brings rows of a head to shared memory; those past the last are zeros.</summary>
    /// <param name="from">Where they are.</param>
    /// <param name="at">The first row's first column there.</param>
    /// <param name="stride">From row to row.</param>
    /// <param name="rows">Rows that there are.</param>
    /// <param name="tile">Where they go.</param>
    /// <param name="room">Rows that go there.</param>
    private static void Load<T>(ArrayView<float> from, int at, int stride, int rows, ArrayView<F4> tile, int room)
        where T : struct, IAttentionSizes
    {
        for (int index = Group.IdxX; index < room * Quads<T>(); index += Group.DimX)
        {
            int row = index / Quads<T>(), quad = index - row * Quads<T>();
            var values = new F4();
            if (row < rows)
            {
                values = Four<T>(from, at + row * stride, quad * 4);
            }

            tile[row * RowQuads<T>() + quad] = values;
        }
    }

    private static F4 Four<T>(ArrayView<float> from, int at, int column)
        where T : struct, IAttentionSizes
    {
        if (T.Wide == 1)
        {
            return F4.At(from, at + column);
        }

        return new F4
        {
            X = from[at + column], Y = column + 1 < T.HeadWidth ? from[at + column + 1] : 0f,
            Z = column + 2 < T.HeadWidth ? from[at + column + 2] : 0f, W = column + 3 < T.HeadWidth ? from[at + column + 3] : 0f,
        };
    }

    private static void Store<T>(ArrayView<float> to, int at, int column, F4 values)
        where T : struct, IAttentionSizes
    {
        if (T.Wide == 1)
        {
            F4.Put(to, at + column, values);
            return;
        }

        to[at + column] = values.X;
        if (column + 1 < T.HeadWidth)
        {
            to[at + column + 1] = values.Y;
        }

        if (column + 2 < T.HeadWidth)
        {
            to[at + column + 2] = values.Z;
        }

        if (column + 3 < T.HeadWidth)
        {
            to[at + column + 3] = values.W;
        }
    }

    /// <summary>Two rows of a tile times columns lane, lane + 8, lane + 16 and lane + 24: six loads for 32 multiplications.</summary>
    private static TwoRows Dots<T>(ArrayView<F4> rows, int upper, int lower, ArrayView<F4> columns, int lane)
        where T : struct, IAttentionSizes
    {
        var sums = new TwoRows();
        int atUpper = upper * RowQuads<T>(), atLower = lower * RowQuads<T>(), first = lane * RowQuads<T>();
        for (int quad = 0; quad < Quads<T>(); quad++)
        {
            F4 a = rows[atUpper + quad], b = rows[atLower + quad], column = columns[first + quad];
            sums.Upper.X = F4.AddDot(sums.Upper.X, a, column);
            sums.Lower.X = F4.AddDot(sums.Lower.X, b, column);
            column = columns[first + Lanes * RowQuads<T>() + quad];
            sums.Upper.Y = F4.AddDot(sums.Upper.Y, a, column);
            sums.Lower.Y = F4.AddDot(sums.Lower.Y, b, column);
            column = columns[first + 2 * Lanes * RowQuads<T>() + quad];
            sums.Upper.Z = F4.AddDot(sums.Upper.Z, a, column);
            sums.Lower.Z = F4.AddDot(sums.Lower.Z, b, column);
            column = columns[first + 3 * Lanes * RowQuads<T>() + quad];
            sums.Upper.W = F4.AddDot(sums.Upper.W, a, column);
            sums.Lower.W = F4.AddDot(sums.Lower.W, b, column);
        }

        return sums;
    }

    /// <summary>Puts a lane's four scores in their row.</summary>
    private static void PutScores(ArrayView<float> scores, int row, int lane, F4 values)
    {
        int at = row * ScoreQuads * 4 + lane;
        scores[at] = values.X;
        scores[at + Lanes] = values.Y;
        scores[at + 2 * Lanes] = values.Z;
        scores[at + 3 * Lanes] = values.W;
    }

    /// <summary>sums = sums·keep + scores·columns for a thread's two rows and its fours of the head's columns.</summary>
    private static void Mix<T>(ArrayView<F4> sums, ArrayView<F4> scores, ArrayView<F4> columns, int upper, int lower, int lane, float keepUpper, float keepLower)
        where T : struct, IAttentionSizes
    {
        for (int quad = lane; quad < Quads<T>(); quad += Lanes)
        {
            int atUpper = upper * RowQuads<T>() + quad, atLower = lower * RowQuads<T>() + quad;
            F4 ofUpper = F4.Times(sums[atUpper], keepUpper), ofLower = F4.Times(sums[atLower], keepLower);
            for (int four = 0; four < Columns / 4; four++)
            {
                F4 a = scores[upper * ScoreQuads + four], b = scores[lower * ScoreQuads + four];
                int at = four * 4 * RowQuads<T>() + quad;
                F4 first = columns[at], second = columns[at + RowQuads<T>()], third = columns[at + 2 * RowQuads<T>()], fourth = columns[at + 3 * RowQuads<T>()];
                AddFour(ref ofUpper, a, first, second, third, fourth);
                AddFour(ref ofLower, b, first, second, third, fourth);
            }

            sums[atUpper] = ofUpper;
            sums[atLower] = ofLower;
        }
    }

    private static void AddFour(ref F4 sums, F4 factors, F4 first, F4 second, F4 third, F4 fourth)
    {
        F4.AddProduct(ref sums, factors.X, first);
        F4.AddProduct(ref sums, factors.Y, second);
        F4.AddProduct(ref sums, factors.Z, third);
        F4.AddProduct(ref sums, factors.W, fourth);
    }

    private static void Clear<T>(ArrayView<F4> sums, int row, int lane)
        where T : struct, IAttentionSizes
    {
        for (int quad = lane; quad < Quads<T>(); quad += Lanes)
        {
            sums[row * RowQuads<T>() + quad] = new F4();
        }
    }
}
