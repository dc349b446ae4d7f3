using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Convolution of a single target channel straight from the slab: what depthwise layers need, where a product would
/// have one row.</summary>
internal static unsafe class RowConvolution<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>target[window] = Σ over terms of weight[term] · slab[window + offsets[term]], in the order of the terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(in WindowGrid grid, float* slab, int* offsets, float* weight, int terms, int rows, float* target)
    {
        int lanes = TSimd.Lanes;
        float* last = stackalloc float[16];
        for (int row = 0; row < rows; row++)
        {
            float* source = slab + grid.RowPosition(row);
            for (int column = 0; column < grid.Width; column += 2 * lanes)
            {
                // Two chains at a time hide half of an addition's latency; the surplus of the last ones is not stored.
                TVector sum0 = default, sum1 = default;
                int second = column + lanes < grid.Width ? lanes : 0;
                for (int term = 0; term < terms; term++)
                {
                    float* values = source + column + offsets[term];
                    TVector factor = TSimd.Broadcast(weight + term);
                    sum0 = TSimd.MultiplyAdd(factor, TSimd.Load(values), sum0);
                    sum1 = TSimd.MultiplyAdd(factor, TSimd.Load(values + second), sum1);
                }

                Store(target, column, grid.Width, sum0, last);
                if (second > 0)
                {
                    Store(target, column + lanes, grid.Width, sum1, last);
                }
            }

            target += grid.Width;
        }
    }

    /// <summary>sums[term] += Σ over windows of dy[window] · slab[window + offsets[term]], lane by lane along each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient(in WindowGrid grid, float* slab, int* offsets, float* dy, int terms, int rows, float* sums)
    {
        int whole = grid.Width - grid.Width % TSimd.Lanes;
        for (int term = 0; term < terms; term++)
        {
            TVector lanes = default;
            float tail = 0;
            for (int row = 0; row < rows; row++)
            {
                float* values = slab + grid.RowPosition(row) + offsets[term];
                float* factors = dy + (nint)row * grid.Width;
                for (int column = 0; column < whole; column += TSimd.Lanes)
                {
                    lanes = TSimd.MultiplyAdd(TSimd.Load(factors + column), TSimd.Load(values + column), lanes);
                }

                for (int column = whole; column < grid.Width; column++)
                {
                    tail += factors[column] * values[column];
                }
            }

            sums[term] += TSimd.Sum(lanes) + tail;
        }
    }

    private static void Store(float* target, int column, int width, TVector value, float* buffer)
    {
        if (column + TSimd.Lanes <= width)
        {
            TSimd.Store(target + column, value);
            return;
        }

        TSimd.Store(buffer, value);
        new ReadOnlySpan<float>(buffer, width - column).CopyTo(new Span<float>(target + column, width - column));
    }
}
