namespace CompiledNets;

/// <summary>What private training gives away: (ε, δ), by which the odds of any outcome with and without a sample differ by a factor of at most
/// exp(ε), but for a chance of δ (Dwork et al. 2006).</summary>
public static class PrivacyAccountant
{
    private const int LeastOrder = 2, GreatestOrder = 64;

    /// <summary>The ε that some steps with <see cref="PrivateGradients"/> have spent: Rényi differential privacy of the sampled Gaussian mechanism
    /// at whole orders (Mironov, Talwar and Zhang 2019), and the best of their conversions to (ε, δ) (Mironov 2017).</summary>
    /// <param name="steps">Steps taken, at least 1.</param>
    /// <param name="share">The share of samples in a batch, each of which is drawn by itself (<see cref="Dataset.Draw"/>): q, more than 0, less
    /// than 1.</param>
    /// <param name="noise">The noise's standard deviation over the clipping length: σ, more than 0.</param>
    /// <param name="delta">δ, more than 0, less than 1; usually less than one over the number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double Epsilon(long steps, double share, double noise, double delta)
    {
        Hyperparameter.AtLeast(1L, steps, nameof(steps));
        Hyperparameter.Positive(Hyperparameter.BelowOne(share, nameof(share)), nameof(share));
        Hyperparameter.Positive(noise, nameof(noise));
        Hyperparameter.Positive(Hyperparameter.BelowOne(delta, nameof(delta)), nameof(delta));
        return Enumerable.Range(LeastOrder, GreatestOrder - LeastOrder + 1)
            .Min(order => (steps * LogMoment(order, share, noise) + Math.Log(1 / delta)) / (order - 1));
    }

    /// <summary>log Σₖ binomial(α, k)·(1 - q)^(α - k)·q^k·exp(k(k - 1)/2σ²), summed as logarithms: (α - 1) times the Rényi divergence of a step.</summary>
    private static double LogMoment(int order, double share, double noise)
    {
        double binomial = 0, sum = double.NegativeInfinity;
        for (int k = 0; k <= order; k++)
        {
            double term = binomial + (order - k) * Math.Log(1 - share) + k * Math.Log(share) + k * (k - 1) / (2 * noise * noise);
            sum = Math.Max(sum, term) + Math.Log(1 + Math.Exp(-Math.Abs(sum - term)));
            binomial += Math.Log((double)(order - k) / (k + 1));
        }

        return sum;
    }
}
