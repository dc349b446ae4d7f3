using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>How a batch is cut into slices that run on different cores: by its size and the work of a sample. What a sample gives does not
/// depend on its slice, so the cut may follow the number of threads, and results still do not.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Slices
{
    // A slice should outweigh handing it to another core by far; below that, rows that share packed weights pay for a slice too.
    private const long FlopsWorthASlice = 2_000_000;
    private const int SlicesOfASmallBatch = 16;

    // What a slice keeps for itself should stay in a core's cache, and is bounded however large the batch.
    private const int FloatsOfASlice = 1 << 20;

    /// <summary>Samples in a slice.</summary>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="flopsPerSample">Floating-point operations of one sample.</param>
    /// <param name="floatsPerSample">Floats of slice memory that one sample takes.</param>
    /// <param name="together">How many samples a slice should have, where the batch has them: kernels that go through their weights
    /// once for all samples of a slice say so. Threads that would have no slice are worth more than that.</param>
    /// <remarks>Inlined, so that the divisions by what the compiler knows are done when the caller is compiled.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Length(int samples, long flopsPerSample, int floatsPerSample, int together = 1)
    {
        if (together > 1)
        {
            together = Math.Min(together, Count(samples, WorkPool.Threads));
        }

        long enough = (FlopsWorthASlice + flopsPerSample - 1) / Math.Max(1, flopsPerSample);
        int even = (samples + SlicesOfASmallBatch - 1) / SlicesOfASmallBatch;
        int most = Math.Max(1, FloatsOfASlice / Math.Max(1, floatsPerSample));
        int length = (int)Math.Clamp(Math.Max(Math.Max(enough, even), together), 1, Math.Max(1, Math.Min(samples, most)));
        return length < samples ? Math.Min(EvenLength(samples, length, isLeast: together > 1 && length >= together), most) : length;
    }

    // Seven slices keep one of two cores, or of four, waiting at the end; eight do not. Where they may not become shorter, six have to do.
    private static int EvenLength(int samples, int length, bool isLeast)
    {
        int slices = (samples + length - 1) / length;
        if (slices <= (isLeast ? Math.Max(2, WorkPool.Threads) : 2) || slices > SlicesOfASmallBatch)
        {
            return length;
        }

        int even = isLeast ? slices / 2 * 2 : (slices + 3) / 4 * 4;
        return (samples + even - 1) / even;
    }

    /// <summary>Slices in a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(int samples, int sliceLength) =>
        samples <= sliceLength ? Math.Min(samples, 1) : (samples + sliceLength - 1) / sliceLength;
}
