using ILGPU;

namespace CompiledNets.Accelerated;

// Tiles that a device's tensor cores multiply. A warp has half of a tile's rows by 32 columns, in matrices of 16 × 8.
internal static partial class DeviceProduct
{
    /// <summary>Depth of what shared memory holds of the factors: two slabs, since the cores are done with one before the next one comes.</summary>
    private const int TensorSlab = 2 * Slab;

    /// <summary>Floats between the depths of a slab beyond its side, so that the lanes of a warp, eight along the side by four along the depth, meet
    /// different banks.</summary>
    private const int TensorPadding = 8;

    /// <summary>A tile of the results for each group, as <see cref="Tile{T, TTile}"/>.</summary>
    public static void TensorTile<T, TTile, TCore>(T o, ArrayView<float> partials, int length)
        where T : struct, IProduct<T>
        where TTile : struct, ITile
        where TCore : struct, ITensorCore
    {
        int stride = TTile.Side + TensorPadding;
        ArrayView<float> a = SharedMemory.Allocate<float>(2 * TensorSlab * (TTile.Side + TensorPadding));
        ArrayView<float> b = SharedMemory.Allocate<float>(2 * TensorSlab * (TTile.Side + TensorPadding));
        TransposedProduct<T> other = TransposedProduct<T>.Of(o);
        ProductArea area = ProductArea.Of(o, TTile.Side, TTile.Side, length);
        ProductFetch fetchA = ProductFetch.Of<T>(Group.IdxX, TTile.Side), fetchB = ProductFetch.Of<TransposedProduct<T>>(Group.IdxX, TTile.Side);
        int warp = Group.IdxX / Lanes, lane = Group.IdxX - warp * Lanes, g = lane / 4, t = lane - g * 4;
        int atA = t * stride + (warp & 1) * (TTile.Side / 2) + g, atB = t * stride + (warp >> 1) * 32 + g;
        var sums = new Sums64();
        int slab = 0;
        Sums8 nextA = Load(o, fetchA, area.Matrix, area.Row, area.First, area.End);
        Sums8 nextB = Load(other, fetchB, area.Matrix, area.Column, area.First, area.End);
        for (int k = area.First; k < area.End; k += TensorSlab)
        {
            Put<T, TCore>(a, slab, stride, fetchA, nextA);
            Put<TransposedProduct<T>, TCore>(b, slab, stride, fetchB, nextB);
            Group.Barrier();
            nextA = Load(o, fetchA, area.Matrix, area.Row, k + TensorSlab, area.End);
            nextB = Load(other, fetchB, area.Matrix, area.Column, k + TensorSlab, area.End);
            AddSlab<TTile, TCore>(ref sums, a, b, slab + atA, slab + atB, stride);
            AddSlab<TTile, TCore>(ref sums, a, b, slab + atA + Slab * stride, slab + atB + Slab * stride, stride);
            slab = TensorSlab * stride - slab;
        }

        Group.Barrier();
        StoreTensorTile<T, TTile>(o, partials, length, area, a, ref sums, warp, g, t);
    }

    /// <summary>A thread's elements of two slabs.</summary>
    private static Sums8 Load<T>(T o, ProductFetch fetch, int z, int m, int k, int end)
        where T : struct, IProduct<T> => new()
        {
            Left = ProductFetch.Load(o, fetch, z, m, k, end),
            Right = ProductFetch.Load(o, fetch, z, m, k + Slab, end),
        };

    private static void Put<T, TCore>(ArrayView<float> slabs, int start, int stride, ProductFetch fetch, Sums8 values)
        where T : struct, IProduct<T>
        where TCore : struct, ITensorCore
    {
        ProductFetch.Put<T>(slabs, start, stride, fetch, Rounded<TCore>(values.Left));
        ProductFetch.Put<T>(slabs, start + Slab * stride, stride, fetch, Rounded<TCore>(values.Right));
    }

    private static F4 Rounded<TCore>(F4 values)
        where TCore : struct, ITensorCore =>
        new() { X = TCore.Round(values.X), Y = TCore.Round(values.Y), Z = TCore.Round(values.Z), W = TCore.Round(values.W) };

    /// <summary>Eight depths: four or two strips of 16 rows, by four matrices of eight columns.</summary>
    private static void AddSlab<TTile, TCore>(ref Sums64 sums, ArrayView<float> a, ArrayView<float> b, int atA, int atB, int stride)
        where TTile : struct, ITile
        where TCore : struct, ITensorCore
    {
        var first = new F4 { X = b[atB], Y = b[atB + 8], Z = b[atB + 16], W = b[atB + 24] };
        atB += 4 * stride;
        var second = new F4 { X = b[atB], Y = b[atB + 8], Z = b[atB + 16], W = b[atB + 24] };
        AddStrip<TCore>(ref sums.Row0, ref sums.Row1, a, atA, stride, first, second);
        AddStrip<TCore>(ref sums.Row2, ref sums.Row3, a, atA + 16, stride, first, second);
        if (TTile.Side == 128)
        {
            AddStrip<TCore>(ref sums.Row4, ref sums.Row5, a, atA + 32, stride, first, second);
            AddStrip<TCore>(ref sums.Row6, ref sums.Row7, a, atA + 48, stride, first, second);
        }
    }

    private static void AddStrip<TCore>(ref Sums8 left, ref Sums8 right, ArrayView<float> a, int at, int stride, F4 first, F4 second)
        where TCore : struct, ITensorCore
    {
        var rows = new F4 { X = a[at], Y = a[at + 8], Z = a[at + 4 * stride], W = a[at + 4 * stride + 8] };
        TCore.AddProduct(ref left.Left, rows, first.X, second.X);
        TCore.AddProduct(ref left.Right, rows, first.Y, second.Y);
        TCore.AddProduct(ref right.Left, rows, first.Z, second.Z);
        TCore.AddProduct(ref right.Right, rows, first.W, second.W);
    }

    /// <summary>The results, a strip of each warp at a time, through shared memory.</summary>
    private static void StoreTensorTile<T, TTile>(
        T o, ArrayView<float> partials, int length, ProductArea area, ArrayView<float> shared, ref Sums64 sums, int warp, int g, int t)
        where T : struct, IProduct<T>
        where TTile : struct, ITile
    {
        int stride = TTile.Side + TensorPadding;
        for (int strip = 0; strip < TTile.Side / 32; strip++)
        {
            Sums8 left = Sums64.Row(ref sums, 2 * strip), right = Sums64.Row(ref sums, 2 * strip + 1);
            int at = ((warp & 1) * 16 + g) * stride + (warp >> 1) * 32 + 2 * t;
            Put(shared, at, stride, left.Left);
            Put(shared, at + 8, stride, left.Right);
            Put(shared, at + 16, stride, right.Left);
            Put(shared, at + 24, stride, right.Right);
            Group.Barrier();
            for (int i = Group.IdxX; i < 32 * TTile.Side; i += TTile.Side * 2)
            {
                int row = i / TTile.Side, column = i - row * TTile.Side;
                int m = area.Row + (row >> 4) * (TTile.Side / 2) + strip * 16 + (row & 15);
                ProductArea.Store(o, area, partials, length, m, area.Column + column, shared[row * stride + column]);
            }

            Group.Barrier();
        }
    }

    /// <summary>A lane's sums of a matrix of 16 × 8.</summary>
    private static void Put(ArrayView<float> shared, int at, int stride, F4 sums)
    {
        shared[at] = sums.X;
        shared[at + 1] = sums.Y;
        shared[at + 8 * stride] = sums.Z;
        shared[at + 8 * stride + 1] = sums.W;
    }
}
