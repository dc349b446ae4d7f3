using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class UnpackedGemmTests : ThreadTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 130, 257 }, { 7, 128, 784 }, { 7, 3, 5 }, { 15, 49, 33 }, { 16, 48, 600 }, { 17, 97, 71 }, { 33, 67, 1300 }, { 64, 400, 20 }, { 3, 5, 0 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryInstructionSet_AgreesWithTheReference(int m, int n, int k)
    {
        float[] a = Reference.Random(m * k, 1), weight = Reference.Random(n * k, 2), bias = Reference.Random(n, 3);
        double[] product = Reference.Product(m, n, k, (row, term) => a[row * k + term], (term, column) => weight[column * k + term]);
        double[] sums = [.. product.Select((value, index) => value + bias[index % n])];
        foreach (SimdLevel level in Levels)
        {
            Reference.AssertClose(product, Run(level, m, n, k, a, weight, [], relu: false), k);
            Reference.AssertClose(sums, Run(level, m, n, k, a, weight, bias, relu: false), k);
            Reference.AssertClose([.. sums.Select(sum => Math.Max(sum, 0))], Run(level, m, n, k, a, weight, bias, relu: true), k);
            Reference.AssertClose([.. product.Select(sum => Math.Max(sum, 0))], Run(level, m, n, k, a, weight, [], relu: true), k);
        }
    }

    [Fact]
    public void PackedWeight_AnySliceAndAnyThreads_GiveTheSameBits()
    {
        const int M = 67, N = 138, K = 1400;
        float[] a = Reference.Random(M * K, 1), weight = Reference.Random(N * K, 2), bias = Reference.Random(N, 3);
        float[] packed = new float[160 * K], whole = new float[M * N], sliced = new float[M * N];
        PackedGemm.Pack(N, K, weight, packed);
        PackedGemm.Run(M, N, K, a, packed, bias, FusedActivation.ReLU, whole);
        foreach (int threads in new[] { 1, 2, 5 })
        {
            WorkPool.Threads = threads;
            foreach (int rows in new[] { 1, 7, 16, 40, M })
            {
                for (int row = 0; row < M; row += rows)
                {
                    int count = Math.Min(rows, M - row);
                    UnpackedGemm.Run(count, N, K, a.AsSpan(row * K), weight, bias, FusedActivation.ReLU, sliced.AsSpan(row * N));
                }

                Assert.Equal(whole, sliced);
            }
        }
    }

    [Fact]
    public void NotANumber_StaysInItsSample()
    {
        var c = new float[2 * 50];
        UnpackedGemm.Run(2, 50, 1, [float.NaN, 1], Enumerable.Repeat(1f, 50).ToArray(), [], FusedActivation.ReLU, c);
        Assert.All(c[..50], value => Assert.True(float.IsNaN(value)));
        Assert.All(c[50..], value => Assert.Equal(1, value));
    }

    [Theory]
    [InlineData(5, 6, 2, 4, "a")]
    [InlineData(6, 5, 2, 4, "weight")]
    [InlineData(6, 6, 1, 4, "bias")]
    [InlineData(6, 6, 0, 3, "c")]
    public void SpanTooShort_NamesTheArgument(int a, int weight, int bias, int c, string name)
    {
        var error = Assert.Throws<ArgumentException>(
            () => UnpackedGemm.Run(2, 2, 3, new float[a], new float[weight], new float[bias], FusedActivation.None, new float[c]));
        Assert.Equal(name, error.ParamName);
    }

    [Fact]
    public void WarmProducts_AllocateNothing()
    {
        float[] a = Reference.Random(40 * 300, 1), weight = Reference.Random(290 * 300, 2), c = new float[40 * 290];
        Multiply();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Multiply();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Multiply() => UnpackedGemm.Run(40, 290, 300, a, weight, [], FusedActivation.None, c);
    }

    private static unsafe float[] Run(SimdLevel level, int m, int n, int k, float[] a, float[] weight, float[] bias, bool relu)
    {
        float[] c = Enumerable.Repeat(float.NaN, m * n).ToArray();
        fixed (float* pa = a, pw = weight, pb = bias, pc = c)
        {
            SimdLevels.Run(level, new TransposedProduct(pa, pw, pc, m, n, k, new TileEpilogue(pb, relu)));
        }

        return c;
    }
}
