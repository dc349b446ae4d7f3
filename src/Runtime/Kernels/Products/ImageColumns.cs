using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>The columns of a convolution seen as a product, one per window, terms being (channel, tap): read from a slab as
/// they are needed, and never stored as a whole.</summary>
/// <param name="grid">The windows.</param>
/// <param name="slab">What the windows read, of all channels.</param>
/// <param name="offsets">For each term, its offset in the slab.</param>
internal readonly unsafe struct ImageColumns(WindowGrid grid, float* slab, int* offsets) : IColumnOperand
{
    public bool IsDirect => false;

    public nint Step => throw new NotSupportedException();

    public float* At(int k, int column) => throw new NotSupportedException();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack<TSimd, TVector>(float* panel, int width, int k, int depth, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        const int WidestPanel = 32;
        SlabRun* runs = stackalloc SlabRun[WidestPanel];
        int count = grid.FindRuns(column, columns, runs);
        for (int term = k; term < k + depth; term++)
        {
            WindowGrid.CopyRuns<TSimd, TVector>(panel, slab + offsets[term], runs, count);
            panel += width;
        }
    }
}
