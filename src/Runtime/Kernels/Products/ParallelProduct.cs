using System.Runtime.Intrinsics;

namespace CompiledNets.Kernels;

/// <summary>A matrix product cut into blocks of C, which threads share.</summary>
internal static unsafe class ParallelProduct
{
    /// <summary>C[m,n] (+)= A·B with the given instruction set.</summary>
    public static void Run<TColumns>(
        SimdLevel level, RowOperand a, TColumns b, float* c, int m, int n, int k, bool accumulate)
        where TColumns : struct, IColumnOperand
    {
        switch (level)
        {
            case SimdLevel.Avx512 when Avx512Simd.IsSupported:
                Run<Avx512Simd, Vector512<float>, TColumns>(a, b, c, m, n, k, accumulate);
                break;
            case SimdLevel.Avx2 when Avx2Simd.IsSupported:
                Run<Avx2Simd, Vector256<float>, TColumns>(a, b, c, m, n, k, accumulate);
                break;
            default:
                Run<PortableSimd, Vector128<float>, TColumns>(a, b, c, m, n, k, accumulate);
                break;
        }
    }

    private static void Run<TSimd, TVector, TColumns>(
        RowOperand a, TColumns b, float* c, int m, int n, int k, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TColumns : struct, IColumnOperand
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        var cut = new ProductCut(m, n, k, Product<TSimd, TVector>.PanelWidth, TSimd.TileRows);
        var pieces = new Pieces<TSimd, TVector, TColumns>
        {
            A = a, B = b, C = c, Columns = n, Depth = k, Accumulate = accumulate, Cut = cut,
        };
        WorkPool.Run(ref pieces, cut.Pieces);
    }

    private struct Pieces<TSimd, TVector, TColumns> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TColumns : struct, IColumnOperand
    {
        public RowOperand A;
        public TColumns B;
        public float* C;
        public int Columns;
        public int Depth;
        public bool Accumulate;
        public ProductCut Cut;

        public readonly void Run(int piece)
        {
            (int row, int rows, int column, int columns) = Cut.Block(piece);
            Product<TSimd, TVector>.Block(
                A.From(row, 0), rows, in B, column, columns, Depth, C + (nint)row * Columns + column, Columns, Accumulate);
        }
    }
}
