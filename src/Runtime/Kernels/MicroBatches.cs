using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>How a batch is cut into micro-batches, over which gradients are summed one after the other, and how many samples go forward and
/// back before they are: threads may want more than one micro-batch, but their sums follow each other as on one thread, to the bit.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MicroBatches
{
    // A thread's kernels take several samples at once.
    private const int SamplesAThread = 8;

    /// <param name="samples">Samples in the batch.</param>
    /// <param name="most">Samples in a micro-batch of a large batch.</param>
    public MicroBatches(int samples, int most)
    {
        int count = Math.Max(1, Ceiling(samples, most));
        Length = Math.Max(1, Ceiling(samples, count));
        AtHand = Math.Min(samples, Ceiling(WorkPool.Threads * Math.Min(Length, SamplesAThread), Length) * Length);
    }

    /// <summary>Samples in a micro-batch; the last may have fewer. It depends on nothing but the batch.</summary>
    public int Length { get; }

    /// <summary>Samples that go forward and back at once: some micro-batches.</summary>
    public int AtHand { get; }

    private static int Ceiling(int count, int divisor) => (int)(((long)count + divisor - 1) / divisor);
}
