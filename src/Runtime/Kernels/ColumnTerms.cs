using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The values of rows themselves, to be summed column by column: four rows at once, which share the sums' way from the cache and back.</summary>
internal readonly unsafe struct ColumnTerms(int width, float* x) : IRowSums
{
    private const int RowsTogether = 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add<TSimd, TVector>(int row, int rows, float* sums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* values = x + (nint)row * width;
        int whole = width / TSimd.Lanes * TSimd.Lanes;
        for (; rows >= RowsTogether; rows -= RowsTogether)
        {
            float* second = values + width, third = second + width, fourth = third + width;
            for (int i = 0; i < whole; i += TSimd.Lanes)
            {
                TVector low = TSimd.Add(TSimd.Load(values + i), TSimd.Load(second + i)), high = TSimd.Add(TSimd.Load(third + i), TSimd.Load(fourth + i));
                TSimd.Store(sums + i, TSimd.Add(TSimd.Load(sums + i), TSimd.Add(low, high)));
            }

            for (int i = whole; i < width; i++)
            {
                sums[i] += (values[i] + second[i]) + (third[i] + fourth[i]);
            }

            values = fourth + width;
        }

        for (; rows > 0; rows--, values += width)
        {
            for (int i = 0; i < whole; i += TSimd.Lanes)
            {
                TSimd.Store(sums + i, TSimd.Add(TSimd.Load(sums + i), TSimd.Load(values + i)));
            }

            for (int i = whole; i < width; i++)
            {
                sums[i] += values[i];
            }
        }
    }
}
