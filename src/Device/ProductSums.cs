namespace CompiledNets.Accelerated;

/// <summary>Eight sums of a thread: a row of them.</summary>
internal struct Sums8
{
    public F4 Left, Right;

    /// <summary>sums += factor·(left, right).</summary>
    public static void AddProduct(ref Sums8 sums, float factor, F4 left, F4 right)
    {
        F4.AddProduct(ref sums.Left, factor, left);
        F4.AddProduct(ref sums.Right, factor, right);
    }
}

/// <summary>The sums of a thread: eight rows of eight, or of four with <see cref="Sums8.Right"/> unused. Fields and no array: ILGPU keeps fields
/// in registers, while an index that varies moves an array to memory.</summary>
internal struct Sums64
{
    public Sums8 Row0, Row1, Row2, Row3, Row4, Row5, Row6, Row7;

    /// <summary>sums += (top, bottom)·(left, right)ᵀ: 64 multiplications and additions.</summary>
    public static void AddOuter(ref Sums64 sums, F4 top, F4 bottom, F4 left, F4 right)
    {
        Sums8.AddProduct(ref sums.Row0, top.X, left, right);
        Sums8.AddProduct(ref sums.Row1, top.Y, left, right);
        Sums8.AddProduct(ref sums.Row2, top.Z, left, right);
        Sums8.AddProduct(ref sums.Row3, top.W, left, right);
        Sums8.AddProduct(ref sums.Row4, bottom.X, left, right);
        Sums8.AddProduct(ref sums.Row5, bottom.Y, left, right);
        Sums8.AddProduct(ref sums.Row6, bottom.Z, left, right);
        Sums8.AddProduct(ref sums.Row7, bottom.W, left, right);
    }

    /// <summary>The same over the left half alone: 32 multiplications and additions.</summary>
    public static void AddOuter(ref Sums64 sums, F4 top, F4 bottom, F4 left)
    {
        F4.AddProduct(ref sums.Row0.Left, top.X, left);
        F4.AddProduct(ref sums.Row1.Left, top.Y, left);
        F4.AddProduct(ref sums.Row2.Left, top.Z, left);
        F4.AddProduct(ref sums.Row3.Left, top.W, left);
        F4.AddProduct(ref sums.Row4.Left, bottom.X, left);
        F4.AddProduct(ref sums.Row5.Left, bottom.Y, left);
        F4.AddProduct(ref sums.Row6.Left, bottom.Z, left);
        F4.AddProduct(ref sums.Row7.Left, bottom.W, left);
    }

    /// <summary>Row number <paramref name="row"/>, by branches that all threads of a group take together.</summary>
    public static Sums8 Row(ref Sums64 sums, int row)
    {
        if (row < 4)
        {
            return row < 2 ? row == 0 ? sums.Row0 : sums.Row1 : row == 2 ? sums.Row2 : sums.Row3;
        }

        return row < 6 ? row == 4 ? sums.Row4 : sums.Row5 : row == 6 ? sums.Row6 : sums.Row7;
    }
}
