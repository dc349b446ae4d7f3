namespace CompiledNets.Kernels;

/// <summary>Images of as many samples as a register has lanes, side by side: [channel, row, column, sample], with zeros left and right.</summary>
/// <remarks>With samples in the lanes, no size of an image or a filter leaves a lane empty; what it costs is to put the images so.</remarks>
internal static unsafe class SampleSlab<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Columns of a row, padding included.</summary>
    public static int RowColumns(in Conv2DShape shape) => shape.Width + 2 * shape.PaddingWidth;

    public static long Floats(in Conv2DShape shape) => (long)shape.Channels * shape.Height * RowColumns(shape) * TSimd.Lanes;

    /// <summary>Fills a slab from images that lie one after another; lanes without a sample become zeros.</summary>
    public static void Fill(in Conv2DShape shape, float* x, int samples, float* slab)
    {
        if (shape.PaddingWidth == 0)
        {
            Gather(x, shape.InputSize, samples, slab);
            return;
        }

        var padding = shape.PaddingWidth * TSimd.Lanes;
        nint row = (nint)RowColumns(shape) * TSimd.Lanes;
        for (int index = 0; index < shape.Channels * shape.Height; index++, slab += row)
        {
            new Span<float>(slab, padding).Clear();
            Gather(x + (nint)index * shape.Width, shape.Width, samples, slab + padding, shape.InputSize);
            new Span<float>(slab + row - padding, padding).Clear();
        }
    }

    /// <summary>target[value, lane] = x[lane, value], samples having <paramref name="size"/> values.</summary>
    public static void Gather(float* x, int size, int samples, float* target) => Gather(x, size, samples, target, size);

    /// <summary>x[lane, value] = source[value, lane], samples having <paramref name="size"/> values.</summary>
    public static void Scatter(float* source, int size, int samples, float* x) =>
        new ColumnMajorColumns(source, TSimd.Lanes).Pack<TSimd, TVector>(x, size, 0, samples, 0, size);

    private static void Gather(float* x, int count, int samples, float* target, int sampleSize)
    {
        if (samples < TSimd.Lanes)
        {
            new Span<float>(target, count * TSimd.Lanes).Clear();
        }

        new ColumnMajorColumns(x, sampleSize).Pack<TSimd, TVector>(target, TSimd.Lanes, 0, count, 0, samples);
    }
}
