using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

/// <summary>Puts sums [window, filter] where images want them, [filter, window].</summary>
internal static unsafe class FilterSums
{
    private const int Step = DirectShape.BlockFilters;

    /// <summary>y[filter, window] = sums[window, filter] + bias[filter] + residual[filter, window], and no less than 0 if asked.</summary>
    /// <param name="sums">Windows are <see cref="DirectShape.BlockFilters"/> floats apart.</param>
    /// <param name="bias">A value for each filter, or null.</param>
    /// <param name="residual">A value for each of <paramref name="y"/>, which lies as that does, or null.</param>
    /// <param name="plane">Floats from one filter to the next in <paramref name="y"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* sums, int windows, int filters, float* bias, float* residual, bool relu, float* y, nint plane)
    {
        Vector128<float> zero = Vector128<float>.Zero;
        int filter = 0;
        for (; filter + 4 <= filters; filter += 4)
        {
            Vector128<float> shift = bias is null ? zero : Vector128.Load(bias + filter);
            float* y0 = y + filter * plane, y1 = y0 + plane, y2 = y1 + plane, y3 = y2 + plane;
            int window = 0;
            while (window + 4 <= windows)
            {
                float* source = sums + (nint)window * Step + filter;
                Vector128<float> w0 = Vector128.Load(source) + shift, w1 = Vector128.Load(source + Step) + shift;
                Vector128<float> w2 = Vector128.Load(source + 2 * Step) + shift, w3 = Vector128.Load(source + 3 * Step) + shift;
                Vector128<float> low02 = ZipLow(w0, w2), high02 = ZipHigh(w0, w2), low13 = ZipLow(w1, w3), high13 = ZipHigh(w1, w3);
                (w0, w1) = (ZipLow(low02, low13), ZipHigh(low02, low13));
                (w2, w3) = (ZipLow(high02, high13), ZipHigh(high02, high13));
                if (residual is not null)
                {
                    float* shortcut = residual + filter * plane + window;
                    (w0, w1) = (w0 + Vector128.Load(shortcut), w1 + Vector128.Load(shortcut + plane));
                    (w2, w3) = (w2 + Vector128.Load(shortcut + 2 * plane), w3 + Vector128.Load(shortcut + 3 * plane));
                }

                if (relu)
                {
                    (w0, w1) = (Vector128.MaxNative(zero, w0), Vector128.MaxNative(zero, w1));
                    (w2, w3) = (Vector128.MaxNative(zero, w2), Vector128.MaxNative(zero, w3));
                }

                w0.Store(y0 + window);
                w1.Store(y1 + window);
                w2.Store(y2 + window);
                w3.Store(y3 + window);
                window += 4;

                // The last four overlap those before them, unless what they are added to may be where they go.
                window = window > windows - 4 && window < windows && residual is null ? windows - 4 : window;
            }

            if (window < windows)
            {
                Finish(sums, filter, 4, window, windows, bias, residual, relu, y, plane);
            }
        }

        if (filter < filters)
        {
            Finish(sums, filter, filters - filter, 0, windows, bias, residual, relu, y, plane);
        }
    }

    /// <summary>sums[row, column] becomes the largest of its 2×2 windows, half as many in both directions.</summary>
    /// <param name="rows">An even number.</param>
    /// <param name="filters">Filters of a window that are computed: whole vectors of the widest kind.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pool<TSimd, TVector>(float* sums, int rows, int width, int filters)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // What is written has been read already: it moves towards the front.
        float* target = sums;
        nint below = (nint)width * Step;
        for (int row = 0; row < rows; row += 2)
        {
            float* source = sums + row * below;
            for (int column = 0; column + 2 <= width; column += 2, source += 2 * Step, target += Step)
            {
                for (int filter = 0; filter < filters; filter += TSimd.Lanes)
                {
                    float* lower = source + below + filter;
                    TVector upperMax = TSimd.Max(TSimd.Load(source + filter), TSimd.Load(source + Step + filter));
                    TSimd.Store(target + filter, TSimd.Max(upperMax, TSimd.Max(TSimd.Load(lower), TSimd.Load(lower + Step))));
                }
            }
        }
    }

    private static void Finish(
        float* sums, int filter, int filters, int window, int windows, float* bias, float* residual, bool relu, float* y, nint plane)
    {
        for (; window < windows; window++)
        {
            for (int index = filter; index < filter + filters; index++)
            {
                float value = sums[window * Step + index] + (bias is null ? 0 : bias[index]);
                value = residual is null ? value : value + residual[index * plane + window];
                y[index * plane + window] = relu && value <= 0 ? 0 : value;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x[0], y[0], x[1], y[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x[2], y[2], x[3], y[3]);
}
