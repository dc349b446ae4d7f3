namespace CompiledNets.Accelerated;

/// <summary>Kernels of a product.</summary>
internal enum ProductKernel
{
    Tile128,
    Tile64,

    /// <summary>Few rows.</summary>
    Skinny,

    /// <summary>Few columns: the transposed product has few rows.</summary>
    SkinnyTransposed,
}

/// <summary>How a product is computed. Its shape alone decides, never the device: then results are the same on every device, down to the order of
/// additions.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Length">Depth that a group sums over, a multiple of eight; less than the product's where several groups share it.</param>
/// <param name="Slices">How many do.</param>
internal readonly record struct ProductPlan(ProductKernel Kernel, int Length, int Slices)
{
    /// <summary>Up to so many rows or columns, most of a tile of 64 would be idle.</summary>
    private const int SkinnyMost = 16;

    /// <summary>Groups that give every multiprocessor of a large device some work: 128 to 148 multiprocessors, two groups each.</summary>
    private const int ManyGroups = 256;

    /// <summary>Large tiles read each factor half as often as tiles of 64, which pays once they are about as many as multiprocessors.</summary>
    private const int EnoughLargeTiles = 96;

    /// <summary>A slice shorter than this costs more in its own launch and its partial sums than it saves.</summary>
    private const int LeastSlice = 256;

    /// <param name="rows">Rows of a result.</param>
    /// <param name="columns">Columns of a result.</param>
    /// <param name="depth">How many products an element sums.</param>
    /// <param name="matrices">Results of that size.</param>
    /// <param name="skinnyColumns">Columns of a group of the skinny kernel, and of the one of the transposed product.</param>
    public static ProductPlan Of(int rows, int columns, int depth, int matrices, (int Plain, int Transposed) skinnyColumns)
    {
        ProductKernel kernel = rows <= SkinnyMost || columns <= SkinnyMost ? rows <= columns ? ProductKernel.Skinny : ProductKernel.SkinnyTransposed
            : HasLargeTiles(rows, columns, matrices) ? ProductKernel.Tile128 : ProductKernel.Tile64;
        long groups = matrices * kernel switch
        {
            ProductKernel.Tile128 => Rectangles(rows, 128, columns, 128),
            ProductKernel.Tile64 => Rectangles(rows, 64, columns, 64),
            ProductKernel.Skinny => Rectangles(rows, 8, columns, skinnyColumns.Plain),
            _ => Rectangles(columns, 8, rows, skinnyColumns.Transposed),
        };
        long slices = System.Math.Max(1, System.Math.Min(ManyGroups / groups, depth / LeastSlice));
        int length = (int)((depth + slices * 8 - 1) / (slices * 8) * 8);
        return new ProductPlan(kernel, length, (depth + length - 1) / length);
    }

    /// <summary>Whether tiles of 128 are enough to fill a device, and not mostly beyond the edges.</summary>
    private static bool HasLargeTiles(int rows, int columns, int matrices)
    {
        long large = Rectangles(rows, 128, columns, 128);
        return large * matrices >= EnoughLargeTiles && large * 4 <= Rectangles(rows, 64, columns, 64) * 5 / 4;
    }

    private static long Rectangles(int rows, int height, int columns, int width) => (rows + height - 1L) / height * ((columns + width - 1L) / width);
}
