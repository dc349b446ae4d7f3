using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Products of one to three rows with packed panels. A tile of so few rows would wait for its own sums: a multiply-add takes four
/// cycles, and two can begin in each. So several panels are read at once, and the sums of all stay in registers.</summary>
/// <remarks>Sums are those of <see cref="Product{TSimd, TVector}"/>: chains over chunks of the depth, added in order.</remarks>
internal static unsafe class FewRows<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public const int Most = 3;
    private const int MostPanels = 4, WidestPanel = 32;

    private static int Width => 2 * TSimd.Lanes;

    /// <summary>C[rows, columns] = A·panels, then the epilogue. <paramref name="rows"/> is 1 to <see cref="Most"/>.</summary>
    public static void Run(int rows, RowOperand a, float* panels, int columns, int depth, float* c, nint cRow, TileEpilogue epilogue)
    {
        switch (rows)
        {
            case 1: Run<N1>(a, panels, columns, depth, c, cRow, epilogue); break;
            case 2: Run<N2>(a, panels, columns, depth, c, cRow, epilogue); break;
            default: Run<N3>(a, panels, columns, depth, c, cRow, epilogue); break;
        }
    }

    [SkipLocalsInit]
    private static void Run<TRows>(RowOperand a, float* panels, int columns, int depth, float* c, nint cRow, TileEpilogue epilogue)
        where TRows : struct, INumber
    {
        // Rows × vectors of sums, with the vectors that meet them, must fit the registers.
        int most = TRows.Value * 8 <= 2 * TSimd.TileRows ? MostPanels : 2;
        float* sums = stackalloc float[Most * MostPanels * WidestPanel];
        for (int column = 0; column < columns;)
        {
            int left = (columns - column + TSimd.Lanes - 1) / Width;

            // Three and two of five rather than four and one, which would wait for its two sums.
            int together = most == MostPanels ? left is 3 or 5 ? 3 : Math.Min(left, MostPanels) : Math.Min(left, 2);
            float* first = panels + (nint)column * depth;
            if (left == 0)
            {
                for (int row = 0; row < TRows.Value; row++)
                {
                    Narrow(a.From(row, 0), first, depth, sums);
                    Finish(sums, c + row * cRow + column, columns - column, epilogue.From(column));
                }

                return;
            }

            switch (together)
            {
                case MostPanels: Sum<TRows, N4>(a, first, depth, sums); break;
                case 3: Sum<TRows, N3>(a, first, depth, sums); break;
                case 2: Sum<TRows, N2>(a, first, depth, sums); break;
                default: Sum<TRows, N1>(a, first, depth, sums); break;
            }

            int sumRow = together * Width, done = Math.Min(sumRow, columns - column);
            for (int row = 0; row < TRows.Value; row++)
            {
                Finish(sums + row * sumRow, c + row * cRow + column, done, epilogue.From(column));
            }

            column += sumRow;
        }
    }

    /// <summary>sums[one vector] of a row: four chunks of the depth side by side, since a single chain would wait for itself, and added in
    /// order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(RowOperand row, float* panel, int depth, float* sums)
    {
        nint chunk = Product<TSimd, TVector>.ChunkDepth, panelChunk = chunk * TSimd.Lanes, rowChunk = chunk * row.StepBytes;
        byte* a = row.First;
        TVector total = default;
        bool first = true;
        while (depth > 0)
        {
            bool four = depth >= 4 * chunk;
            TVector s0 = default, s1 = default, s2 = default, s3 = default;
            if (four)
            {
                for (int term = 0; term < chunk; term++)
                {
                    s0 = TSimd.MultiplyAdd(TSimd.Broadcast((float*)a), TSimd.Load(panel), s0);
                    s1 = TSimd.MultiplyAdd(TSimd.Broadcast((float*)(a + rowChunk)), TSimd.Load(panel + panelChunk), s1);
                    s2 = TSimd.MultiplyAdd(TSimd.Broadcast((float*)(a + 2 * rowChunk)), TSimd.Load(panel + 2 * panelChunk), s2);
                    s3 = TSimd.MultiplyAdd(TSimd.Broadcast((float*)(a + 3 * rowChunk)), TSimd.Load(panel + 3 * panelChunk), s3);
                    a += row.StepBytes;
                    panel += TSimd.Lanes;
                }

                total = TSimd.Add(TSimd.Add(TSimd.Add(first ? s0 : TSimd.Add(total, s0), s1), s2), s3);
                a += 3 * rowChunk;
                panel += 3 * panelChunk;
                depth -= 4 * (int)chunk;
            }
            else
            {
                int terms = (int)Math.Min(chunk, depth);
                for (int term = 0; term < terms; term++)
                {
                    s0 = TSimd.MultiplyAdd(TSimd.Broadcast((float*)a), TSimd.Load(panel), s0);
                    a += row.StepBytes;
                    panel += TSimd.Lanes;
                }

                total = first ? s0 : TSimd.Add(total, s0);
                depth -= terms;
            }

            first = false;
        }

        TSimd.Store(sums, total);
    }

    /// <summary>sums[row, panel's columns]: chunk by chunk.</summary>
    private static void Sum<TRows, TPanels>(RowOperand a, float* panels, int depth, float* sums)
        where TRows : struct, INumber
        where TPanels : struct, INumber
    {
        nint panel = (nint)depth * Width;
        for (int k = 0; k < depth || k == 0; k += Product<TSimd, TVector>.ChunkDepth)
        {
            int chunk = Math.Min(Product<TSimd, TVector>.ChunkDepth, depth - k);
            Chunk<TRows, TPanels>(a.First + k * a.StepBytes, a.RowBytes, a.StepBytes, panels + (nint)k * Width, panel, chunk, sums, add: k > 0);
        }
    }

    // Unused rows and panels vanish when the JIT folds TRows and TPanels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Chunk<TRows, TPanels>(byte* a0, nint row, nint step, float* b, nint panel, int depth, float* sums, bool add)
        where TRows : struct, INumber
        where TPanels : struct, INumber
    {
        TVector s00 = default, s01 = default, s02 = default, s03 = default, s04 = default, s05 = default, s06 = default, s07 = default;
        TVector s10 = default, s11 = default, s12 = default, s13 = default, s14 = default, s15 = default, s16 = default, s17 = default;
        TVector s20 = default, s21 = default, s22 = default, s23 = default, s24 = default, s25 = default, s26 = default, s27 = default;
        float* b1 = b + panel, b2 = b1 + panel, b3 = b2 + panel;
        byte* a1 = a0 + row, a2 = a1 + row;
        for (; depth > 0; depth--)
        {
            TVector v0 = TSimd.Broadcast((float*)a0);
            TVector v1 = TRows.Value > 1 ? TSimd.Broadcast((float*)a1) : default;
            TVector v2 = TRows.Value > 2 ? TSimd.Broadcast((float*)a2) : default;
            MultiplyAdd<TRows>(b, v0, v1, v2, ref s00, ref s10, ref s20);
            MultiplyAdd<TRows>(b + TSimd.Lanes, v0, v1, v2, ref s01, ref s11, ref s21);
            if (TPanels.Value > 1)
            {
                MultiplyAdd<TRows>(b1, v0, v1, v2, ref s02, ref s12, ref s22);
                MultiplyAdd<TRows>(b1 + TSimd.Lanes, v0, v1, v2, ref s03, ref s13, ref s23);
            }

            if (TPanels.Value > 2)
            {
                MultiplyAdd<TRows>(b2, v0, v1, v2, ref s04, ref s14, ref s24);
                MultiplyAdd<TRows>(b2 + TSimd.Lanes, v0, v1, v2, ref s05, ref s15, ref s25);
                b2 += Width;
            }

            if (TPanels.Value > 3)
            {
                MultiplyAdd<TRows>(b3, v0, v1, v2, ref s06, ref s16, ref s26);
                MultiplyAdd<TRows>(b3 + TSimd.Lanes, v0, v1, v2, ref s07, ref s17, ref s27);
                b3 += Width;
            }

            b += Width;
            b1 += Width;
            a0 += step;
            a1 += step;
            a2 += step;
        }

        Store<TPanels>(sums, s00, s01, s02, s03, s04, s05, s06, s07, add);
        if (TRows.Value > 1)
        {
            Store<TPanels>(sums + TPanels.Value * Width, s10, s11, s12, s13, s14, s15, s16, s17, add);
        }

        if (TRows.Value > 2)
        {
            Store<TPanels>(sums + 2 * TPanels.Value * Width, s20, s21, s22, s23, s24, s25, s26, s27, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TRows>(
        float* b, TVector v0, TVector v1, TVector v2, ref TVector sum0, ref TVector sum1, ref TVector sum2)
        where TRows : struct, INumber
    {
        TVector columns = TSimd.Load(b);
        sum0 = TSimd.MultiplyAdd(v0, columns, sum0);
        if (TRows.Value > 1)
        {
            sum1 = TSimd.MultiplyAdd(v1, columns, sum1);
        }

        if (TRows.Value > 2)
        {
            sum2 = TSimd.MultiplyAdd(v2, columns, sum2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TPanels>(
        float* sums, TVector s0, TVector s1, TVector s2, TVector s3, TVector s4, TVector s5, TVector s6, TVector s7, bool add)
        where TPanels : struct, INumber
    {
        Store(sums, s0, add);
        Store(sums + TSimd.Lanes, s1, add);
        if (TPanels.Value > 1)
        {
            Store(sums + 2 * TSimd.Lanes, s2, add);
            Store(sums + 3 * TSimd.Lanes, s3, add);
        }

        if (TPanels.Value > 2)
        {
            Store(sums + 4 * TSimd.Lanes, s4, add);
            Store(sums + 5 * TSimd.Lanes, s5, add);
        }

        if (TPanels.Value > 3)
        {
            Store(sums + 6 * TSimd.Lanes, s6, add);
            Store(sums + 7 * TSimd.Lanes, s7, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, TVector sum, bool add) => TSimd.Store(target, add ? TSimd.Add(TSimd.Load(target), sum) : sum);

    private static void Finish(float* sums, float* c, int columns, TileEpilogue epilogue)
    {
        int column = 0;
        for (; column + TSimd.Lanes <= columns; column += TSimd.Lanes)
        {
            TVector sum = TSimd.Load(sums + column);
            sum = epilogue.Bias == null ? sum : TSimd.Add(sum, TSimd.Load(epilogue.Bias + column));
            sum = epilogue.Residual == 0 ? sum : TSimd.Add(sum, TSimd.Load(c + column + epilogue.Residual));
            TSimd.Store(c + column, epilogue.ReLU ? TSimd.Relu(sum) : sum);
        }

        for (; column < columns; column++)
        {
            c[column] = epilogue.Of(sums[column], column, c + column);
        }
    }
}
