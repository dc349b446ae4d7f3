namespace CompiledNets.Kernels;

/// <summary>C[m,n] (+)= A[k,m]ᵀ·B[k,n] with few columns: computed as Cᵀ = Bᵀ·A, so that A, by far the larger one, is read in whole
/// cache lines and just once.</summary>
internal readonly unsafe struct NarrowProduct(float* a, float* b, float* c, int m, int n, int k, bool accumulate) : ISimdAction
{
    private const int MostColumns = 16, LeastRows = 128;

    public static bool Pays(int m, int n, int k) => n <= MostColumns && m >= LeastRows && k > 0 && n > 0;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* transposed = Scratch.Get(ScratchUse.Panels, (long)m * n);
        RowOperand rows = RowOperand.ColumnMajor(b, n);
        var columns = new RowMajorColumns(a, m);
        if (StreamedProduct.Pays(n, m, k))
        {
            new StreamedProduct(rows, columns, transposed, n, m, k, accumulate: false).Run<TSimd, TVector>();
        }
        else
        {
            new ParallelProduct<RowMajorColumns>(rows, columns, transposed, n, m, k, accumulate: false).Run<TSimd, TVector>();
        }

        if (!accumulate)
        {
            new ColumnMajorColumns(transposed, m).Pack<TSimd, TVector>(c, n, 0, m, 0, n);
            return;
        }

        for (int row = 0; row < m; row++)
        {
            float* target = c + (nint)row * n;
            for (int column = 0; column < n; column++)
            {
                target[column] += transposed[(nint)column * m + row];
            }
        }
    }
}
