using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Sums of a few filters over a few neighbouring windows, samples in the lanes, all in registers.</summary>
internal static unsafe class SampleTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Six filters of so many windows, their values and a weight fill the register file.
    private static int MostColumns => TSimd.TileRows / 3;

    /// <summary>Filters of the next tile, of so many that are left.</summary>
    public static int Filters(int left) => left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;

    /// <summary>Windows of the next tile, of so many that are left in their row.</summary>
    public static int Columns(int left) => left >= MostColumns ? MostColumns : left >= 2 ? 2 : 1;

    /// <summary>result[filter, window] = Σ over terms of weight · x, plus the bias, and no less than 0 if asked.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="filters">As <see cref="Filters"/> says.</param>
    /// <param name="columns">As <see cref="Columns"/> says.</param>
    /// <param name="row">The windows' row.</param>
    /// <param name="column">The first window's column.</param>
    /// <param name="slab">The images.</param>
    /// <param name="weight">Weights [term, filter], from the first filter on.</param>
    /// <param name="stride">Floats from one term's weights to the next.</param>
    /// <param name="bias">A value for each filter, or null.</param>
    /// <param name="relu">Whether the result is at least 0.</param>
    /// <param name="result">The first window's place; a filter's plane is as large as the convolution's output.</param>
    public static void Run(
        in Conv2DShape shape, int filters, int columns, int row, int column, float* slab, float* weight, int stride, float* bias, bool relu, float* result)
    {
        var taps = new SampleTaps(shape, row, column, columns);
        nint plane = (nint)shape.OutputHeight * shape.OutputWidth * TSimd.Lanes;
        switch (filters)
        {
            case 6: Run<N6>(columns, shape, taps, slab, weight, stride, bias, relu, result, plane); break;
            case 4: Run<N4>(columns, shape, taps, slab, weight, stride, bias, relu, result, plane); break;
            case 2: Run<N2>(columns, shape, taps, slab, weight, stride, bias, relu, result, plane); break;
            default: Run<N1>(columns, shape, taps, slab, weight, stride, bias, relu, result, plane); break;
        }
    }

    private static void Run<TFilters>(
        int columns, in Conv2DShape shape, in SampleTaps taps, float* slab, float* weight, int stride, float* bias, bool relu, float* result, nint plane)
        where TFilters : struct, INumber
    {
        switch (columns)
        {
            case 4: Run<TFilters, N4>(shape, taps, slab, weight, stride, bias, relu, result, plane); break;
            case 2: Run<TFilters, N2>(shape, taps, slab, weight, stride, bias, relu, result, plane); break;
            default: Run<TFilters, N1>(shape, taps, slab, weight, stride, bias, relu, result, plane); break;
        }
    }

    // Unused filters and columns vanish when the JIT folds TFilters and TColumns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TFilters, TColumns>(
        in Conv2DShape shape, in SampleTaps taps, float* slab, float* weight, int stride, float* bias, bool relu, float* result, nint plane)
        where TFilters : struct, INumber
        where TColumns : struct, INumber
    {
        TVector a0 = default, a1 = default, a2 = default, a3 = default;
        TVector b0 = default, b1 = default, b2 = default, b3 = default;
        TVector c0 = default, c1 = default, c2 = default, c3 = default;
        TVector d0 = default, d1 = default, d2 = default, d3 = default;
        TVector e0 = default, e1 = default, e2 = default, e3 = default;
        TVector f0 = default, f1 = default, f2 = default, f3 = default;
        nint next = (nint)shape.StrideWidth * TSimd.Lanes, tapColumn = (nint)shape.DilationWidth * TSimd.Lanes;
        nint rowFloats = (nint)SampleSlab<TSimd, TVector>.RowColumns(shape) * TSimd.Lanes;
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            for (int tapRow = taps.FirstRow; tapRow < taps.EndRow; tapRow++)
            {
                int imageRow = taps.Row + tapRow * shape.DilationHeight;
                float* x = slab + ((nint)channel * shape.Height + imageRow) * rowFloats + (nint)taps.Column * TSimd.Lanes + taps.FirstColumn * tapColumn;
                float* w = weight + (((nint)channel * shape.KernelHeight + tapRow) * shape.KernelWidth + taps.FirstColumn) * stride;
                for (int left = taps.EndColumn - taps.FirstColumn; left > 0; left--)
                {
                    TVector x0 = TSimd.Load(x);
                    TVector x1 = TColumns.Value > 1 ? TSimd.Load(x + next) : default;
                    TVector x2 = TColumns.Value > 2 ? TSimd.Load(x + 2 * next) : default;
                    TVector x3 = TColumns.Value > 3 ? TSimd.Load(x + 3 * next) : default;
                    MultiplyAdd<TColumns>(w, x0, x1, x2, x3, ref a0, ref a1, ref a2, ref a3);
                    if (TFilters.Value > 1) { MultiplyAdd<TColumns>(w + 1, x0, x1, x2, x3, ref b0, ref b1, ref b2, ref b3); }
                    if (TFilters.Value > 2) { MultiplyAdd<TColumns>(w + 2, x0, x1, x2, x3, ref c0, ref c1, ref c2, ref c3); }
                    if (TFilters.Value > 3) { MultiplyAdd<TColumns>(w + 3, x0, x1, x2, x3, ref d0, ref d1, ref d2, ref d3); }
                    if (TFilters.Value > 4) { MultiplyAdd<TColumns>(w + 4, x0, x1, x2, x3, ref e0, ref e1, ref e2, ref e3); }
                    if (TFilters.Value > 5) { MultiplyAdd<TColumns>(w + 5, x0, x1, x2, x3, ref f0, ref f1, ref f2, ref f3); }
                    x += tapColumn;
                    w += stride;
                }
            }
        }

        Finish<TColumns>(a0, a1, a2, a3, bias, relu, result);
        if (TFilters.Value > 1) { Finish<TColumns>(b0, b1, b2, b3, bias == null ? null : bias + 1, relu, result + plane); }
        if (TFilters.Value > 2) { Finish<TColumns>(c0, c1, c2, c3, bias == null ? null : bias + 2, relu, result + 2 * plane); }
        if (TFilters.Value > 3) { Finish<TColumns>(d0, d1, d2, d3, bias == null ? null : bias + 3, relu, result + 3 * plane); }
        if (TFilters.Value > 4) { Finish<TColumns>(e0, e1, e2, e3, bias == null ? null : bias + 4, relu, result + 4 * plane); }
        if (TFilters.Value > 5) { Finish<TColumns>(f0, f1, f2, f3, bias == null ? null : bias + 5, relu, result + 5 * plane); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TColumns>(
        float* weight, TVector x0, TVector x1, TVector x2, TVector x3, ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3)
        where TColumns : struct, INumber
    {
        TVector value = TSimd.Broadcast(weight);
        sum0 = TSimd.MultiplyAdd(value, x0, sum0);
        if (TColumns.Value > 1) { sum1 = TSimd.MultiplyAdd(value, x1, sum1); }
        if (TColumns.Value > 2) { sum2 = TSimd.MultiplyAdd(value, x2, sum2); }
        if (TColumns.Value > 3) { sum3 = TSimd.MultiplyAdd(value, x3, sum3); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TColumns>(TVector sum0, TVector sum1, TVector sum2, TVector sum3, float* bias, bool relu, float* result)
        where TColumns : struct, INumber
    {
        TVector shift = bias == null ? default : TSimd.Broadcast(bias);
        Finish(sum0, shift, relu, result);
        if (TColumns.Value > 1) { Finish(sum1, shift, relu, result + TSimd.Lanes); }
        if (TColumns.Value > 2) { Finish(sum2, shift, relu, result + 2 * TSimd.Lanes); }
        if (TColumns.Value > 3) { Finish(sum3, shift, relu, result + 3 * TSimd.Lanes); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(TVector sum, TVector shift, bool relu, float* result)
    {
        sum = TSimd.Add(sum, shift);
        TSimd.Store(result, relu ? TSimd.Relu(sum) : sum);
    }
}

/// <summary>The taps by which some neighbouring windows of a row reach into the image; elsewhere all of them read zeros.</summary>
internal readonly struct SampleTaps
{
    public readonly int FirstRow, EndRow, FirstColumn, EndColumn;

    /// <summary>The image's row under the first tap, above the image if negative; and the slab's column.</summary>
    public readonly int Row, Column;

    public SampleTaps(in Conv2DShape shape, int row, int column, int columns)
    {
        Row = row * shape.StrideHeight - shape.PaddingHeight;
        Column = column * shape.StrideWidth;
        int left = Column - shape.PaddingWidth, last = left + (columns - 1) * shape.StrideWidth;
        (FirstRow, EndRow) = Within(Row, Row, shape.Height, shape.KernelHeight, shape.DilationHeight);
        (FirstColumn, EndColumn) = Within(left, last, shape.Width, shape.KernelWidth, shape.DilationWidth);
    }

    /// <summary>The taps t for which a place from <paramref name="first"/> + t·dilation to <paramref name="last"/> + t·dilation is in the
    /// image.</summary>
    public static (int First, int End) Within(int first, int last, int size, int kernel, int dilation)
    {
        int begin = last >= 0 ? 0 : Math.Min(kernel, (-last + dilation - 1) / dilation);
        int end = first >= size ? 0 : Math.Min(kernel, (size - 1 - first) / dilation + 1);
        return (begin, Math.Max(begin, end));
    }
}
