namespace CompiledNets.Kernels;

/// <summary>Along one axis, the input places p = j·stride + remainder and the kernel places u that meet them.</summary>
internal readonly struct AxisPhase
{
    private readonly int kernel;
    private readonly int stride;
    private readonly int padding;
    private readonly int dilation;

    public AxisPhase(int remainder, int size, int kernel, int stride, int padding, int dilation)
    {
        (Remainder, this.kernel, this.stride, this.padding, this.dilation) = (remainder, kernel, stride, padding, dilation);
        Count = (size - remainder + stride - 1) / stride;
        int least = int.MaxValue, most = int.MinValue;
        for (int tap = NextTap(-1); tap < kernel; tap = NextTap(tap))
        {
            TapCount++;
            least = Math.Min(least, Shift(tap));
            most = Math.Max(most, Shift(tap));
        }

        FirstShift = TapCount == 0 ? 0 : least;
        Span = TapCount == 0 ? 1 : most - least + 1;
    }

    public int Remainder { get; }

    /// <summary>Input places.</summary>
    public int Count { get; }

    /// <summary>Kernel places that meet them; may be none.</summary>
    public int TapCount { get; }

    /// <summary>The least <see cref="Shift"/>.</summary>
    public int FirstShift { get; }

    /// <summary>Output places from the least to the greatest shift.</summary>
    public int Span { get; }

    /// <summary>The kernel place that meets these input places after <paramref name="tap"/>; the kernel's size if none does.</summary>
    public int NextTap(int tap)
    {
        do
        {
            tap++;
        }
        while (tap < kernel && (Remainder + padding - tap * dilation) % stride != 0);
        return tap;
    }

    /// <summary>Kernel place <paramref name="tap"/> joins input place j to output place j + shift.</summary>
    public int Shift(int tap) => (Remainder + padding - tap * dilation) / stride;
}
