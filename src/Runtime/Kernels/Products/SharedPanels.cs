namespace CompiledNets.Kernels;

/// <summary>C[m,n] (+)= A·B for many rows: all panels of B are packed once, by all threads, before any block of rows reads them.</summary>
internal readonly unsafe struct SharedPanels<TColumns>(RowOperand a, TColumns b, float* c, int m, int n, int k, bool accumulate) : ISimdAction
    where TColumns : struct, IColumnOperand
{
    // Fewer rows read a panel too seldom to pay for a copy that all threads share; a narrow matrix is one panel anyway.
    private const int LeastRows = 96, LeastColumns = 64;
    private const long MostFloats = 1 << 26;

    public static bool Pay(TColumns b, int m, int n, int k) =>
        m >= LeastRows && n >= LeastColumns && (long)k * n <= MostFloats && !b.PaysInPlace(m);

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = Product<TSimd, TVector>.PanelWidth;

        // One more row, since packing may write past the last one.
        float* panels = Scratch.Get(ScratchUse.Panels, ((long)n + width - 1) / width * width * k + width);
        new PanelPacking<TColumns>(b, panels, n, k).Run<TSimd, TVector>();
        new PackedProduct(a, panels, c, m, n, k, default, accumulate).Run<TSimd, TVector>();
    }
}
