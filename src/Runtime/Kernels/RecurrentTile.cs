using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The product of a few rows and a panel four vectors wide, all sums in registers. Against <see cref="Tile{TSimd, TVector}"/> it is
/// wider and lower: the few samples that step through time together then still give enough independent sums.</summary>
internal static unsafe class RecurrentTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows of the highest tile: rows × 4 sums, four vectors of columns and one broadcast value must fit the register file.</summary>
    public static int MostRows => TSimd.TileRows / 2 >= 6 ? 6 : 2;

    /// <summary>C[rows, 4 vectors] (+)= A[rows, depth]·panel[depth, 4 vectors]; every sum is one chain in the order of the depth.</summary>
    /// <param name="rows">1 to <see cref="MostRows"/>.</param>
    /// <param name="aRow">Floats from one row of A to the next.</param>
    /// <param name="cRow">Floats from one row of C to the next.</param>
    /// <param name="add">Add to what is there, else overwrite.</param>
    public static void Run(int rows, int depth, float* a, nint aRow, float* panel, float* c, nint cRow, bool add)
    {
        switch (rows)
        {
            case 1: Run<N1>(depth, a, aRow, panel, c, cRow, add); break;
            case 2: Run<N2>(depth, a, aRow, panel, c, cRow, add); break;
            case 3: Run<N3>(depth, a, aRow, panel, c, cRow, add); break;
            case 4: Run<N4>(depth, a, aRow, panel, c, cRow, add); break;
            case 5: Run<N5>(depth, a, aRow, panel, c, cRow, add); break;
            case 6: Run<N6>(depth, a, aRow, panel, c, cRow, add); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows));
        }
    }

    // Unused rows vanish when the JIT folds TRows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRows>(int depth, float* a, nint aRow, float* panel, float* c, nint cRow, bool add)
        where TRows : struct, INumber
    {
        TVector s00 = default, s01 = default, s02 = default, s03 = default;
        TVector s10 = default, s11 = default, s12 = default, s13 = default;
        TVector s20 = default, s21 = default, s22 = default, s23 = default;
        TVector s30 = default, s31 = default, s32 = default, s33 = default;
        TVector s40 = default, s41 = default, s42 = default, s43 = default;
        TVector s50 = default, s51 = default, s52 = default, s53 = default;
        float* a3 = a + 3 * aRow;
        for (; depth > 0; depth--)
        {
            TVector b0 = TSimd.Load(panel), b1 = TSimd.Load(panel + TSimd.Lanes);
            TVector b2 = TSimd.Load(panel + 2 * TSimd.Lanes), b3 = TSimd.Load(panel + 3 * TSimd.Lanes);
            MultiplyAdd(a, b0, b1, b2, b3, ref s00, ref s01, ref s02, ref s03);
            if (TRows.Value > 1) { MultiplyAdd(a + aRow, b0, b1, b2, b3, ref s10, ref s11, ref s12, ref s13); }
            if (TRows.Value > 2) { MultiplyAdd(a + 2 * aRow, b0, b1, b2, b3, ref s20, ref s21, ref s22, ref s23); }
            if (TRows.Value > 3) { MultiplyAdd(a3, b0, b1, b2, b3, ref s30, ref s31, ref s32, ref s33); }
            if (TRows.Value > 4) { MultiplyAdd(a3 + aRow, b0, b1, b2, b3, ref s40, ref s41, ref s42, ref s43); }
            if (TRows.Value > 5) { MultiplyAdd(a3 + 2 * aRow, b0, b1, b2, b3, ref s50, ref s51, ref s52, ref s53); }
            panel += 4 * TSimd.Lanes;
            a++;
            a3++;
        }

        Finish(c, s00, s01, s02, s03, add);
        if (TRows.Value > 1) { Finish(c + cRow, s10, s11, s12, s13, add); }
        if (TRows.Value > 2) { Finish(c + 2 * cRow, s20, s21, s22, s23, add); }
        if (TRows.Value > 3) { Finish(c + 3 * cRow, s30, s31, s32, s33, add); }
        if (TRows.Value > 4) { Finish(c + 4 * cRow, s40, s41, s42, s43, add); }
        if (TRows.Value > 5) { Finish(c + 5 * cRow, s50, s51, s52, s53, add); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd(
        float* a, TVector b0, TVector b1, TVector b2, TVector b3, ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3)
    {
        TVector value = TSimd.Broadcast(a);
        sum0 = TSimd.MultiplyAdd(value, b0, sum0);
        sum1 = TSimd.MultiplyAdd(value, b1, sum1);
        sum2 = TSimd.MultiplyAdd(value, b2, sum2);
        sum3 = TSimd.MultiplyAdd(value, b3, sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(float* c, TVector sum0, TVector sum1, TVector sum2, TVector sum3, bool add)
    {
        float* c1 = c + TSimd.Lanes, c2 = c1 + TSimd.Lanes, c3 = c2 + TSimd.Lanes;
        TSimd.Store(c, add ? TSimd.Add(TSimd.Load(c), sum0) : sum0);
        TSimd.Store(c1, add ? TSimd.Add(TSimd.Load(c1), sum1) : sum1);
        TSimd.Store(c2, add ? TSimd.Add(TSimd.Load(c2), sum2) : sum2);
        TSimd.Store(c3, add ? TSimd.Add(TSimd.Load(c3), sum3) : sum3);
    }

    private readonly struct N1 : INumber { public static int Value => 1; }

    private readonly struct N2 : INumber { public static int Value => 2; }

    private readonly struct N3 : INumber { public static int Value => 3; }

    private readonly struct N4 : INumber { public static int Value => 4; }

    private readonly struct N5 : INumber { public static int Value => 5; }

    private readonly struct N6 : INumber { public static int Value => 6; }
}
