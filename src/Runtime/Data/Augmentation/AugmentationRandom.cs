using CompiledNets.Kernels;

namespace CompiledNets;

/// <summary>Chance for one sample in one epoch: the same on every machine.</summary>
public struct AugmentationRandom
{
    private ulong state;

    /// <summary>Chance that depends on three numbers alone.</summary>
    /// <param name="seed">The augmentation's seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="sample">Which sample of the column.</param>
    public AugmentationRandom(ulong seed, ulong epoch, ulong sample)
    {
        state = Permutation.Seed(Permutation.Seed(seed, epoch), sample);
    }

    /// <summary>A number from <paramref name="low"/> on, below <paramref name="high"/>, in steps of 2⁻²⁴ of the range.</summary>
    public float Between(float low, float high) => low + (high - low) * ((Permutation.SplitMix(ref state) >> 40) * (1f / (1 << 24)));

    /// <summary>A whole number from 0 on, below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)Math.BigMul(Permutation.SplitMix(ref state), (ulong)Hyperparameter.AtLeast(1, count, nameof(count)), out _);

    /// <summary>True with this probability.</summary>
    public bool Happens(double probability) => Between(0, 1) < probability;

    /// <summary>Fills with values of the standard normal distribution.</summary>
    public void FillNormal(Span<float> values) => Philox.FillNormal(Permutation.SplitMix(ref state), 0, 0, 0, values);
}
