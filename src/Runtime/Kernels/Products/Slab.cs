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
        float* slab = Reserve<TSimd, TVector>(grid, channels, pieceRows);
        for (int channel = 0; channel < channels; channel++)
        {
            grid.FillPlane(slab + (nint)channel * plane, source + (nint)channel * grid.ImageHeight * grid.ImageWidth, row, rows);
        }

        return slab;
    }

    /// <summary>Grows this thread's slab to what <see cref="Fill"/> takes.</summary>
    public static float* Reserve<TSimd, TVector>(in WindowGrid grid, int channels, int pieceRows)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // Whole vectors are read, so two may begin on the last value.
        return Scratch.Get(ScratchUse.Image, (long)channels * grid.PlaneFloats(pieceRows) + 2 * TSimd.Lanes);
    }
}
