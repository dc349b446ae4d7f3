namespace CompiledNets.Kernels;

/// <summary>Fills a thread's slab: see <see cref="WindowGrid"/>.</summary>
internal static unsafe class Slab
{
    /// <summary>Copies what some grid rows read of all channels.</summary>
    /// <param name="pieceRows">The grid rows that the channels' distance is made for: at least <paramref name="rows"/>.</param>
    public static float* Fill<TSimd, TVector>(in WindowGrid grid, float* source, int channels, int row, int rows, int pieceRows)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int plane = grid.PlaneFloats(pieceRows);

        // Whole vectors are read, so two may begin on the last value.
        float* slab = Scratch.Get(ScratchUse.Image, (long)channels * plane + 2 * TSimd.Lanes);
        for (int channel = 0; channel < channels; channel++)
        {
            grid.FillPlane(slab + (nint)channel * plane, source + (nint)channel * grid.ImageHeight * grid.ImageWidth, row, rows);
        }

        return slab;
    }
}
