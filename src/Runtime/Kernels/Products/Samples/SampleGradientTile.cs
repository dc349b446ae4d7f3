using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Weight gradients of a few filters and neighbouring taps of a row, samples in the lanes, all sums in registers.</summary>
internal static unsafe class SampleGradientTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Five taps of so many filters, their values and a gradient fill the register file.
    private static int MostFilters => TSimd.TileRows / 3;

    /// <summary>Filters of the next tile, of so many that are left.</summary>
    public static int Filters(int left) => left >= MostFilters ? MostFilters : left >= 2 ? 2 : 1;

    /// <summary>Taps of the next tile, of so many that are left in their row.</summary>
    public static int Taps(int left) => left >= 5 ? 5 : left >= 3 ? 3 : left;

    /// <summary>sums[filter, tap] (+)= Σ over windows of dy[filter, window] · x[window + tap].</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="filters">As <see cref="Filters"/> says.</param>
    /// <param name="taps">As <see cref="Taps"/> says.</param>
    /// <param name="channel">The taps' channel.</param>
    /// <param name="tapRow">The taps' row in the kernel.</param>
    /// <param name="tap">The first tap's column in the kernel.</param>
    /// <param name="slab">The images.</param>
    /// <param name="dy">The first filter's gradient.</param>
    /// <param name="sums">The first filter's and tap's sum.</param>
    /// <param name="filterSums">Floats from one filter's sums to the next's.</param>
    /// <param name="add">Add to the sums, else overwrite them.</param>
    public static void Run(
        in Conv2DShape shape, int filters, int taps, int channel, int tapRow, int tap, float* slab, float* dy, float* sums, nint filterSums, bool add)
    {
        nint row = (nint)SampleSlab<TSimd, TVector>.RowColumns(shape) * TSimd.Lanes;
        int imageRow = tapRow * shape.DilationHeight - shape.PaddingHeight;
        (int first, int end) = SampleTaps.Within(imageRow, imageRow, shape.Height, shape.OutputHeight, shape.StrideHeight);
        var windows = new SampleWindows
        {
            Rows = end - first,
            Columns = shape.OutputWidth,
            X = slab + ((nint)channel * shape.Height + imageRow + (nint)first * shape.StrideHeight) * row + (nint)tap * shape.DilationWidth * TSimd.Lanes,
            XRow = shape.StrideHeight * row,
            XColumn = (nint)shape.StrideWidth * TSimd.Lanes,
            XTap = (nint)shape.DilationWidth * TSimd.Lanes,
            Dy = dy + (nint)first * shape.OutputWidth * TSimd.Lanes,
            DyPlane = (nint)shape.OutputHeight * shape.OutputWidth * TSimd.Lanes,
        };
        switch (filters)
        {
            case 4: Run<N4>(taps, windows, sums, filterSums, add); break;
            case 2: Run<N2>(taps, windows, sums, filterSums, add); break;
            default: Run<N1>(taps, windows, sums, filterSums, add); break;
        }
    }

    private static void Run<TFilters>(int taps, in SampleWindows windows, float* sums, nint filterSums, bool add)
        where TFilters : struct, INumber
    {
        switch (taps)
        {
            case 5: Run<TFilters, N5>(windows, sums, filterSums, add); break;
            case 3: Run<TFilters, N3>(windows, sums, filterSums, add); break;
            case 2: Run<TFilters, N2>(windows, sums, filterSums, add); break;
            default: Run<TFilters, N1>(windows, sums, filterSums, add); break;
        }
    }

    // Unused filters and taps vanish when the JIT folds TFilters and TTaps.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TFilters, TTaps>(in SampleWindows windows, float* sums, nint filterSums, bool add)
        where TFilters : struct, INumber
        where TTaps : struct, INumber
    {
        TVector a0 = default, a1 = default, a2 = default, a3 = default, a4 = default;
        TVector b0 = default, b1 = default, b2 = default, b3 = default, b4 = default;
        TVector c0 = default, c1 = default, c2 = default, c3 = default, c4 = default;
        TVector d0 = default, d1 = default, d2 = default, d3 = default, d4 = default;
        nint tap = windows.XTap, column = windows.XColumn, plane = windows.DyPlane;
        float* dy = windows.Dy;
        for (int row = 0; row < windows.Rows; row++)
        {
            float* x = windows.X + row * windows.XRow;
            for (int left = windows.Columns; left > 0; left--)
            {
                TVector x0 = TSimd.Load(x);
                TVector x1 = TTaps.Value > 1 ? TSimd.Load(x + tap) : default;
                TVector x2 = TTaps.Value > 2 ? TSimd.Load(x + 2 * tap) : default;
                TVector x3 = TTaps.Value > 3 ? TSimd.Load(x + 3 * tap) : default;
                TVector x4 = TTaps.Value > 4 ? TSimd.Load(x + 4 * tap) : default;
                MultiplyAdd<TTaps>(TSimd.Load(dy), x0, x1, x2, x3, x4, ref a0, ref a1, ref a2, ref a3, ref a4);
                if (TFilters.Value > 1) { MultiplyAdd<TTaps>(TSimd.Load(dy + plane), x0, x1, x2, x3, x4, ref b0, ref b1, ref b2, ref b3, ref b4); }
                if (TFilters.Value > 2) { MultiplyAdd<TTaps>(TSimd.Load(dy + 2 * plane), x0, x1, x2, x3, x4, ref c0, ref c1, ref c2, ref c3, ref c4); }
                if (TFilters.Value > 3) { MultiplyAdd<TTaps>(TSimd.Load(dy + 3 * plane), x0, x1, x2, x3, x4, ref d0, ref d1, ref d2, ref d3, ref d4); }
                x += column;
                dy += TSimd.Lanes;
            }
        }

        Finish<TTaps>(a0, a1, a2, a3, a4, sums, add);
        if (TFilters.Value > 1) { Finish<TTaps>(b0, b1, b2, b3, b4, sums + filterSums, add); }
        if (TFilters.Value > 2) { Finish<TTaps>(c0, c1, c2, c3, c4, sums + 2 * filterSums, add); }
        if (TFilters.Value > 3) { Finish<TTaps>(d0, d1, d2, d3, d4, sums + 3 * filterSums, add); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TTaps>(
        TVector dy, TVector x0, TVector x1, TVector x2, TVector x3, TVector x4,
        ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3, ref TVector sum4)
        where TTaps : struct, INumber
    {
        sum0 = TSimd.MultiplyAdd(dy, x0, sum0);
        if (TTaps.Value > 1) { sum1 = TSimd.MultiplyAdd(dy, x1, sum1); }
        if (TTaps.Value > 2) { sum2 = TSimd.MultiplyAdd(dy, x2, sum2); }
        if (TTaps.Value > 3) { sum3 = TSimd.MultiplyAdd(dy, x3, sum3); }
        if (TTaps.Value > 4) { sum4 = TSimd.MultiplyAdd(dy, x4, sum4); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TTaps>(TVector sum0, TVector sum1, TVector sum2, TVector sum3, TVector sum4, float* sums, bool add)
        where TTaps : struct, INumber
    {
        Finish(sum0, sums, add);
        if (TTaps.Value > 1) { Finish(sum1, sums + TSimd.Lanes, add); }
        if (TTaps.Value > 2) { Finish(sum2, sums + 2 * TSimd.Lanes, add); }
        if (TTaps.Value > 3) { Finish(sum3, sums + 3 * TSimd.Lanes, add); }
        if (TTaps.Value > 4) { Finish(sum4, sums + 4 * TSimd.Lanes, add); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(TVector sum, float* sums, bool add) => TSimd.Store(sums, add ? TSimd.Add(TSimd.Load(sums), sum) : sum);
}

/// <summary>The windows that a row of taps meets within the image: where their values and gradients lie, and how far apart.</summary>
internal unsafe struct SampleWindows
{
    public int Rows, Columns;
    public float* X;
    public nint XRow, XColumn, XTap;
    public float* Dy;
    public nint DyPlane;
}
