using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

/// <summary>Many products of matrices whose operands are laid out in every way that the compiler uses.</summary>
public sealed class MatMulTests
{
    private const int Rows = 3, Columns = 4, Depth = 5;

    public enum Kind
    {
        NN,
        NT,
        TN,
    }

    /// <summary>How an operand is repeated: a matrix for each product, for each sample, for each matrix of a sample, or one.</summary>
    public enum Layout
    {
        Each,
        PerSample,
        PerMatrix,
        One,
    }

    public static TheoryData<Kind, Layout, Layout> Operands
    {
        get
        {
            var data = new TheoryData<Kind, Layout, Layout>();
            foreach (Kind kind in Enum.GetValues<Kind>())
            {
                foreach (Layout left in Enum.GetValues<Layout>())
                {
                    foreach (Layout right in Enum.GetValues<Layout>())
                    {
                        data.Add(kind, left, right);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Operands))]
    public void Products_AgreeWithTheReference(Kind kind, Layout left, Layout right)
    {
        foreach ((int samples, int matrices) in new[] { (1, 1), (7, 3), (2, 1) })
        {
            float[] a = Reference.Random(samples * matrices * Rows * Depth, 1), b = Reference.Random(samples * matrices * Depth * Columns, 2);
            MatMulShape shape = Shape(matrices, left, right, Layout.Each);
            float[] c = Enumerable.Repeat(float.NaN, samples * matrices * Rows * Columns).ToArray();
            Run(kind, shape, samples, a, b, c, accumulate: false);
            for (int product = 0; product < samples * matrices; product++)
            {
                Reference.AssertClose(One(kind, shape, product, a, b), c[(product * Rows * Columns)..((product + 1) * Rows * Columns)], Depth);
            }
        }
    }

    [Theory]
    [InlineData(Kind.NT, Layout.One)]
    [InlineData(Kind.NT, Layout.PerSample)]
    [InlineData(Kind.TN, Layout.PerMatrix)]
    public void SharedResult_SumsItsProducts(Kind kind, Layout result)
    {
        const int Samples = 7, Matrices = 3;
        float[] a = Reference.Random(Samples * Matrices * Rows * Depth, 1), b = Reference.Random(Samples * Matrices * Depth * Columns, 2);
        MatMulShape shape = Shape(Matrices, Layout.Each, Layout.Each, result);
        float[] c = Reference.Random(Samples * Matrices * Rows * Columns, 3);
        double[] expected = [.. c.Select(value => (double)value)];
        for (int product = 0; product < Samples * Matrices; product++)
        {
            double[] one = One(kind, shape, product, a, b);
            int at = product / Matrices * shape.Result.Sample + product % Matrices * shape.Result.Matrix;
            for (int index = 0; index < one.Length; index++)
            {
                expected[at + index] += one[index];
            }
        }

        Run(kind, shape, Samples, a, b, c, accumulate: true);
        Reference.AssertClose(expected, c, Samples * Matrices * Depth);
    }

    [Fact]
    public void NoSamples_DoNothing() => MatMul.NN(Shape(3, Layout.Each, Layout.One, Layout.Each), 0, [], [], [], accumulate: false);

    [Theory]
    [InlineData(89, 60, 72, "left")]
    [InlineData(90, 59, 72, "right")]
    [InlineData(90, 60, 71, "result")]
    public void SpanTooShort_NamesTheArgument(int left, int right, int result, string name)
    {
        MatMulShape shape = Shape(3, Layout.Each, Layout.PerMatrix, Layout.Each);
        var error = Assert.Throws<ArgumentException>(() => MatMul.NN(shape, 2, new float[left], new float[right], new float[result], accumulate: false));
        Assert.Equal(name, error.ParamName);
    }

    private static MatMulShape Shape(int matrices, Layout left, Layout right, Layout result) => new(
        matrices, Rows, Columns, Depth, Steps(left, matrices, Rows * Depth), Steps(right, matrices, Depth * Columns), Steps(result, matrices, Rows * Columns));

    private static MatrixSteps Steps(Layout layout, int matrices, int size) => layout switch
    {
        Layout.Each => new(matrices * size, size),
        Layout.PerSample => new(size, 0),
        Layout.PerMatrix => new(0, size),
        _ => new(0, 0),
    };

    private static double[] One(Kind kind, MatMulShape shape, int product, float[] a, float[] b)
    {
        (int sample, int matrix) = Math.DivRem(product, shape.Matrices);
        int fromA = sample * shape.Left.Sample + matrix * shape.Left.Matrix, fromB = sample * shape.Right.Sample + matrix * shape.Right.Matrix;
        return Reference.Product(
            Rows, Columns, Depth,
            (row, term) => a[fromA + (kind == Kind.TN ? term * Rows + row : row * Depth + term)],
            (term, column) => b[fromB + (kind == Kind.NT ? column * Depth + term : term * Columns + column)]);
    }

    private static void Run(Kind kind, MatMulShape shape, int samples, float[] a, float[] b, float[] c, bool accumulate)
    {
        switch (kind)
        {
            case Kind.NN:
                MatMul.NN(shape, samples, a, b, c, accumulate);
                break;
            case Kind.NT:
                MatMul.NT(shape, samples, a, b, c, accumulate);
                break;
            default:
                MatMul.TN(shape, samples, a, b, c, accumulate);
                break;
        }
    }
}
