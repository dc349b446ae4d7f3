using ILGPU;

namespace CompiledNets.Accelerated;

// Products of few rows: a layer over a small batch, a convolution of few filters.
internal static partial class DeviceProduct
{
    /// <summary>Rows of a skinny product that a group works on; every thread has all of them, for four columns.</summary>
    private const int SkinnyRows = 8;

    private const int Lanes = 32, Warps = 8;

    /// <summary>Columns that a group works on: lanes share four where the second factor runs along the depth, else each lane has its own.</summary>
    private static int SkinnyColumns<T>()
        where T : struct, IProduct<T> => T.BRunsAlongDepth ? Warps * 4 : Lanes * 4;

    /// <summary>Eight rows of results for each group, straight from memory: each element of the second factor is read once and meets all rows.
    /// Threads share the depth — the lanes of a warp, or its eight warps, whichever lets neighbours read neighbours — and add up in order at the end.</summary>
    /// <param name="o">The product.</param>
    /// <param name="partials">Where sums over slices go, if there are several.</param>
    /// <param name="length">Depth of a slice: a multiple of eight.</param>
    public static void Skinny<T>(T o, ArrayView<float> partials, int length)
        where T : struct, IProduct<T>
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(SkinnyRows * 4 * Warps * (Lanes + 1));
        int warp = Group.IdxX / Lanes, lane = Group.IdxX - warp * Lanes;
        ProductArea area = ProductArea.Of(o, SkinnyRows, SkinnyColumns<T>(), length);
        var sums = new Sums64();
        if (T.BWide == Wide.AlongDepth)
        {
            for (int k = area.First + lane * 4; k < area.End; k += Lanes * 4)
            {
                AddFourDepths(ref sums, o, area, k, area.Column + warp * 4);
            }
        }
        else if (T.BRunsAlongDepth)
        {
            for (int k = area.First + lane; k < area.End; k += Lanes)
            {
                AddDepth(ref sums, o, area, k, Four(o, area, k, area.Column + warp * 4, 1));
            }
        }
        else
        {
            for (int k = area.First + warp; k < area.End; k += Warps)
            {
                AddDepth(ref sums, o, area, k, T.BWide == Wide.AlongSide
                    ? T.B4(o, area.Matrix, k, IntrinsicMath.Min(area.Column + lane * 4, T.Columns(o) - 4))
                    : Four(o, area, k, area.Column + lane, Lanes));
            }
        }

        for (int row = 0; row < SkinnyRows; row++)
        {
            F4 values = Sums64.Row(ref sums, row).Left;
            int at = (row * 4 * Warps + warp) * (Lanes + 1) + lane;
            shared[at] = values.X;
            shared[at + Warps * (Lanes + 1)] = values.Y;
            shared[at + 2 * Warps * (Lanes + 1)] = values.Z;
            shared[at + 3 * Warps * (Lanes + 1)] = values.W;
        }

        Group.Barrier();
        StoreSkinny(o, partials, length, area, shared);
    }

    /// <summary>The sums of all who share the depth: of the lanes of a warp, or of the warps.</summary>
    private static void StoreSkinny<T>(T o, ArrayView<float> partials, int length, ProductArea area, ArrayView<float> shared)
        where T : struct, IProduct<T>
    {
        int each = T.BRunsAlongDepth ? Warps : Lanes, shares = T.BRunsAlongDepth ? Lanes : Warps;
        int eachStep = T.BRunsAlongDepth ? Lanes + 1 : 1, shareStep = T.BRunsAlongDepth ? 1 : Lanes + 1;
        int wholeStep = T.BRunsAlongDepth || T.BWide == Wide.AlongSide ? 4 : 1, partStep = wholeStep == 4 ? 1 : Lanes;
        for (int i = Group.IdxX; i < SkinnyRows * 4 * each; i += Warps * Lanes)
        {
            int value = i / each, whole = i - value * each, at = value * Warps * (Lanes + 1) + whole * eachStep;
            float sum = shared[at];
            for (int share = 1; share < shares; share++)
            {
                sum += shared[at + share * shareStep];
            }

            ProductArea.Store(o, area, partials, length, area.Row + (value >> 2), area.Column + whole * wholeStep + (value & 3) * partStep, sum);
        }
    }

    /// <summary>Four columns at one depth; what is out of range repeats the last one, and is never stored.</summary>
    private static F4 Four<T>(T o, ProductArea area, int k, int n, int step)
        where T : struct, IProduct<T>
    {
        int last = T.Columns(o) - 1;
        return new F4
        {
            X = T.B(o, area.Matrix, k, IntrinsicMath.Min(n, last)),
            Y = T.B(o, area.Matrix, k, IntrinsicMath.Min(n + step, last)),
            Z = T.B(o, area.Matrix, k, IntrinsicMath.Min(n + 2 * step, last)),
            W = T.B(o, area.Matrix, k, IntrinsicMath.Min(n + 3 * step, last)),
        };
    }

    /// <summary>One depth: eight rows by four columns.</summary>
    private static void AddDepth<T>(ref Sums64 sums, T o, ProductArea area, int k, F4 columns)
        where T : struct, IProduct<T>
    {
        F4.AddProduct(ref sums.Row0.Left, InRange(o, area, 0, k), columns);
        F4.AddProduct(ref sums.Row1.Left, InRange(o, area, 1, k), columns);
        F4.AddProduct(ref sums.Row2.Left, InRange(o, area, 2, k), columns);
        F4.AddProduct(ref sums.Row3.Left, InRange(o, area, 3, k), columns);
        F4.AddProduct(ref sums.Row4.Left, InRange(o, area, 4, k), columns);
        F4.AddProduct(ref sums.Row5.Left, InRange(o, area, 5, k), columns);
        F4.AddProduct(ref sums.Row6.Left, InRange(o, area, 6, k), columns);
        F4.AddProduct(ref sums.Row7.Left, InRange(o, area, 7, k), columns);
    }

    private static float InRange<T>(T o, ProductArea area, int row, int k)
        where T : struct, IProduct<T> => T.A(o, area.Matrix, IntrinsicMath.Min(area.Row + row, T.Rows(o) - 1), k);

    /// <summary>Four depths at once: eight rows by four columns.</summary>
    private static void AddFourDepths<T>(ref Sums64 sums, T o, ProductArea area, int k, int n)
        where T : struct, IProduct<T>
    {
        int last = T.Columns(o) - 1;
        F4 first = T.B4(o, area.Matrix, k, IntrinsicMath.Min(n, last)), second = T.B4(o, area.Matrix, k, IntrinsicMath.Min(n + 1, last));
        F4 third = T.B4(o, area.Matrix, k, IntrinsicMath.Min(n + 2, last)), fourth = T.B4(o, area.Matrix, k, IntrinsicMath.Min(n + 3, last));
        AddDots(ref sums.Row0.Left, RowOf(o, area, 0, k), first, second, third, fourth);
        AddDots(ref sums.Row1.Left, RowOf(o, area, 1, k), first, second, third, fourth);
        AddDots(ref sums.Row2.Left, RowOf(o, area, 2, k), first, second, third, fourth);
        AddDots(ref sums.Row3.Left, RowOf(o, area, 3, k), first, second, third, fourth);
        AddDots(ref sums.Row4.Left, RowOf(o, area, 4, k), first, second, third, fourth);
        AddDots(ref sums.Row5.Left, RowOf(o, area, 5, k), first, second, third, fourth);
        AddDots(ref sums.Row6.Left, RowOf(o, area, 6, k), first, second, third, fourth);
        AddDots(ref sums.Row7.Left, RowOf(o, area, 7, k), first, second, third, fourth);
    }

    private static void AddDots(ref F4 sums, F4 row, F4 first, F4 second, F4 third, F4 fourth)
    {
        sums.X = F4.AddDot(sums.X, row, first);
        sums.Y = F4.AddDot(sums.Y, row, second);
        sums.Z = F4.AddDot(sums.Z, row, third);
        sums.W = F4.AddDot(sums.W, row, fourth);
    }

    /// <summary>Four depths of a row of the first factor.</summary>
    private static F4 RowOf<T>(T o, ProductArea area, int row, int k)
        where T : struct, IProduct<T>
    {
        int m = IntrinsicMath.Min(area.Row + row, T.Rows(o) - 1);
        return T.AWide == Wide.AlongDepth
            ? T.A4(o, area.Matrix, m, k)
            : new F4 { X = T.A(o, area.Matrix, m, k), Y = T.A(o, area.Matrix, m, k + 1), Z = T.A(o, area.Matrix, m, k + 2), W = T.A(o, area.Matrix, m, k + 3) };
    }
}
