using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class GemmTests : ThreadTests
{
    public enum Kind
    {
        NN,
        NT,
        TN,
    }

    public static TheoryData<Kind, int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<Kind, int, int, int>();
            foreach (Kind kind in Enum.GetValues<Kind>())
            {
                foreach ((int m, int n, int k) in new[]
                {
                    (1, 1, 1), (1, 10, 128), (1, 128, 784), (1, 75, 261), (7, 10, 33), (7, 129, 300), (13, 31, 257), (12, 32, 256),
                    (64, 10, 128), (5, 3, 1000), (61, 67, 71), (130, 1, 17), (33, 200, 9), (250, 1100, 40), (241, 97, 513), (205, 141, 1300),
                    (30, 512, 70), (61, 96, 1100), (140, 160, 70), (140, 161, 70),
                })
                {
                    shapes.Add(kind, m, n, k);
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryInstructionSet_AgreesWithTheReference(Kind kind, int m, int n, int k)
    {
        float[] a = Reference.Random(m * k, 1), b = Reference.Random(k * n, 2), start = Reference.Random(m * n, 3);
        double[] product = Reference.Product(
            m, n, k,
            (row, term) => a[kind == Kind.TN ? term * m + row : row * k + term],
            (term, column) => b[kind == Kind.NT ? column * k + term : term * n + column]);
        double[] sum = product.Zip(start, (value, before) => value + before).ToArray();
        foreach (SimdLevel level in Levels)
        {
            float[] c = Enumerable.Repeat(float.NaN, m * n).ToArray();
            Run(level, kind, m, n, k, a, b, c, accumulate: false);
            Reference.AssertClose(product, c, k);
            start.CopyTo(c, 0);
            Run(level, kind, m, n, k, a, b, c, accumulate: true);
            Reference.AssertClose(sum, c, k);
        }
    }

    [Theory]
    [InlineData(Kind.NN)]
    [InlineData(Kind.NT)]
    public void SlicesOfRows_GiveTheSameBits(Kind kind)
    {
        const int M = 107, N = 150, K = 1100;
        float[] a = Reference.Random(M * K, 1), b = Reference.Random(K * N, 2), whole = new float[M * N];
        foreach (SimdLevel level in Levels)
        {
            Run(level, kind, M, N, K, a, b, whole, accumulate: false);
            foreach (int rows in new[] { 1, 2, 7, 12, 40, 99 })
            {
                var sliced = new float[M * N];
                for (int row = 0; row < M; row += rows)
                {
                    int count = Math.Min(rows, M - row);
                    Run(level, kind, count, N, K, a.AsSpan(row * K), b, sliced.AsSpan(row * N, count * N), accumulate: false);
                }

                Assert.Equal(whole, sliced);
            }
        }
    }

    [Theory]
    [InlineData(Kind.NN, 300, 260, 300)]
    [InlineData(Kind.NT, 64, 500, 784)]
    [InlineData(Kind.TN, 128, 784, 64)]
    public void NumberOfThreads_ChangesNoBit(Kind kind, int m, int n, int k)
    {
        float[] a = Reference.Random(m * k, 1), b = Reference.Random(k * n, 2);
        var results = new[] { 1, 2, 5 }.Select(threads =>
        {
            WorkPool.Threads = threads;
            var c = new float[m * n];
            Run(SimdLevels.Best, kind, m, n, k, a, b, c, accumulate: false);
            return c;
        }).ToArray();
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void ManyThreadsAtOnce_EachGetTheirOwnProduct()
    {
        WorkPool.Threads = 3;
        const int M = 40, N = 300, K = 300;
        float[] a = Reference.Random(M * K, 1), b = Reference.Random(K * N, 2), expected = new float[M * N];
        Gemm.NN(M, N, K, a, b, expected, accumulate: false);
        Parallel.For(0, 8, _ =>
        {
            var c = new float[M * N];
            for (int round = 0; round < 20; round++)
            {
                Gemm.NN(M, N, K, a, b, c, accumulate: false);
                Assert.True(expected.AsSpan().SequenceEqual(c));
            }
        });
    }

    [Fact]
    public void NoTerms_MakeZeroOrLeaveTheSum()
    {
        float[] c = [1, 2, 3, 4, 5, 6];
        Gemm.NN(2, 3, 0, [], [], c, accumulate: true);
        Assert.Equal([1, 2, 3, 4, 5, 6], c);
        Gemm.NN(2, 3, 0, [], [], c, accumulate: false);
        Assert.Equal(new float[6], c);
        Gemm.NN(0, 3, 2, [], new float[6], [], accumulate: false);
        Gemm.NT(3, 0, 2, new float[6], [], [], accumulate: false);
    }

    [Fact]
    public void WritesStayWithinTheResult()
    {
        const int M = 7, N = 35, K = 20;
        float[] c = Enumerable.Repeat(-5f, M * N + 40).ToArray();
        Gemm.NN(M, N, K, Reference.Random(M * K, 1), Reference.Random(K * N, 2), c, accumulate: false);
        Assert.All(c[(M * N)..], value => Assert.Equal(-5f, value));
    }

    [Theory]
    [InlineData(5, 6, 6, "a")]
    [InlineData(6, 5, 6, "b")]
    [InlineData(6, 6, 3, "c")]
    public void SpanTooShort_NamesTheArgument(int a, int b, int c, string name)
    {
        var error = Assert.Throws<ArgumentException>(
            () => Gemm.NN(2, 2, 3, new float[a], new float[b], new float[c], accumulate: false));
        Assert.Equal(name, error.ParamName);
    }

    [Fact]
    public void NegativeSize_NamesTheArgument() => Assert.Equal(
        "k", Assert.Throws<ArgumentOutOfRangeException>(() => Gemm.TN(1, 1, -1, [], [], new float[1], false)).ParamName);

    [Fact]
    public void WarmProducts_AllocateNothing()
    {
        float[] a = Reference.Random(300 * 300, 1), b = Reference.Random(300 * 300, 2), c = new float[300 * 300];
        Multiply();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Multiply();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Multiply()
        {
            Gemm.NN(300, 300, 300, a, b, c, accumulate: false);
            Gemm.NT(7, 300, 300, a, b, c, accumulate: true);
            Gemm.TN(300, 299, 10, a, b, c, accumulate: true);
        }
    }

    private static unsafe void Run(
        SimdLevel level, Kind kind, int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, bool accumulate)
    {
        fixed (float* pa = a, pb = b, pc = c)
        {
            RowOperand rows = kind == Kind.TN ? RowOperand.ColumnMajor(pa, m) : RowOperand.RowMajor(pa, k);
            if (kind == Kind.NT)
            {
                SimdLevels.Run(
                    level, new ParallelProduct<ColumnMajorColumns>(rows, new ColumnMajorColumns(pb, k), pc, m, n, k, accumulate));
            }
            else
            {
                SimdLevels.Run(
                    level, new ParallelProduct<RowMajorColumns>(rows, new RowMajorColumns(pb, n), pc, m, n, k, accumulate));
            }
        }
    }
}
