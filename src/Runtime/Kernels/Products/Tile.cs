using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The micro-kernel: the product of a few rows and one or two vectors of columns, all sums in registers.</summary>
/// <remarks>Every sum is one chain of multiply-adds over the depth, in order, whatever the tile's size: so a result does not
/// depend on which tile computes it.</remarks>
internal static unsafe class Tile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows this far apart are a long matrix's own, and not a packed copy in the cache.</summary>
    private const int FarRows = 4096;

    /// <summary>With so many terms, sums' places can be fetched from the memory while they are computed.</summary>
    private const int DepthOfATrip = 64;

    /// <summary>How far ahead a far row is fetched: what a chunk of the depth reads of it.</summary>
    private const int Ahead = 1024;

    /// <summary>C[rows, columns] (+)= A·B over <paramref name="depth"/> terms.</summary>
    /// <param name="rows">1 to 12.</param>
    /// <param name="wide">Two vectors of columns, else one.</param>
    /// <param name="a">The rows' first terms.</param>
    /// <param name="b">The columns' first terms; those of the next depth lie <paramref name="bStep"/> floats further.</param>
    /// <param name="c">The sums' place; rows are <paramref name="cRow"/> floats apart.</param>
    /// <param name="add">Add to what is there, else overwrite.</param>
    /// <param name="epilogue">What becomes of the sums, from the first column on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(
        int rows, bool wide, int depth, RowOperand a, float* b, nint bStep, float* c, nint cRow, bool add, TileEpilogue epilogue = default) =>
        Run(rows, wide, depth, a, b, bStep, c, cRow, add, epilogue, next: null, nextStep: 0);

    /// <summary>The same, while what the following tiles read comes nearer.</summary>
    /// <param name="next">With each term, 32 floats are fetched from here on, unless null.</param>
    /// <param name="nextStep">How many floats further they begin with the next term; fewer than 32 let them overlap.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(
        int rows, bool wide, int depth, RowOperand a, float* b, nint bStep, float* c, nint cRow, bool add, TileEpilogue epilogue, float* next, nint nextStep) =>
        Run(rows, wide, depth, a.First, a.RowBytes, a.StepBytes, b, bStep, c, cRow, add, epilogue.Bias, epilogue.ReLU, next, nextStep);

    // Numbers, no structs: one that is passed on is copied as a whole right after its fields were stored, and such a load waits until
    // all stores before them, the last tile's sums, have left for the cache.
    private static void Run(
        int rows, bool wide, int depth, byte* a, nint row, nint step, float* b, nint bStep, float* c, nint cRow, bool add, float* bias, bool relu, float* next, nint nextStep)
    {
        switch (rows)
        {
            case 1: Run<N1>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 2: Run<N2>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 3: Run<N3>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 4: Run<N4>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 5: Run<N5>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 6: Run<N6>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 7: Run<N7>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 8: Run<N8>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 9: Run<N9>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 10: Run<N10>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 11: Run<N11>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            case 12: Run<N12>(wide, depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows));
        }
    }

    private static void Run<TRows>(
        bool wide, int depth, byte* a, nint row, nint step, float* b, nint bStep, float* c, nint cRow, bool add, float* bias, bool relu, float* next, nint nextStep)
        where TRows : struct, INumber
    {
        if (wide)
        {
            Run<TRows, N2>(depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep);
        }
        else
        {
            Run<TRows, N1>(depth, a, row, step, b, bStep, c, cRow, add, bias, relu, next, nextStep);
        }
    }

    // Unused rows and columns vanish when the JIT folds TRows and TColumns. Every third row has a pointer of its own, so that
    // the others are one addressing mode away and nothing spills.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRows, TColumns>(
        int depth, byte* a, nint row, nint step, float* b, nint bStep, float* c, nint cRow, bool add, float* bias, bool relu, float* next, nint nextStep)
        where TRows : struct, INumber
        where TColumns : struct, INumber
    {
        TVector c0 = default, d0 = default;
        TVector c1 = default, d1 = default;
        TVector c2 = default, d2 = default;
        TVector c3 = default, d3 = default;
        TVector c4 = default, d4 = default;
        TVector c5 = default, d5 = default;
        TVector c6 = default, d6 = default;
        TVector c7 = default, d7 = default;
        TVector c8 = default, d8 = default;
        TVector c9 = default, d9 = default;
        TVector c10 = default, d10 = default;
        TVector c11 = default, d11 = default;
        byte* a3 = a + 3 * row, a6 = a3 + 3 * row, a9 = a6 + 3 * row;
        if (depth >= DepthOfATrip)
        {
            for (int index = 0; index < TRows.Value; index++)
            {
                CacheLine.Fetch(c + index * cRow);
                CacheLine.Fetch(c + index * cRow + TSimd.Lanes);
            }
        }

        int everyLine = row >= FarRows && step == sizeof(float) ? CacheLine.Floats - 1 : int.MaxValue;
        for (; depth > 0; depth--)
        {
            if ((depth & everyLine) == 0)
            {
                FetchAhead<TRows>(a, row);
            }

            if (next != null)
            {
                CacheLine.FetchFar(next);
                CacheLine.FetchFar(next + CacheLine.Floats);
                CacheLine.FetchFar(next + 2 * CacheLine.Floats - 1);
                next += nextStep;
            }

            TVector b0 = TSimd.Load(b), b1 = TColumns.Value > 1 ? TSimd.Load(b + TSimd.Lanes) : default;
            MultiplyAdd<TColumns>(a, b0, b1, ref c0, ref d0);
            if (TRows.Value > 1) { MultiplyAdd<TColumns>(a + row, b0, b1, ref c1, ref d1); }
            if (TRows.Value > 2) { MultiplyAdd<TColumns>(a + 2 * row, b0, b1, ref c2, ref d2); }
            if (TRows.Value > 3) { MultiplyAdd<TColumns>(a3, b0, b1, ref c3, ref d3); }
            if (TRows.Value > 4) { MultiplyAdd<TColumns>(a3 + row, b0, b1, ref c4, ref d4); }
            if (TRows.Value > 5) { MultiplyAdd<TColumns>(a3 + 2 * row, b0, b1, ref c5, ref d5); }
            if (TRows.Value > 6) { MultiplyAdd<TColumns>(a6, b0, b1, ref c6, ref d6); }
            if (TRows.Value > 7) { MultiplyAdd<TColumns>(a6 + row, b0, b1, ref c7, ref d7); }
            if (TRows.Value > 8) { MultiplyAdd<TColumns>(a6 + 2 * row, b0, b1, ref c8, ref d8); }
            if (TRows.Value > 9) { MultiplyAdd<TColumns>(a9, b0, b1, ref c9, ref d9); }
            if (TRows.Value > 10) { MultiplyAdd<TColumns>(a9 + row, b0, b1, ref c10, ref d10); }
            if (TRows.Value > 11) { MultiplyAdd<TColumns>(a9 + 2 * row, b0, b1, ref c11, ref d11); }
            a += step;
            a3 += step;
            a6 += step;
            a9 += step;
            b += bStep;
        }

        TVector bias0 = default, bias1 = default;
        if (bias != null)
        {
            bias0 = TSimd.Load(bias);
            bias1 = TColumns.Value > 1 ? TSimd.Load(bias + TSimd.Lanes) : default;
        }

        Finish<TColumns>(c, c0, d0, add, bias0, bias1, relu);
        if (TRows.Value > 1) { Finish<TColumns>(c + cRow, c1, d1, add, bias0, bias1, relu); }
        if (TRows.Value > 2) { Finish<TColumns>(c + 2 * cRow, c2, d2, add, bias0, bias1, relu); }
        if (TRows.Value > 3) { Finish<TColumns>(c + 3 * cRow, c3, d3, add, bias0, bias1, relu); }
        if (TRows.Value > 4) { Finish<TColumns>(c + 4 * cRow, c4, d4, add, bias0, bias1, relu); }
        if (TRows.Value > 5) { Finish<TColumns>(c + 5 * cRow, c5, d5, add, bias0, bias1, relu); }
        if (TRows.Value > 6) { Finish<TColumns>(c + 6 * cRow, c6, d6, add, bias0, bias1, relu); }
        if (TRows.Value > 7) { Finish<TColumns>(c + 7 * cRow, c7, d7, add, bias0, bias1, relu); }
        if (TRows.Value > 8) { Finish<TColumns>(c + 8 * cRow, c8, d8, add, bias0, bias1, relu); }
        if (TRows.Value > 9) { Finish<TColumns>(c + 9 * cRow, c9, d9, add, bias0, bias1, relu); }
        if (TRows.Value > 10) { Finish<TColumns>(c + 10 * cRow, c10, d10, add, bias0, bias1, relu); }
        if (TRows.Value > 11) { Finish<TColumns>(c + 11 * cRow, c11, d11, add, bias0, bias1, relu); }
    }

    // So many streams are more than processors follow by themselves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FetchAhead<TRows>(byte* a, nint row)
        where TRows : struct, INumber
    {
        for (int index = 0; index < TRows.Value; index++)
        {
            CacheLine.Fetch(a + index * row + Ahead);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TColumns>(byte* a, TVector b0, TVector b1, ref TVector sum0, ref TVector sum1)
        where TColumns : struct, INumber
    {
        TVector value = TSimd.Broadcast((float*)a);
        sum0 = TSimd.MultiplyAdd(value, b0, sum0);
        if (TColumns.Value > 1)
        {
            sum1 = TSimd.MultiplyAdd(value, b1, sum1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TColumns>(float* c, TVector sum0, TVector sum1, bool add, TVector bias0, TVector bias1, bool relu)
        where TColumns : struct, INumber
    {
        Finish(c, sum0, add, bias0, relu);
        if (TColumns.Value > 1)
        {
            Finish(c + TSimd.Lanes, sum1, add, bias1, relu);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(float* c, TVector sum, bool add, TVector bias, bool relu)
    {
        sum = TSimd.Add(add ? TSimd.Add(TSimd.Load(c), sum) : sum, bias);
        TSimd.Store(c, relu ? TSimd.Relu(sum) : sum);
    }
}
