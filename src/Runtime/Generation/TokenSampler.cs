using System.Globalization;

namespace CompiledNets;

/// <summary>Chooses a token at random, with the probabilities that a model's logits say, made sharper by a temperature and cut to the likeliest.
/// The same seed and logits give the same tokens on every machine. Nothing is allocated once it has seen a vocabulary.</summary>
/// <example><code>
/// var sampler = new TokenSampler(seed: 1) { Temperature = 0.8, TopK = 20 };
/// int next = sampler.Choose(logits);
/// </code></example>
/// <param name="seed">Decides the choices.</param>
public sealed class TokenSampler(ulong seed)
{
    private ulong state = seed;

    // Of each token the rank of its logit, upside down, and its id: in ascending order the likeliest come first, and of equal ones the first.
    private ulong[] order = [];
    private double[] weights = [];

    /// <summary>What logits are divided by: below 1 the likely tokens become likelier; 0 always takes the likeliest, the first of equal ones.</summary>
    public double Temperature { get; init => field = Hyperparameter.NotNegative(value, nameof(Temperature)); } = 1;

    /// <summary>How many of the likeliest tokens are chosen from (Fan et al. 2018), at least 1; <c>null</c> for all.</summary>
    public int? TopK { get; init => field = value is { } count ? Hyperparameter.AtLeast(1, count, nameof(TopK)) : null; }

    /// <summary>Chooses from the likeliest tokens that together have at least this probability (nucleus sampling, Holtzman et al. 2020), after
    /// <see cref="Temperature"/> and <see cref="TopK"/>: more than 0, at most 1.</summary>
    public double TopP { get; init => field = Hyperparameter.Positive(Hyperparameter.Fraction(value, nameof(TopP)), nameof(TopP)); } = 1;

    /// <summary>Chooses.</summary>
    /// <param name="logits">Unnormalised logarithms of the probabilities, one for each token; −∞ for those that must not be chosen.</param>
    /// <returns>The token's number.</returns>
    /// <exception cref="ArgumentException">There are no logits, one is not a number or +∞, all are −∞, or there are fewer than
    /// <see cref="TopK"/>.</exception>
    public int Choose(ReadOnlySpan<float> logits)
    {
        int likeliest = Check(logits);
        if (Temperature == 0 || TopK == 1)
        {
            return likeliest;
        }

        if (order.Length < logits.Length)
        {
            (order, weights) = (new ulong[logits.Length], new double[logits.Length]);
        }

        Span<ulong> ranked = order.AsSpan(0, logits.Length);
        for (int token = 0; token < logits.Length; token++)
        {
            ranked[token] = ((ulong)~Rank(logits[token]) << 32) | (uint)token;
        }

        ranked.Sort();
        int count = TopK ?? logits.Length;
        double total = 0;
        for (int i = 0; i < count; i++)
        {
            total += weights[i] = Math.Exp((logits[(int)(uint)ranked[i]] - (double)logits[likeliest]) / Temperature);
        }

        double nucleus = TopP * total, kept = 0;
        int last = 0;
        for (int i = 0; i < count && (i == 0 || kept < nucleus) && weights[i] > 0; i++)
        {
            kept += weights[i];
            last = i;
        }

        // Uniform in [0, 1), in steps of 2⁻⁵³.
        double left = kept * ((Permutation.SplitMix(ref state) >> 11) * (1.0 / (1UL << 53)));
        int chosen = 0;
        for (; chosen < last && left >= weights[chosen]; chosen++)
        {
            left -= weights[chosen];
        }

        return (int)(uint)ranked[chosen];
    }

    private int Check(ReadOnlySpan<float> logits)
    {
        if (logits.Length < (TopK ?? 1))
        {
            string wanted = TopK is { } count ? string.Create(CultureInfo.InvariantCulture, $", and TopK is {count}") : "";
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {logits.Length} logits{wanted}."), nameof(logits));
        }

        int likeliest = 0;
        for (int token = 0; token < logits.Length; token++)
        {
            if (float.IsNaN(logits[token]) || float.IsPositiveInfinity(logits[token]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The logit of token {token} is {logits[token]}."), nameof(logits));
            }

            likeliest = logits[token] > logits[likeliest] ? token : likeliest;
        }

        return float.IsNegativeInfinity(logits[likeliest]) ? throw new ArgumentException("No token may be chosen: all logits are -∞.", nameof(logits)) : likeliest;
    }

    /// <summary>A number that grows with the logit: the bits of floats are in their order, those of negative ones in the opposite. Both zeros
    /// are one.</summary>
    private static uint Rank(float logit)
    {
        uint bits = BitConverter.SingleToUInt32Bits(logit + 0f);
        return (bits & 0x8000_0000) == 0 ? bits | 0x8000_0000 : ~bits;
    }
}
