using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class FewColumnsTests : ThreadTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 64 }, { 7, 2, 65 }, { 1, 3, 79 }, { 9, 4, 80 }, { 1, 5, 127 }, { 3, 6, 128 }, { 17, 7, 600 }, { 1, 8, 1025 }, { 2, 9, 511 },
        { 64, 10, 128 }, { 1, 10, 12_544 }, { 8, 11, 1541 }, { 5, 12, 95 }, { 0, 3, 64 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryInstructionSet_AgreesWithTheReference(int m, int n, int k)
    {
        float[] a = Reference.Random(m * k, 1), weight = Reference.Random(n * k, 2), bias = Reference.Random(n, 3), scale = Reference.Random(n, 4);
        double[] sums = Reference.Product(m, n, k, (row, term) => a[row * k + term], (term, column) => (double)scale[column] * weight[column * k + term]);
        double[] expected = [.. sums.Select((value, index) => Math.Max(value + bias[index % n], 0))];
        foreach (SimdLevel level in Levels)
        {
            Reference.AssertClose(expected, Run(level, m, n, k, a, weight, scale, bias), k);
        }
    }

    [Theory]
    [InlineData(10, 128)]
    [InlineData(12, 77)]
    [InlineData(3, 12)]
    public void WeightPackedByRows_GivesTheSameBits(int n, int k)
    {
        float[] a = Reference.Random(3 * k, 1), weight = Reference.Random(n * k, 2), turned = new float[n * k];
        for (int index = 0; index < n * k; index++)
        {
            turned[index % k * n + index / k] = weight[index];
        }

        float[] packed = new float[32 * k], fromRows = new float[32 * k], c = new float[3 * n], other = new float[3 * n];
        PackedGemm.Pack(n, k, weight, packed);
        PackedGemm.PackRows(n, k, turned, fromRows);
        PackedGemm.Run(3, n, k, a, packed, [], FusedActivation.None, c);
        PackedGemm.Run(3, n, k, a, fromRows, [], FusedActivation.None, other);
        Assert.Equal(c, other);
    }

    [Fact]
    public void SlicesOfRowsAndAnyThreads_GiveTheSameBits()
    {
        const int M = 1100, N = 10, K = 700;
        float[] a = Reference.Random(M * K, 1), weight = Reference.Random(N * K, 2), scale = Reference.Random(N, 3), bias = Reference.Random(N, 4);
        float[] whole = Run(SimdLevels.Best, M, N, K, a, weight, scale, bias);
        foreach ((int threads, int rows) in new[] { (1, 1100), (2, 1100), (5, 1), (2, 7), (1, 64) })
        {
            WorkPool.Threads = threads;
            var sliced = new List<float>();
            for (int row = 0; row < M; row += rows)
            {
                int count = Math.Min(rows, M - row);
                sliced.AddRange(Run(SimdLevels.Best, count, N, K, a[(row * K)..((row + count) * K)], weight, scale, bias));
            }

            Assert.Equal(whole, sliced);
        }
    }

    [Fact]
    public void InfiniteInput_MeetsNoPadding()
    {
        float[] a = Enumerable.Repeat(1f, 70).ToArray(), packed = new float[32 * 70], c = new float[2];
        (a[60], a[65]) = (float.PositiveInfinity, float.PositiveInfinity);
        PackedGemm.Pack(2, 70, Enumerable.Repeat(1f, 140).ToArray(), packed);
        PackedGemm.Run(1, 2, 70, a, packed, [], FusedActivation.None, c);
        Assert.All(c, value => Assert.Equal(float.PositiveInfinity, value));
    }

    private static unsafe float[] Run(SimdLevel level, int m, int n, int k, float[] a, float[] weight, float[] scale, float[] bias)
    {
        float[] packed = Enumerable.Repeat(float.NaN, n * (k + 15)).ToArray(), c = Enumerable.Repeat(float.NaN, m * n).ToArray();
        fixed (float* pa = a, pw = weight, ps = scale, pp = packed, pb = bias, pc = c)
        {
            SimdLevels.Run(level, new FewColumnsPacking(pw, columnStep: k, termStep: 1, pp, n, k, ps));
            SimdLevels.Run(level, new FewColumns(pa, pp, pc, m, n, k, new TileEpilogue(pb, relu: true)));
        }

        return c;
    }
}
