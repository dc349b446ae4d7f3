using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>B[k, n]: the columns of one term lie next to each other.</summary>
internal readonly unsafe struct RowMajorColumns(float* b, int n) : IColumnOperand
{
    /// <summary>Rows are far apart, which no processor follows by itself: they are fetched this many ahead.</summary>
    private const int RowsAhead = 16, RowsAheadTogether = 4;

    /// <summary>Terms a multiple of these floats, a kilobyte, apart share few sets of the first-level cache.</summary>
    private const int CrowdedStep = 256;

    /// <summary>More rows than these read loads that cross cache lines so often that aligned copies pay.</summary>
    private const int RowsWorthAligning = 128;

    public bool IsDirect => true;

    public bool PaysInPlace(int rows) => n % CrowdedStep != 0 && (rows <= RowsWorthAligning || IsAligned);

    public nint Step => n;

    private bool IsAligned => ((nint)b | (nint)n * sizeof(float)) % CacheLine.Bytes == 0;

    public float* At(int k, int column) => b + (nint)k * n + column;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack<TSimd, TVector>(float* panel, int width, int k, int depth, int column, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* source = At(k, column);
        nint ahead = (nint)RowsAhead * n;
        if (columns == 2 * TSimd.Lanes)
        {
            for (int term = 0; term < depth; term++)
            {
                TSimd.Store(panel, TSimd.Load(source));
                TSimd.Store(panel + TSimd.Lanes, TSimd.Load(source + TSimd.Lanes));
                CacheLine.Fetch(source + ahead);
                CacheLine.Fetch(source + ahead + CacheLine.Floats);
                source += n;
                panel += width;
            }

            return;
        }

        for (int term = 0; term < depth; term++)
        {
            new ReadOnlySpan<float>(source, columns).CopyTo(new Span<float>(panel, columns));
            source += n;
            panel += width;
        }
    }

    // One panel alone would touch a page of memory for each 128 bytes, and rows are often a power of two apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool PackTogether<TSimd, TVector>(float* panels, int depth, int column, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* source = At(0, column);
        nint width = 2 * TSimd.Lanes, panel = width * depth, ahead = (nint)RowsAheadTogether * n;
        for (int term = 0; term < depth; term++)
        {
            float* from = source, to = panels;
            for (int index = 0; index < count; index++)
            {
                CacheLine.Fetch(from + ahead);
                CacheLine.Fetch(from + ahead + CacheLine.Floats);
                TSimd.Store(to, TSimd.Load(from));
                TSimd.Store(to + TSimd.Lanes, TSimd.Load(from + TSimd.Lanes));
                from += width;
                to += panel;
            }

            source += n;
            panels += width;
        }

        return true;
    }

    public int MultiplyRow<TSimd, TVector>(float* row, int k, int depth, int column, int columns, float* c, bool add)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => 0;
}
