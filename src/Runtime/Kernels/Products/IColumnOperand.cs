namespace CompiledNets.Kernels;

/// <summary>The right operand of a product.</summary>
internal unsafe interface IColumnOperand
{
    /// <summary>Copies terms k to k + depth of some columns to <c>panel[depth, width]</c>, which is one or two vectors wide;
    /// what it holds past the last column means nothing, and so does one more row.</summary>
    void Pack<TSimd, TVector>(float* panel, int width, int k, int depth, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>Copies all terms to <paramref name="count"/> whole panels, one after another, if that is quicker than panel by panel.</summary>
    /// <returns>Whether it was done.</returns>
    bool PackTogether<TSimd, TVector>(float* panels, int depth, int column, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>Whether vectors of columns can be loaded where they are, at <see cref="At"/> with <see cref="Step"/> floats
    /// from one term to the next.</summary>
    bool IsDirect { get; }

    /// <summary>Whether <paramref name="rows"/> rows, several tiles, had better read panels where they are than from a copy.</summary>
    bool PaysInPlace(int rows);

    float* At(int k, int column);

    nint Step { get; }

    /// <summary>Multiplies a single row by the leading columns where they are, without packing: each element is read once, so a
    /// copy would cost more than the product. Sums are chains in the order of the terms, as in a tile.</summary>
    /// <param name="row">The row's terms, from <paramref name="k"/> on.</param>
    /// <param name="c">The sums' place.</param>
    /// <param name="add">Add to what is there, else overwrite.</param>
    /// <returns>How many of the columns were done, perhaps none.</returns>
    int MultiplyRow<TSimd, TVector>(float* row, int k, int depth, int column, int columns, float* c, bool add)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
