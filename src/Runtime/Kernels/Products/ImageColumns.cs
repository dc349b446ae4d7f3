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

    public bool PaysInPlace(int rows) => false;

    public nint Step => throw new NotSupportedException();

    public float* At(int k, int column) => throw new NotSupportedException();

    public bool PackTogether<TSimd, TVector>(float* panels, int depth, int column, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => false;

    public int MultiplyRow<TSimd, TVector>(float* row, int k, int depth, int column, int columns, float* c, bool add)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack<TSimd, TVector>(float* panel, int width, int k, int depth, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        const int WidestPanel = 32;
        SlabRun* runs = stackalloc SlabRun[WidestPanel];
        int count = grid.FindRuns(column, columns, runs);
        if (count <= 2)
        {
            PackTwoRuns<TSimd, TVector>(panel, width, k, depth, runs[0], count == 2 ? runs[1] : runs[0]);
            return;
        }

        for (int term = k; term < k + depth; term++)
        {
            WindowGrid.CopyRuns<TSimd, TVector>(panel, slab + offsets[term], runs, count);
            panel += width;
        }
    }

    /// <summary>Two runs, blended in registers: much of what wide images need, without a store across cache lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackTwoRuns<TSimd, TVector>(float* panel, int width, int k, int depth, SlabRun first, SlabRun second)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector mask0 = LaneMask.First<TSimd, TVector>(first.Length);
        TVector mask1 = LaneMask.First<TSimd, TVector>(first.Length - TSimd.Lanes);
        bool wide = width > TSimd.Lanes;
        int position0 = first.Position, position1 = second.Position - second.Target;
        for (int term = k; term < k + depth; term++)
        {
            float* source0 = slab + offsets[term] + position0, source1 = slab + offsets[term] + position1;
            TSimd.Store(panel, TSimd.Select(mask0, TSimd.Load(source0), TSimd.Load(source1)));
            if (wide)
            {
                source0 += TSimd.Lanes;
                source1 += TSimd.Lanes;
                TSimd.Store(panel + TSimd.Lanes, TSimd.Select(mask1, TSimd.Load(source0), TSimd.Load(source1)));
            }

            panel += width;
        }
    }
}
