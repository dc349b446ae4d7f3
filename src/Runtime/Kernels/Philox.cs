using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>Random values computed from (seed, step, place, element) alone: Philox 4×32-10 (Salmon et al. 2011, "Parallel random
/// numbers: as easy as 1, 2, 3").</summary>
/// <remarks>
/// The seed is the key. The counter's words are block, place, and two for the step, the block's own high bits on top of the step's;
/// so values are distinct while steps stay below 2⁴⁸ and elements below 2⁵⁰. A counter gives four words. Elements go in groups of 32,
/// eight counters: element 32g + 8w + l is word w of counter 8g + l, so that eight counters at once give runs of eight elements, and
/// any slice of the elements has the values that it has in the whole. Places of graph nodes are not negative;
/// negative places belong to initial parameters.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Philox
{
    private const int GroupSize = 32;

    private interface IDistribution
    {
        /// <summary>Turns the 32 words of a group into 32 values.</summary>
        void Convert(ReadOnlySpan<uint> words, Span<float> values);
    }

    /// <summary>Uniform 32-bit words.</summary>
    public static void FillBits(ulong seed, ulong step, int place, long firstElement, Span<uint> bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstElement);
        Span<uint> words = stackalloc uint[GroupSize];
        for (int done = 0; done < bits.Length;)
        {
            long group = (firstElement + done) / GroupSize;
            int skipped = (int)((firstElement + done) % GroupSize), count = Math.Min(GroupSize - skipped, bits.Length - done);
            FillGroup(seed, step, place, group, words);
            words.Slice(skipped, count).CopyTo(bits[done..]);
            done += count;
        }
    }

    /// <summary>Uniform values in [0, 1), multiples of 2⁻²⁴.</summary>
    public static void FillUniform(ulong seed, ulong step, int place, long firstElement, Span<float> values) =>
        Fill(seed, step, place, firstElement, values, default(Uniform));

    /// <summary>Values of the standard normal distribution, by Box and Muller (1958).</summary>
    public static void FillNormal(ulong seed, ulong step, int place, long firstElement, Span<float> values) =>
        Fill(seed, step, place, firstElement, values, default(Normal));

    /// <summary>1 / keepProbability with that probability, else 0: what dropout multiplies by.</summary>
    public static void DropoutMask(
        ulong seed, ulong step, int place, long firstElement, float keepProbability, Span<float> mask) =>
        Fill(seed, step, place, firstElement, mask, new Keep(keepProbability));

    /// <summary>One counter's four words.</summary>
    internal static (uint, uint, uint, uint) Block(uint c0, uint c1, uint c2, uint c3, uint key0, uint key1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0, product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            key0 += KeyStep0;
            key1 += KeyStep1;
        }

        return (c0, c1, c2, c3);
    }

    [SkipLocalsInit]
    private static void Fill<TDistribution>(
        ulong seed, ulong step, int place, long firstElement, Span<float> values, TDistribution distribution)
        where TDistribution : struct, IDistribution
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstElement);
        Span<uint> words = stackalloc uint[GroupSize];
        Span<float> whole = stackalloc float[GroupSize];
        for (int done = 0; done < values.Length;)
        {
            long group = (firstElement + done) / GroupSize;
            int skipped = (int)((firstElement + done) % GroupSize), count = Math.Min(GroupSize - skipped, values.Length - done);
            FillGroup(seed, step, place, group, words);
            if (count == GroupSize)
            {
                distribution.Convert(words, values.Slice(done, GroupSize));
            }
            else
            {
                distribution.Convert(words, whole);
                whole.Slice(skipped, count).CopyTo(values[done..]);
            }

            done += count;
        }
    }
}
