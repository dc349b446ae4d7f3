using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

/// <summary>Puts sums [window, filter] where images want them, [filter, window].</summary>
internal static unsafe class FilterSums
{
    private const int Step = DirectShape.BlockFilters;

    /// <summary>y[filter, window] = sums[window, filter] + bias[filter], and no less than 0 if asked.</summary>
    /// <param name="sums">Windows are <see cref="DirectShape.BlockFilters"/> floats apart.</param>
    /// <param name="bias">A value for each filter, or null.</param>
    /// <param name="plane">Floats from one filter to the next in <paramref name="y"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* sums, int windows, int filters, float* bias, bool relu, float* y, nint plane)
    {
        Vector128<float> zero = Vector128<float>.Zero;
        int filter = 0;
        for (; filter + 4 <= filters; filter += 4)
        {
            Vector128<float> shift = bias is null ? zero : Vector128.Load(bias + filter);
            float* source = sums + filter, y0 = y + filter * plane, y1 = y0 + plane, y2 = y1 + plane, y3 = y2 + plane;
            int window = 0;
            for (; window + 4 <= windows; window += 4)
            {
                Vector128<float> w0 = Vector128.Load(source) + shift, w1 = Vector128.Load(source + Step) + shift;
                Vector128<float> w2 = Vector128.Load(source + 2 * Step) + shift, w3 = Vector128.Load(source + 3 * Step) + shift;
                if (relu)
                {
                    (w0, w1) = (Vector128.MaxNative(zero, w0), Vector128.MaxNative(zero, w1));
                    (w2, w3) = (Vector128.MaxNative(zero, w2), Vector128.MaxNative(zero, w3));
                }

                Vector128<float> low02 = ZipLow(w0, w2), high02 = ZipHigh(w0, w2), low13 = ZipLow(w1, w3), high13 = ZipHigh(w1, w3);
                ZipLow(low02, low13).Store(y0 + window);
                ZipHigh(low02, low13).Store(y1 + window);
                ZipLow(high02, high13).Store(y2 + window);
                ZipHigh(high02, high13).Store(y3 + window);
                source += 4 * Step;
            }

            Finish(sums + filter, window, windows, 4, bias is null ? null : bias + filter, relu, y0, plane);
        }

        Finish(sums + filter, 0, windows, filters - filter, bias is null ? null : bias + filter, relu, y + filter * plane, plane);
    }

    private static void Finish(float* sums, int window, int windows, int filters, float* bias, bool relu, float* y, nint plane)
    {
        for (; window < windows; window++)
        {
            for (int filter = 0; filter < filters; filter++)
            {
                float value = sums[window * Step + filter] + (bias is null ? 0 : bias[filter]);
                y[filter * plane + window] = relu && value <= 0 ? 0 : value;
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
