namespace CompiledNets.Kernels;

/// <summary>A product that a recurrent layer repeats at each step: C[samples, columns] (+)= A[samples, depth]·B, with B packed once into
/// panels of four vectors of columns, panel after panel. C's rows have room for whole panels.</summary>
/// <remarks>Each sum is a chain over chunks of <see cref="Product{TSimd, TVector}.ChunkDepth"/> terms, whose sums are added in order: what a
/// sample gives does not depend on the others, nor on which product of this library computes it.</remarks>
internal static unsafe class RecurrentProduct<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    public static int PanelWidth => 4 * TSimd.Lanes;

    /// <param name="packed">Room for <see cref="RecurrentPacking.Floats"/>.</param>
    public static void Pack<TColumns>(in TColumns b, int columns, int depth, float* packed)
        where TColumns : struct, IColumnOperand
    {
        for (int column = 0; column < columns; column += PanelWidth)
        {
            int inPanel = Math.Min(PanelWidth, columns - column);
            if (inPanel < PanelWidth)
            {
                // The last columns do not exist: zeros, for what lies in memory could be slow to multiply.
                new Span<float>(packed, PanelWidth * depth).Clear();
            }

            b.Pack<TSimd, TVector>(packed, PanelWidth, 0, depth, column, inPanel);
            packed += PanelWidth * depth;
        }
    }

    /// <summary>The product with panels from <paramref name="packed"/> on.</summary>
    /// <param name="cRow">Floats from one row of C to the next.</param>
    public static void Run(int samples, int columns, int depth, float* a, float* packed, float* c, nint cRow, bool accumulate)
    {
        int tiles = (samples + RecurrentTile<TSimd, TVector>.MostRows - 1) / RecurrentTile<TSimd, TVector>.MostRows;
        for (int column = 0; column < columns; column += PanelWidth)
        {
            for (int k = 0; k < depth; k += Product<TSimd, TVector>.ChunkDepth)
            {
                int chunk = Math.Min(Product<TSimd, TVector>.ChunkDepth, depth - k);
                for (int tile = 0, row = 0; tile < tiles; tile++)
                {
                    int next = (int)((long)samples * (tile + 1) / tiles);
                    RecurrentTile<TSimd, TVector>.Run(
                        next - row, chunk, a + (nint)row * depth + k, depth, packed, c + row * cRow + column, cRow, accumulate || k > 0);
                    row = next;
                }

                packed += PanelWidth * chunk;
            }
        }
    }
}
