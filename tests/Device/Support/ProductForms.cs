using CompiledNets.Accelerated;
using ILGPU;

namespace CompiledNets.Device.Tests;

/// <summary>How the factors of a test's product lie.</summary>
internal interface IProductForm
{
    /// <summary>Whether the first factor is kept transposed: rows side by side.</summary>
    static abstract bool IsATransposed { get; }

    /// <summary>Whether the second factor is kept transposed: depths side by side.</summary>
    static abstract bool IsBTransposed { get; }

    /// <summary>Whether four neighbours may be loaded at once.</summary>
    static abstract bool IsWide { get; }
}

internal struct NN : IProductForm
{
    public static bool IsATransposed => false;

    public static bool IsBTransposed => false;

    public static bool IsWide => false;
}

internal struct NT : IProductForm
{
    public static bool IsATransposed => false;

    public static bool IsBTransposed => true;

    public static bool IsWide => false;
}

internal struct TN : IProductForm
{
    public static bool IsATransposed => true;

    public static bool IsBTransposed => false;

    public static bool IsWide => false;
}

/// <summary>A form whose runs are multiples of four.</summary>
internal struct WideForm<TForm> : IProductForm
    where TForm : struct, IProductForm
{
    public static bool IsATransposed => TForm.IsATransposed;

    public static bool IsBTransposed => TForm.IsBTransposed;

    public static bool IsWide => true;
}

/// <summary>A test's product, of plain matrices side by side, with a bias for each column.</summary>
internal struct ProductOperands<TForm> : IProduct<ProductOperands<TForm>>
    where TForm : struct, IProductForm
{
    public ArrayView<float> Left, Right, Bias, Results;

    public int MatrixCount, RowCount, ColumnCount, DepthCount;

    public static Wide AWide => !TForm.IsWide ? Wide.None : TForm.IsATransposed ? Wide.AlongSide : Wide.AlongDepth;

    public static Wide BWide => !TForm.IsWide ? Wide.None : TForm.IsBTransposed ? Wide.AlongDepth : Wide.AlongSide;

    public static bool ARunsAlongDepth => !TForm.IsATransposed;

    public static bool BRunsAlongDepth => TForm.IsBTransposed;

    public static int Matrices(ProductOperands<TForm> o) => o.MatrixCount;

    public static int Rows(ProductOperands<TForm> o) => o.RowCount;

    public static int Columns(ProductOperands<TForm> o) => o.ColumnCount;

    public static int Depth(ProductOperands<TForm> o) => o.DepthCount;

    public static float A(ProductOperands<TForm> o, int z, int m, int k) => o.Left[IndexA(o, z, m, k)];

    public static F4 A4(ProductOperands<TForm> o, int z, int m, int k) => F4.At(o.Left, IndexA(o, z, m, k));

    public static float B(ProductOperands<TForm> o, int z, int k, int n) => o.Right[IndexB(o, z, k, n)];

    public static F4 B4(ProductOperands<TForm> o, int z, int k, int n) => F4.At(o.Right, IndexB(o, z, k, n));

    public static void Store(ProductOperands<TForm> o, int z, int m, int n, float sum) =>
        o.Results[(z * o.RowCount + m) * o.ColumnCount + n] = sum + o.Bias[n];

    private static int IndexA(ProductOperands<TForm> o, int z, int m, int k) =>
        z * o.RowCount * o.DepthCount + (TForm.IsATransposed ? k * o.RowCount + m : m * o.DepthCount + k);

    private static int IndexB(ProductOperands<TForm> o, int z, int k, int n) =>
        z * o.DepthCount * o.ColumnCount + (TForm.IsBTransposed ? n * o.DepthCount + k : k * o.ColumnCount + n);
}
