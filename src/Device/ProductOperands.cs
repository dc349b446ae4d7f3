using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Whether four neighbours of a factor lie side by side, aligned at 16 bytes, so that one load of 128 bits fetches them.</summary>
internal enum Wide
{
    None,

    /// <summary>Along the axis that the product sums over, whose extent is a multiple of four.</summary>
    AlongDepth,

    /// <summary>Along the rows of the first factor, or the columns of the second, whose number is a multiple of four.</summary>
    AlongSide,
}

/// <summary>Four floats, loaded at once.</summary>
internal struct F4
{
    public float X, Y, Z, W;

    /// <summary>Elements <paramref name="index"/> to <paramref name="index"/> + 3; a multiple of four.</summary>
    public static F4 At(ArrayView<float> view, int index) => view.Cast<F4>()[index >> 2];

    /// <summary>Stores them at <paramref name="index"/> and behind; a multiple of four.</summary>
    public static void Put(ArrayView<float> view, int index, F4 values) => view.Cast<F4>()[index >> 2] = values;

    public static F4 Times(F4 values, float factor) =>
        new() { X = values.X * factor, Y = values.Y * factor, Z = values.Z * factor, W = values.W * factor };

    /// <summary>sums += factor·values.</summary>
    public static void AddProduct(ref F4 sums, float factor, F4 values)
    {
        sums.X += factor * values.X;
        sums.Y += factor * values.Y;
        sums.Z += factor * values.Z;
        sums.W += factor * values.W;
    }

    /// <summary>sum + a·b, over the four one after another.</summary>
    public static float AddDot(float sum, F4 a, F4 b) => sum + a.X * b.X + a.Y * b.Y + a.Z * b.Z + a.W * b.W;
}

/// <summary>C[z,m,n] = Σₖ A[z,m,k]·B[z,k,n]: where the factors' elements lie, and what becomes of a result. Implemented by the operands
/// structs of a network, whose constants fold into the kernels.</summary>
/// <typeparam name="T">The struct itself: a kernel's parameter.</typeparam>
internal interface IProduct<T>
    where T : struct, IProduct<T>
{
    static abstract int Matrices(T o);

    static abstract int Rows(T o);

    static abstract int Columns(T o);

    static abstract int Depth(T o);

    static abstract Wide AWide { get; }

    static abstract Wide BWide { get; }

    /// <summary>Whether neighbours along the depth lie nearer to each other than neighbours along the rows: which elements a warp should fetch
    /// together. The same as <see cref="AWide"/> says where that is not <see cref="Wide.None"/>.</summary>
    static abstract bool ARunsAlongDepth { get; }

    /// <summary>The same of the second factor, against neighbours along the columns.</summary>
    static abstract bool BRunsAlongDepth { get; }

    static abstract float A(T o, int z, int m, int k);

    /// <summary>Four elements along the axis of <see cref="AWide"/>, from a multiple of four.</summary>
    static abstract F4 A4(T o, int z, int m, int k);

    static abstract float B(T o, int z, int k, int n);

    /// <summary>Four elements along the axis of <see cref="BWide"/>, from a multiple of four.</summary>
    static abstract F4 B4(T o, int z, int k, int n);

    static abstract void Store(T o, int z, int m, int n, float sum);
}

/// <summary>Cᵀ = Bᵀ·Aᵀ: a product with its factors exchanged, so that what is written for few rows also does few columns, and what fetches the
/// first factor also fetches the second.</summary>
internal struct TransposedProduct<T> : IProduct<TransposedProduct<T>>
    where T : struct, IProduct<T>
{
    public T Product;

    public static Wide AWide => T.BWide;

    public static Wide BWide => T.AWide;

    public static bool ARunsAlongDepth => T.BRunsAlongDepth;

    public static bool BRunsAlongDepth => T.ARunsAlongDepth;

    public static TransposedProduct<T> Of(T product) => new() { Product = product };

    public static int Matrices(TransposedProduct<T> o) => T.Matrices(o.Product);

    public static int Rows(TransposedProduct<T> o) => T.Columns(o.Product);

    public static int Columns(TransposedProduct<T> o) => T.Rows(o.Product);

    public static int Depth(TransposedProduct<T> o) => T.Depth(o.Product);

    public static float A(TransposedProduct<T> o, int z, int m, int k) => T.B(o.Product, z, k, m);

    public static F4 A4(TransposedProduct<T> o, int z, int m, int k) => T.B4(o.Product, z, k, m);

    public static float B(TransposedProduct<T> o, int z, int k, int n) => T.A(o.Product, z, n, k);

    public static F4 B4(TransposedProduct<T> o, int z, int k, int n) => T.A4(o.Product, z, n, k);

    public static void Store(TransposedProduct<T> o, int z, int m, int n, float sum) => T.Store(o.Product, z, n, m, sum);
}
