using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

/// <summary>B[n, k], to be read transposed: the terms of one column lie next to each other.</summary>
internal readonly unsafe struct ColumnMajorColumns(float* b, int k) : IColumnOperand
{
    /// <summary>Terms of which a panel stays in the first-level cache while its columns are packed, some after others.</summary>
    private const int TermsTogether = 128;

    private readonly int stride = k;

    public bool IsDirect => false;

    public bool PaysInPlace(int rows) => false;

    public nint Step => throw new NotSupportedException();

    public float* At(int k, int column) => b + (nint)column * stride + k;

    public void Pack<TSimd, TVector>(float* panel, int width, int k, int depth, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int term = 0; term < depth; term += TermsTogether)
        {
            PackTerms<TSimd, TVector>(panel + (nint)term * width, width, k + term, Math.Min(TermsTogether, depth - term), column, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackTerms<TSimd, TVector>(float* panel, int width, int k, int depth, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int done = 0;
        if (TSimd.Lanes == Vector512<float>.Count && Avx512F.IsSupported)
        {
            for (; done + 16 <= columns; done += 16)
            {
                int terms = Transposition.Pack16Columns(At(k, column + done), panel + done, stride, width, depth);
                if (terms < depth)
                {
                    float* rest = panel + (nint)terms * width + done;
                    Transposition.Pack8Columns(At(k + terms, column + done), rest, stride, width, depth - terms);
                    Transposition.Pack8Columns(At(k + terms, column + done + 8), rest + 8, stride, width, depth - terms);
                }
            }
        }

        if (Avx.IsSupported && TSimd.Lanes >= Vector256<float>.Count)
        {
            for (; done + 8 <= columns; done += 8)
            {
                Transposition.Pack8Columns(At(k, column + done), panel + done, stride, width, depth);
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

    public bool PackTogether<TSimd, TVector>(float* panels, int depth, int column, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => false;

    public int MultiplyRow<TSimd, TVector>(float* row, int k, int depth, int column, int columns, float* c, bool add)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (!Fma.IsSupported || TSimd.Lanes < Vector256<float>.Count)
        {
            return 0;
        }

        int done = 0;
        for (; done + 32 <= columns; done += 32)
        {
            Transposition.MultiplyRowBy32Columns(row, At(k, column + done), stride, depth, c + done, add);
        }

        return done;
    }
}
