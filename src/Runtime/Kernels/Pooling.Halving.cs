using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

// 2×2 windows side by side: four windows at a time. Their values are a b (upper row) over c d (lower row).
public static partial class Pooling
{
    private const int Windows = 4;

    private static void HalveByAverage(int width, ReadOnlySpan<float> x, Span<float> y, int outputWidth)
    {
        for (int row = 0; row < y.Length / outputWidth; row++)
        {
            ReadOnlySpan<float> upper = x.Slice(2 * row * width, 2 * outputWidth), lower = x.Slice((2 * row + 1) * width, 2 * outputWidth);
            Span<float> output = y.Slice(row * outputWidth, outputWidth);
            int column = 0;
            for (; column + Windows <= outputWidth; column += Windows)
            {
                (Vector128<float> a, Vector128<float> b) = Pairs(upper, column);
                (Vector128<float> c, Vector128<float> d) = Pairs(lower, column);
                Vector128<float> mean = (a + b + (c + d)) * 0.25f;
                mean.StoreUnsafe(ref MemoryMarshal.GetReference(output), (uint)column);
            }

            for (; column < outputWidth; column++)
            {
                output[column] = (upper[2 * column] + upper[2 * column + 1] + (lower[2 * column] + lower[2 * column + 1])) * 0.25f;
            }
        }
    }

    private static void HalveByAverageGradient(int width, ReadOnlySpan<float> dy, Span<float> dx, int outputWidth)
    {
        for (int row = 0; row < dy.Length / outputWidth; row++)
        {
            Span<float> dUpper = dx.Slice(2 * row * width, 2 * outputWidth);
            ReadOnlySpan<float> dOutput = dy.Slice(row * outputWidth, outputWidth);
            int column = 0;
            for (; column + Windows <= outputWidth; column += Windows)
            {
                Vector128<float> share = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(dOutput), (uint)column) * 0.25f;
                StorePairs(dUpper, column, share, share);
            }

            for (; column < outputWidth; column++)
            {
                dUpper[2 * column] = dUpper[2 * column + 1] = dOutput[column] * 0.25f;
            }

            dUpper.CopyTo(dx[((2 * row + 1) * width)..]);
        }
    }

    // The left and the right values of four pairs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Left, Vector128<float> Right) Pairs(ReadOnlySpan<float> row, int column)
    {
        ReadOnlySpan<float> pairs = row.Slice(2 * column, 2 * Windows);
        ref float first = ref MemoryMarshal.GetReference(pairs);
        if (Sse.IsSupported)
        {
            Vector128<float> one = Vector128.LoadUnsafe(ref first), two = Vector128.LoadUnsafe(ref first, Windows);
            return (Sse.Shuffle(one, two, 0b10_00_10_00), Sse.Shuffle(one, two, 0b11_01_11_01));
        }

        Vector128<float> low = Vector128.Shuffle(Vector128.LoadUnsafe(ref first), Vector128.Create(0, 2, 1, 3));
        Vector128<float> high = Vector128.Shuffle(Vector128.LoadUnsafe(ref first, Windows), Vector128.Create(0, 2, 1, 3));
        return (Vector128.Create(low.GetLower(), high.GetLower()), Vector128.Create(low.GetUpper(), high.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairs(Span<float> row, int column, Vector128<float> left, Vector128<float> right)
    {
        Span<float> pairs = row.Slice(2 * column, 2 * Windows);
        ref float first = ref MemoryMarshal.GetReference(pairs);
        if (Sse.IsSupported)
        {
            Sse.UnpackLow(left, right).StoreUnsafe(ref first);
            Sse.UnpackHigh(left, right).StoreUnsafe(ref first, Windows);
            return;
        }

        Vector128<float> low = Vector128.Create(left.GetLower(), right.GetLower());
        Vector128<float> high = Vector128.Create(left.GetUpper(), right.GetUpper());
        Vector128.Shuffle(low, Vector128.Create(0, 2, 1, 3)).StoreUnsafe(ref first);
        Vector128.Shuffle(high, Vector128.Create(0, 2, 1, 3)).StoreUnsafe(ref first, Windows);
    }
}
