using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class PackedGemmTests : ThreadTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 10, 128 }, { 1, 128, 784 }, { 2, 75, 261 }, { 3, 130, 300 }, { 4, 33, 20 }, { 7, 10, 33 }, { 13, 31, 257 },
        { 64, 10, 128 }, { 61, 67, 71 }, { 33, 200, 9 }, { 250, 290, 513 }, { 3, 5, 0 }, { 1, 10, 2600 }, { 3, 47, 1100 }, { 1, 139, 700 }, { 3, 300, 521 },
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
            Reference.AssertClose(product, Run(level, m, n, k, a, weight, [], FusedActivation.None), k);
            Reference.AssertClose(sums, Run(level, m, n, k, a, weight, bias, FusedActivation.None), k);
            Reference.AssertClose([.. sums.Select(sum => Math.Max(sum, 0))], Run(level, m, n, k, a, weight, bias, FusedActivation.ReLU), k);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Residual_IsAddedBeforeReLU(int m, int n, int k)
    {
        float[] a = Reference.Random(m * k, 1), weight = Reference.Random(n * k, 2), bias = Reference.Random(n, 3), residual = Reference.Random(m * n, 4);
        double[] product = Reference.Product(m, n, k, (row, term) => a[row * k + term], (term, column) => weight[column * k + term]);
        double[] sums = [.. product.Select((value, index) => value + bias[index % n] + residual[index])];
        float[] packed = new float[(n + 31) / 32 * 32 * k], c = Enumerable.Repeat(float.NaN, m * n).ToArray();
        foreach (SimdLevel level in Levels)
        {
            Reference.AssertClose(sums, Run(level, m, n, k, a, weight, bias, FusedActivation.None, residual), k);
            Reference.AssertClose([.. sums.Select(sum => Math.Max(sum, 0))], Run(level, m, n, k, a, weight, bias, FusedActivation.ReLU, residual), k);
        }

        PackedGemm.Pack(n, k, weight, packed);
        PackedGemm.Run(m, n, k, a, packed, bias, residual, FusedActivation.None, c);
        Reference.AssertClose(sums, c, k);
    }

    [Fact]
    public void SlicesOfRowsAndAnyThreads_GiveTheSameBits()
    {
        const int M = 67, N = 138, K = 1400;
        float[] a = Reference.Random(M * K, 1), weight = Reference.Random(N * K, 2), bias = Reference.Random(N, 3);
        float[] residual = Reference.Random(M * N, 4), whole = Run(SimdLevels.Best, M, N, K, a, weight, bias, FusedActivation.ReLU, residual);
        foreach (int threads in new[] { 1, 2, 5 })
        {
            WorkPool.Threads = threads;
            foreach (int rows in new[] { 1, 2, 3, 7, 40 })
            {
                var sliced = new List<float>();
                for (int row = 0; row < M; row += rows)
                {
                    int count = Math.Min(rows, M - row);
                    float[] slice = a[(row * K)..((row + count) * K)], added = residual[(row * N)..((row + count) * N)];
                    sliced.AddRange(Run(SimdLevels.Best, count, N, K, slice, weight, bias, FusedActivation.ReLU, added));
                }

                Assert.Equal(whole, sliced);
            }
        }
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(70, 33)]
    public void Scale_MultipliesEachRowOfTheWeight(int n, int k)
    {
        float[] a = Reference.Random(k, 1), weight = Reference.Random(n * k, 2), scale = Reference.Random(n, 3);
        float[] packed = new float[(n + 31) / 32 * 32 * k], c = new float[n];
        PackedGemm.Pack(n, k, weight, scale, packed);
        PackedGemm.Run(1, n, k, a, packed, [], FusedActivation.None, c);
        Reference.AssertClose(Reference.Product(1, n, k, (_, term) => a[term], (term, row) => (double)scale[row] * weight[row * k + term]), c, k);
    }

    [Fact]
    public void NotANumber_SurvivesReLU()
    {
        var c = new float[33];
        float[] packed = new float[64];
        PackedGemm.Pack(33, 1, Enumerable.Repeat(1f, 33).ToArray(), packed);
        PackedGemm.Run(1, 33, 1, [float.NaN], packed, [], FusedActivation.ReLU, c);
        Assert.All(c, value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData(5, 96, 2, 4, "a")]
    [InlineData(6, 95, 2, 4, "packed")]
    [InlineData(6, 96, 1, 4, "bias")]
    [InlineData(6, 96, 2, 4, "residual", 3)]
    [InlineData(6, 96, 0, 3, "c")]
    public void SpanTooShort_NamesTheArgument(int a, int packed, int bias, int c, string name, int residual = 0)
    {
        var error = Assert.Throws<ArgumentException>(
            () => PackedGemm.Run(2, 2, 3, new float[a], new float[packed], new float[bias], new float[residual], FusedActivation.None, new float[c]));
        Assert.Equal(name, error.ParamName);
    }

    [Fact]
    public void WarmProducts_AllocateNothing()
    {
        float[] a = Reference.Random(40 * 300, 1), weight = Reference.Random(290 * 300, 2), packed = new float[320 * 300], c = new float[40 * 290];
        Multiply();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Multiply();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Multiply()
        {
            PackedGemm.Pack(290, 300, weight, packed);
            PackedGemm.Run(40, 290, 300, a, packed, [], FusedActivation.None, c);
            PackedGemm.Run(1, 290, 300, a, packed, [], FusedActivation.None, c);
        }
    }

    private static unsafe float[] Run(
        SimdLevel level, int m, int n, int k, float[] a, float[] weight, float[] bias, FusedActivation activation, float[]? residual = null)
    {
        float[] packed = Enumerable.Repeat(float.NaN, (n + 31) / 32 * 32 * k).ToArray(), c = Enumerable.Repeat(float.NaN, m * n).ToArray();
        fixed (float* pa = a, pw = weight, pp = packed, pb = bias, pr = residual, pc = c)
        {
            SimdLevels.Run(level, new PanelPacking<ColumnMajorColumns>(new ColumnMajorColumns(pw, k), pp, n, k));
            var epilogue = new TileEpilogue(pb, activation == FusedActivation.ReLU, pr == null ? 0 : (nint)(pr - pc));
            SimdLevels.Run(level, new PackedProduct(RowOperand.RowMajor(pa, k), pp, pc, m, n, k, epilogue));
        }

        return c;
    }
}
