using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>What each value of an input has to do with a score, for some samples: what <see cref="Explain"/> finds.</summary>
public class Attribution
{
    private readonly float[] values;

    internal Attribution(EntryColumn input, ImmutableArray<int> scores, float[] values)
    {
        Input = input;
        Scores = scores;
        this.values = values;
    }

    /// <summary>The input's name and shape.</summary>
    public EntryColumn Input { get; }

    /// <summary>Samples.</summary>
    public int Count => Scores.Length;

    /// <summary>For each sample, which value of the output was explained.</summary>
    public ImmutableArray<int> Scores { get; }

    /// <summary>One number for each value of the input, samples one after another.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The numbers of one sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> Of(int sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, Count);
        return values.AsSpan(sample * Input.Size, Input.Size);
    }

    /// <summary>How much each value of one sample matters, whatever its sign; of an image (channels, height, width) each pixel, by the
    /// greatest of its channels (Simonyan, Vedaldi and Zisserman 2013, section 3.1): a map to look at.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public float[] Magnitudes(int sample)
    {
        ReadOnlySpan<float> signed = Of(sample);
        int channels = Input.Shape.Length == 3 ? Input.Shape[0] : 1;
        float[] map = new float[signed.Length / channels];
        for (int index = 0; index < signed.Length; index++)
        {
            ref float greatest = ref map[index % map.Length];
            greatest = Math.Max(greatest, Math.Abs(signed[index]));
        }

        return map;
    }
}

/// <summary>An <see cref="Attribution"/> whose values sum up to what was to be explained: the score's change from the baseline to the
/// sample, up to the error of the integral.</summary>
public sealed class IntegratedAttribution : Attribution
{
    internal IntegratedAttribution(EntryColumn input, ImmutableArray<int> scores, float[] values, ImmutableArray<double> gaps)
        : base(input, scores, values) => CompletenessGaps = gaps;

    /// <summary>For each sample, the sum of its values less the score's change from the baseline to it. 0 by the axiom of completeness
    /// (Sundararajan, Taly and Yan 2017, proposition 1) but for the sum that stands for the integral: where it is large beside the
    /// change, take more steps.</summary>
    public ImmutableArray<double> CompletenessGaps { get; }
}
