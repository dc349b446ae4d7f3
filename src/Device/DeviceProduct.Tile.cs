using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>A square tile of results: constants that fold into the kernel.</summary>
internal interface ITile
{
    /// <summary>Rows and columns of the tile.</summary>
    static abstract int Side { get; }

    /// <summary>Columns of a thread, 4 or 8; each has eight rows. Groups have twice as many threads as the tile has rows.</summary>
    static abstract int ThreadColumns { get; }
}

/// <summary>128 × 128 results of 256 threads, 8 × 8 each: four loads of 128 bits from shared memory for 64 multiplications.</summary>
internal struct Tile128 : ITile
{
    public static int Side => 128;

    public static int ThreadColumns => 8;
}

/// <summary>64 × 64 results of 128 threads, 8 × 4 each: four times as many groups, for products too small to fill a device in larger tiles.</summary>
internal struct Tile64 : ITile
{
    public static int Side => 64;

    public static int ThreadColumns => 4;
}

// Tiles whose sums stay in registers while the factors pass through shared memory.
internal static partial class DeviceProduct
{
    /// <summary>How deep the part of the factors is that a group keeps in shared memory.</summary>
    private const int Slab = 8;

    /// <summary>Floats between the depths of a slab beyond its side, so that threads that store down the depth meet different banks.</summary>
    private const int Padding = 4;

    /// <summary>A tile of the results for each group. Shared memory holds two slabs of each factor: one is read while the next one, fetched to
    /// registers before, is written, so that a barrier for each slab is enough and fetching overlaps the multiplications.</summary>
    /// <param name="o">The product.</param>
    /// <param name="partials">Where sums over slices go, if there are several.</param>
    /// <param name="length">Depth of a slice: a multiple of eight.</param>
    public static void Tile<T, TTile>(T o, ArrayView<float> partials, int length)
        where T : struct, IProduct<T>
        where TTile : struct, ITile
    {
        int stride = TTile.Side + Padding;
        ArrayView<float> a = SharedMemory.Allocate<float>(2 * Slab * (TTile.Side + Padding)), b = SharedMemory.Allocate<float>(2 * Slab * (TTile.Side + Padding));
        TransposedProduct<T> other = TransposedProduct<T>.Of(o);
        ProductArea area = ProductArea.Of(o, TTile.Side, TTile.Side, length);
        ProductFetch fetchA = ProductFetch.Of<T>(Group.IdxX, TTile.Side), fetchB = ProductFetch.Of<TransposedProduct<T>>(Group.IdxX, TTile.Side);
        F4 nextA = ProductFetch.Load(o, fetchA, area.Matrix, area.Row, area.First, area.End);
        F4 nextB = ProductFetch.Load(other, fetchB, area.Matrix, area.Column, area.First, area.End);
        ProductFetch.Put<T>(a, 0, stride, fetchA, nextA);
        ProductFetch.Put<TransposedProduct<T>>(b, 0, stride, fetchB, nextB);
        Group.Barrier();

        int y = Group.IdxX / (TTile.Side / TTile.ThreadColumns), x = Group.IdxX - y * (TTile.Side / TTile.ThreadColumns);
        var sums = new Sums64();
        ArrayView<F4> fourA = a.Cast<F4>(), fourB = b.Cast<F4>();
        int slab = 0, fourStride = stride / 4;
        for (int k = area.First; k < area.End; k += Slab)
        {
            nextA = ProductFetch.Load(o, fetchA, area.Matrix, area.Row, k + Slab, area.End);
            nextB = ProductFetch.Load(other, fetchB, area.Matrix, area.Column, k + Slab, area.End);
            int atA = (slab >> 2) + y, atB = (slab >> 2) + x;
            AddDepth<TTile>(ref sums, fourA, fourB, atA, atB);
            AddDepth<TTile>(ref sums, fourA, fourB, atA + fourStride, atB + fourStride);
            AddDepth<TTile>(ref sums, fourA, fourB, atA + 2 * fourStride, atB + 2 * fourStride);
            AddDepth<TTile>(ref sums, fourA, fourB, atA + 3 * fourStride, atB + 3 * fourStride);
            AddDepth<TTile>(ref sums, fourA, fourB, atA + 4 * fourStride, atB + 4 * fourStride);
            AddDepth<TTile>(ref sums, fourA, fourB, atA + 5 * fourStride, atB + 5 * fourStride);
            AddDepth<TTile>(ref sums, fourA, fourB, atA + 6 * fourStride, atB + 6 * fourStride);
            AddDepth<TTile>(ref sums, fourA, fourB, atA + 7 * fourStride, atB + 7 * fourStride);
            slab = Slab * stride - slab;
            ProductFetch.Put<T>(a, slab, stride, fetchA, nextA);
            ProductFetch.Put<TransposedProduct<T>>(b, slab, stride, fetchB, nextB);
            Group.Barrier();
        }

        StoreTile<T, TTile>(o, partials, length, area, a, ref sums, x, y);
    }

    /// <summary>One depth of a slab: a thread's four and four rows, and as many columns as it has, half a tile apart. Indexes count fours, so that all
    /// eight depths are one address and a constant.</summary>
    private static void AddDepth<TTile>(ref Sums64 sums, ArrayView<F4> a, ArrayView<F4> b, int atA, int atB)
        where TTile : struct, ITile
    {
        if (TTile.ThreadColumns == 8)
        {
            Sums64.AddOuter(ref sums, a[atA], a[atA + TTile.Side / 8], b[atB], b[atB + TTile.Side / 8]);
        }
        else
        {
            Sums64.AddOuter(ref sums, a[atA], a[atA + TTile.Side / 8], b[atB]);
        }
    }

    /// <summary>The results, a row of each thread at a time: through shared memory, so that neighbouring threads store neighbouring columns, whatever
    /// epilogue follows there, and its text is in the kernel once.</summary>
    private static void StoreTile<T, TTile>(
        T o, ArrayView<float> partials, int length, ProductArea area, ArrayView<float> shared, ref Sums64 sums, int x, int y)
        where T : struct, IProduct<T>
        where TTile : struct, ITile
    {
        for (int row = 0; row < 8; row++)
        {
            Sums8 values = Sums64.Row(ref sums, row);
            int at = y * TTile.Side + x * 4;
            shared.Cast<F4>()[at >> 2] = values.Left;
            if (TTile.ThreadColumns == 8)
            {
                shared.Cast<F4>()[(at + TTile.Side / 2) >> 2] = values.Right;
            }

            Group.Barrier();
            int first = area.Row + (row & 3) + (row >> 2) * (TTile.Side / 2);
            for (int i = Group.IdxX; i < TTile.Side / 8 * TTile.Side; i += TTile.Side * 2)
            {
                int band = i / TTile.Side;
                ProductArea.Store(o, area, partials, length, first + band * 4, area.Column + i - band * TTile.Side, shared[i]);
            }

            Group.Barrier();
        }
    }
}
