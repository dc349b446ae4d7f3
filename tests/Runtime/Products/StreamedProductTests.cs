using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

/// <summary>Products with a long right operand and few rows, or few columns of a long left one.</summary>
public sealed class StreamedProductTests : ThreadTests
{
    public static TheoryData<int, int, int> Shapes => new() { { 16, 1433, 401 }, { 7, 2708, 200 }, { 1, 300, 1801 }, { 13, 257, 2100 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public unsafe void EveryInstructionSet_AgreesWithTheReference(int m, int n, int k)
    {
        Assert.True(StreamedProduct.Pays(m, n, k));
        float[] a = Reference.Random(m * k, 1), b = Reference.Random(k * n, 2), start = Reference.Random(m * n, 3);
        double[] product = Reference.Product(m, n, k, (row, term) => a[term * m + row], (term, column) => b[term * n + column]);
        double[] sum = [.. product.Zip(start, (value, before) => value + before)];
        foreach (SimdLevel level in Levels)
        {
            float[] fresh = [.. Enumerable.Repeat(float.NaN, m * n)], added = [.. start];
            fixed (float* pa = a, pb = b, pc = fresh, pd = added)
            {
                SimdLevels.Run(level, new StreamedProduct(RowOperand.ColumnMajor(pa, m), new RowMajorColumns(pb, n), pc, m, n, k, accumulate: false));
                SimdLevels.Run(level, new StreamedProduct(RowOperand.ColumnMajor(pa, m), new RowMajorColumns(pb, n), pd, m, n, k, accumulate: true));
            }

            Reference.AssertClose(product, fresh, k);
            Reference.AssertClose(sum, added, k);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void LongLeftOperand_IsReadTheSameWay(int columns, int rows, int k)
    {
        float[] a = Reference.Random(rows * k, 1), b = Reference.Random(k * columns, 2), start = Reference.Random(rows * columns, 3);
        double[] product = Reference.Product(rows, columns, k, (row, term) => a[term * rows + row], (term, column) => b[term * columns + column]);
        float[] fresh = [.. Enumerable.Repeat(float.NaN, rows * columns)], added = [.. start];
        Gemm.TN(rows, columns, k, a, b, fresh, accumulate: false);
        Gemm.TN(rows, columns, k, a, b, added, accumulate: true);
        Reference.AssertClose(product, fresh, k);
        Reference.AssertClose([.. product.Zip(start, (value, before) => value + before)], added, k);
    }

    [Fact]
    public void NumberOfThreads_ChangesNoBit()
    {
        const int M = 9, N = 1500, K = 400;
        float[] a = Reference.Random(M * K, 1), b = Reference.Random(K * N, 2);
        float[][] results = [.. new[] { 1, 2, 5 }.Select(threads =>
        {
            WorkPool.Threads = threads;
            float[] c = new float[M * N];
            Gemm.TN(M, N, K, a, b, c, accumulate: false);
            return c;
        })];
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }
}
