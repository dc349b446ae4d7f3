using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

/// <summary>The right operand of a product.</summary>
internal unsafe interface IColumnOperand
{
    /// <summary>Copies terms k to k + depth of some columns to <c>panel[depth, width]</c>, which is one or two vectors wide;
    /// what it holds past the last column means nothing, and so does one more row.</summary>
    void Pack<TSimd, TVector>(float* panel, int width, int k, int depth, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>Whether vectors of columns can be loaded where they are, at <see cref="At"/> with <see cref="Step"/> floats
    /// from one term to the next.</summary>
    bool IsDirect { get; }

    float* At(int k, int column);

    nint Step { get; }
}

/// <summary>B[k, n]: the columns of one term lie next to each other.</summary>
internal readonly unsafe struct RowMajorColumns(float* b, int n) : IColumnOperand
{
    public bool IsDirect => true;

    public nint Step => n;

    public float* At(int k, int column) => b + (nint)k * n + column;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack<TSimd, TVector>(float* panel, int width, int k, int depth, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* source = At(k, column);
        if (columns == 2 * TSimd.Lanes)
        {
            for (int term = 0; term < depth; term++)
            {
                TSimd.Store(panel, TSimd.Load(source));
                TSimd.Store(panel + TSimd.Lanes, TSimd.Load(source + TSimd.Lanes));
                source += n;
                panel += 2 * TSimd.Lanes;
            }

            return;
        }

        for (int term = 0; term < depth; term++)
        {
            new ReadOnlySpan<float>(source, columns).CopyTo(new Span<float>(panel, columns));
            source += n;
            panel += width;
        }
    }
}

/// <summary>B[n, k], to be read transposed: the terms of one column lie next to each other.</summary>
internal readonly unsafe struct ColumnMajorColumns(float* b, int k) : IColumnOperand
{
    private readonly int stride = k;

    public bool IsDirect => false;

    public nint Step => throw new NotSupportedException();

    public float* At(int k, int column) => b + (nint)column * stride + k;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack<TSimd, TVector>(float* panel, int width, int k, int depth, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int done = 0;
        if (Avx.IsSupported && TSimd.Lanes >= Vector256<float>.Count)
        {
            for (; done + 8 <= columns; done += 8)
            {
                Transpose8Columns(At(k, column + done), panel + done, width, depth);
            }
        }

        for (; done < columns; done++)
        {
            float* source = At(k, column + done);
            for (int term = 0; term < depth; term++)
            {
                panel[(nint)term * width + done] = source[term];
            }
        }
    }

    private void Transpose8Columns(float* source, float* target, int width, int depth)
    {
        nint column = stride;
        int term = 0;
        for (; term + 4 <= depth; term += 4)
        {
            // Columns 0 and 4 share a register, 1 and 5, and so on: each half is then transposed 4×4 for itself.
            Vector256<float> v0 = Pair(source, 4 * column), v1 = Pair(source + column, 4 * column);
            Vector256<float> v2 = Pair(source + 2 * column, 4 * column), v3 = Pair(source + 3 * column, 4 * column);
            Vector256<float> low01 = Avx.UnpackLow(v0, v1), high01 = Avx.UnpackHigh(v0, v1);
            Vector256<float> low23 = Avx.UnpackLow(v2, v3), high23 = Avx.UnpackHigh(v2, v3);
            Avx.Shuffle(low01, low23, 0x44).Store(target);
            Avx.Shuffle(low01, low23, 0xEE).Store(target + width);
            Avx.Shuffle(high01, high23, 0x44).Store(target + 2 * width);
            Avx.Shuffle(high01, high23, 0xEE).Store(target + 3 * width);
            source += 4;
            target += 4 * width;
        }

        for (; term < depth; term++)
        {
            for (int index = 0; index < 8; index++)
            {
                target[index] = source[index * column];
            }

            source++;
            target += width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* low, nint distance) =>
        Vector256.Create(Vector128.Load(low), Vector128.Load(low + distance));
}
