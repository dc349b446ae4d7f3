using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

/// <summary>Weight gradients over long batches.</summary>
public sealed class DeepProductTests : ThreadTests
{
    /// <summary>Whole blocks and cut ones, columns that leave half a panel, terms that leave a few.</summary>
    public static TheoryData<int, int, int> Shapes => new() { { 64, 64, 2049 }, { 77, 80, 1700 }, { 130, 304, 641 }, { 300, 528, 512 }, { 513, 112, 515 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public unsafe void EveryInstructionSet_AgreesWithTheReference(int m, int n, int k)
    {
        Assert.True(DeepProduct.Pays(m, n, k));
        float[] a = Reference.Random(m * k, 1), b = Reference.Random(k * n, 2), start = Reference.Random(m * n, 3);
        double[] product = Reference.Product(m, n, k, (row, term) => a[term * m + row], (term, column) => b[term * n + column]);
        double[] sum = [.. product.Zip(start, (value, before) => value + before)];
        foreach (SimdLevel level in Levels)
        {
            float[] fresh = [.. Enumerable.Repeat(float.NaN, m * n)], added = [.. start];
            fixed (float* pa = a, pb = b, pc = fresh, pd = added)
            {
                SimdLevels.Run(level, new DeepProduct(pa, pb, pc, m, n, k, accumulate: false));
                SimdLevels.Run(level, new DeepProduct(pa, pb, pd, m, n, k, accumulate: true));
            }

            Reference.AssertClose(product, fresh, k);
            Reference.AssertClose(sum, added, k);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void NumberOfThreads_ChangesNoBit(int m, int n, int k)
    {
        float[] a = Reference.Random(m * k, 1), b = Reference.Random(k * n, 2);
        float[][] results = [.. new[] { 1, 2, 5 }.Select(threads =>
        {
            WorkPool.Threads = threads;
            float[] c = new float[m * n];
            Gemm.TN(m, n, k, a, b, c, accumulate: false);
            return c;
        })];
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void OnceWarm_AllocatesNothing()
    {
        const int M = 130, N = 304, K = 641;
        float[] a = Reference.Random(M * K, 1), b = Reference.Random(K * N, 2), c = new float[M * N];
        Gemm.TN(M, N, K, a, b, c, accumulate: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Gemm.TN(M, N, K, a, b, c, accumulate: true);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
