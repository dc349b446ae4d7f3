using CompiledNets.Accelerated;
using ILGPU;

namespace CompiledNets.Device.Tests;

/// <summary>Every kernel of a product, at shapes that are no multiple of any tile, against sums in double.</summary>
public sealed class ProductTests : IDisposable
{
    private readonly TestDevice device = new();

    /// <summary>Kernel, matrices, rows, columns, depth, slices.</summary>
    public static TheoryData<string, int, int, int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<string, int, int, int, int, int>();
            foreach (string kernel in new[] { nameof(Tile128), nameof(Tile64), "Skinny", "SkinnyTransposed" })
            {
                shapes.Add(kernel, 1, 1, 1, 1, 1);
                shapes.Add(kernel, 1, 7, 65, 3, 1);
                shapes.Add(kernel, 1, 65, 7, 17, 1);
                shapes.Add(kernel, 1, 129, 129, 8, 1);
                shapes.Add(kernel, 3, 9, 33, 17, 1);
                shapes.Add(kernel, 1, 5, 70, 1000, 1);
                shapes.Add(kernel, 1, 70, 6, 129, 3);
                shapes.Add(kernel, 2, 7, 12, 1000, 4);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_OfRowsAndColumns_IsTheDefinitions(string kernel, int matrices, int rows, int columns, int depth, int slices) =>
        Check<NN>(kernel, matrices, rows, columns, depth, slices);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_OfRowsAndRows_IsTheDefinitions(string kernel, int matrices, int rows, int columns, int depth, int slices) =>
        Check<NT>(kernel, matrices, rows, columns, depth, slices);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_OfColumnsAndColumns_IsTheDefinitions(string kernel, int matrices, int rows, int columns, int depth, int slices) =>
        Check<TN>(kernel, matrices, rows, columns, depth, slices);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_LoadedInFours_IsTheDefinitions(string kernel, int matrices, int rows, int columns, int depth, int slices)
    {
        rows = (rows + 3) / 4 * 4;
        columns = (columns + 3) / 4 * 4;
        depth = (depth + 3) / 4 * 4;
        Check<WideForm<NN>>(kernel, matrices, rows, columns, depth, slices);
        Check<WideForm<NT>>(kernel, matrices, rows, columns, depth, slices);
        Check<WideForm<TN>>(kernel, matrices, rows, columns, depth, slices);
    }

    // Few and small: what a tensor core does at once takes 32 exchanges between threads here.
    [Theory]
    [InlineData("Tensor64", 1, 1, 1, 1, 1)]
    [InlineData("Tensor64", 1, 65, 7, 17, 1)]
    [InlineData("Tensor64", 2, 7, 33, 40, 2)]
    [InlineData("Tensor128", 1, 129, 70, 5, 1)]
    public void Product_OfTensorCores_IsTheDefinitions(string kernel, int matrices, int rows, int columns, int depth, int slices)
    {
        Check<NN>(kernel, matrices, rows, columns, depth, slices);
        Check<WideForm<NT>>(kernel, matrices, (rows + 3) / 4 * 4, (columns + 3) / 4 * 4, (depth + 3) / 4 * 4, slices);
    }

    [Fact]
    public void TensorFloat32_KeepsTenBits_AndWhatIsNotFinite()
    {
        Assert.Equal(1f, TensorFloat32Core.Round(1f + 1f / 4096f));
        Assert.Equal(1f + 1f / 1024f, TensorFloat32Core.Round(1f + 1f / 2048f));
        Assert.Equal(-3f, TensorFloat32Core.Round(-3f - 1f / 2048f));
        Assert.Equal(float.PositiveInfinity, TensorFloat32Core.Round(float.MaxValue));
        Assert.Equal(float.NegativeInfinity, TensorFloat32Core.Round(float.NegativeInfinity));
        Assert.True(float.IsNaN(TensorFloat32Core.Round(BitConverter.UInt32BitsToSingle(0x7FFFFFFF))));
    }

    [Fact]
    public void Transposition_ExchangesTheFactors()
    {
        Assert.Equal(Wide.AlongSide, TransposedProduct<ProductOperands<WideForm<TN>>>.BWide);
        Assert.Equal(Wide.AlongDepth, TransposedProduct<ProductOperands<WideForm<NT>>>.AWide);
        Assert.False(TransposedProduct<ProductOperands<NN>>.ARunsAlongDepth);
        Assert.True(TransposedProduct<ProductOperands<NN>>.BRunsAlongDepth);
    }

    public void Dispose() => device.Dispose();

    private void Check<TForm>(string kernel, int matrices, int rows, int columns, int depth, int slices)
        where TForm : struct, IProductForm
    {
        float[] left = Values.Random(matrices * rows * depth, 1), right = Values.Random(matrices * depth * columns, 2), bias = Values.Random(columns, 3);
        var o = new ProductOperands<TForm>
        {
            Left = device.View(left), Right = device.View(right), Bias = device.View(bias), Results = device.Room(matrices * rows * columns),
            MatrixCount = matrices, RowCount = rows, ColumnCount = columns, DepthCount = depth,
        };
        int length = (depth + slices * 8 - 1) / (slices * 8) * 8;
        switch (kernel)
        {
            case nameof(Tile128):
                Run(DeviceProduct.Tile<ProductOperands<TForm>, Tile128>, o, length, 128, 128, 256);
                break;
            case nameof(Tile64):
                Run(DeviceProduct.Tile<ProductOperands<TForm>, Tile64>, o, length, 64, 64, 128);
                break;
            case "Tensor128":
                Run(DeviceProduct.TensorTile<ProductOperands<TForm>, Tile128, ShuffledCore>, o, length, 128, 128, 256);
                break;
            case "Tensor64":
                Run(DeviceProduct.TensorTile<ProductOperands<TForm>, Tile64, ShuffledCore>, o, length, 64, 64, 128);
                break;
            case "Skinny":
                Run(DeviceProduct.Skinny, o, length, 8, TForm.IsBTransposed ? 32 : 128, 256);
                break;
            default:
                Run(DeviceProduct.Skinny, TransposedProduct<ProductOperands<TForm>>.Of(o), length, 8, TForm.IsATransposed ? 128 : 32, 256);
                break;
        }

        float[] found = device.Read(o.Results);
        float[] expected = Expected<TForm>(left, right, bias, matrices, rows, columns, depth);
        Values.Near(expected, found, 4e-7f * MathF.Sqrt(depth) + 1e-6f);
    }

    private void Run<T>(Action<T, ArrayView<float>, int> kernel, T o, int length, int height, int width, int threads)
        where T : struct, IProduct<T>
    {
        int results = T.Matrices(o) * T.Rows(o) * T.Columns(o), slices = (T.Depth(o) + length - 1) / length;
        ArrayView<float> partials = device.Room(slices * results);
        device.Run(kernel, DeviceProduct.Groups(o, new ProductPlan(default, length, slices), height, width, threads), o, partials, length);
        if (slices > 1)
        {
            device.Run(DeviceProduct.Reduce, Grids.Elements(results), o, partials, slices);
        }
    }

    private static float[] Expected<TForm>(float[] left, float[] right, float[] bias, int matrices, int rows, int columns, int depth)
        where TForm : struct, IProductForm
    {
        var results = new float[matrices * rows * columns];
        for (int i = 0; i < results.Length; i++)
        {
            int n = i % columns, m = i / columns % rows, z = i / columns / rows;
            double sum = bias[n];
            for (int k = 0; k < depth; k++)
            {
                int a = TForm.IsATransposed ? (z * depth + k) * rows + m : (z * rows + m) * depth + k;
                int b = TForm.IsBTransposed ? (z * columns + n) * depth + k : (z * depth + k) * columns + n;
                sum += (double)left[a] * right[b];
            }

            results[i] = (float)sum;
        }

        return results;
    }
}
