using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary><see cref="WinogradOutput{TSimd, TVector}"/> of which only the largest of each 2×2 outputs is stored: a tile has 2×2 of them.</summary>
internal static unsafe class WinogradPooledOutput<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int Size = 6, WidestVector = 16, Pooled = WinogradTiles.Outputs / 2;

    /// <summary>Transforms and pools one row of tiles of one filter.</summary>
    /// <param name="products">The first tile's product at position 0; the next tile's is the next one.</param>
    /// <param name="position">Floats from one position to the next.</param>
    /// <param name="columns">Tiles in the row.</param>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(float* products, nint position, int columns, in WinogradTarget target)
    {
        float* room = stackalloc float[WinogradOutput<TSimd, TVector>.HalfFloats + (Pooled + 1) * WidestVector];
        float* half = room + (-(nint)room & 63) / sizeof(float), edge = half + WinogradOutput<TSimd, TVector>.HalfFloats;
        TVector shift = TSimd.Create(target.Bias);
        int rows = target.Rows, width = target.Width;
        bool relu = target.Relu;
        for (int column = 0; column < columns; column += TSimd.Lanes)
        {
            WinogradOutput<TSimd, TVector>.Columns(products + column, position, half);
            float* load = half, store = target.Y + Pooled * column;
            int outputs = width - Pooled * column;
            for (int row = 0; row < rows; row++)
            {
                WinogradOutput<TSimd, TVector>.Outputs(load, out var a0, out var a1, out var a2, out var a3);
                WinogradOutput<TSimd, TVector>.Outputs(load + Size * TSimd.Lanes, out var b0, out var b1, out var b2, out var b3);
                TVector left = TSimd.Add(TSimd.Max(TSimd.Max(a0, a1), TSimd.Max(b0, b1)), shift);
                TVector right = TSimd.Add(TSimd.Max(TSimd.Max(a2, a3), TSimd.Max(b2, b3)), shift);
                if (relu)
                {
                    (left, right) = (TSimd.Relu(left), TSimd.Relu(right));
                }

                Pairs<TSimd, TVector>.Join(left, right, out TVector low, out TVector high);
                bool whole = outputs >= Pooled * TSimd.Lanes;
                float* to = whole ? store : edge;
                TSimd.Store(to, low);
                TSimd.Store(to + TSimd.Lanes, high);
                if (!whole)
                {
                    new ReadOnlySpan<float>(edge, outputs).CopyTo(new Span<float>(store, outputs));
                }

                load += 2 * Size * TSimd.Lanes;
                store += width;
            }
        }
    }
}
