using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>How a batch is cut into slices that run on different cores: by its size and the work of a sample alone, so that results
/// never depend on the number of threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Slices
{
    // A slice should outweigh handing it to another core by far; below that, rows that share packed weights pay for a slice too.
    private const long FlopsWorthASlice = 2_000_000;
    private const int MostSlices = 16;

    /// <summary>Samples in a slice.</summary>
    public static int Length(int samples, long flopsPerSample)
    {
        long enough = (FlopsWorthASlice + flopsPerSample - 1) / Math.Max(1, flopsPerSample);
        int even = (samples + MostSlices - 1) / MostSlices;
        return (int)Math.Clamp(Math.Max(enough, even), 1, Math.Max(1, samples));
    }

    /// <summary>Slices in a batch.</summary>
    public static int Count(int samples, int sliceLength) => (samples + sliceLength - 1) / sliceLength;
}
