namespace CompiledNets;

/// <summary>How much better than expected the actions of an episode were: what a policy gradient is weighted by.</summary>
public static class Advantages
{
    /// <summary>Generalised advantages (Schulman et al. 2016): A[t] = δ[t] + γλ·A[t+1] with δ[t] = r[t] + γ·V[t+1] - V[t].</summary>
    /// <remarks>With a trace of 1 and values of 0 they are the discounted returns (REINFORCE; Williams 1992); A[t] + V[t] is what the critic
    /// should have said.</remarks>
    /// <param name="rewards">What the agent got at each step, (steps).</param>
    /// <param name="values">What the critic expected before each step, and after the last one, (steps + 1): 0 there if the episode ended, and the
    /// critic's word if it was broken off.</param>
    /// <param name="discount">γ, from 0 to 1.</param>
    /// <param name="trace">λ, from 0 to 1: 0 trusts the critic, 1 what happened.</param>
    /// <param name="advantages">Room for the result, (steps).</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static void Generalized(
        ReadOnlySpan<float> rewards, ReadOnlySpan<float> values, float discount, float trace, Span<float> advantages)
    {
        Hyperparameter.Fraction(discount, nameof(discount));
        Hyperparameter.Fraction(trace, nameof(trace));
        if (values.Length != rewards.Length + 1 || advantages.Length != rewards.Length)
        {
            throw new ArgumentException(
                $"{rewards.Length} rewards want {rewards.Length + 1} values and give as many advantages as they are: " +
                $"not {values.Length} and {advantages.Length}.",
                nameof(values));
        }

        float advantage = 0;
        for (int step = rewards.Length - 1; step >= 0; step--)
        {
            float surprise = rewards[step] + discount * values[step + 1] - values[step];
            advantages[step] = advantage = surprise + discount * trace * advantage;
        }
    }

    /// <summary>Gives them a mean of 0 and a deviation of 1, so that learning does not depend on the scale of rewards.</summary>
    public static void Standardize(Span<float> advantages)
    {
        double sum = 0, squares = 0;
        foreach (float advantage in advantages)
        {
            sum += advantage;
        }

        float mean = (float)(sum / advantages.Length);
        foreach (float advantage in advantages)
        {
            squares += (advantage - mean) * (advantage - mean);
        }

        float deviation = MathF.Sqrt((float)(squares / advantages.Length)) + 1e-6f;
        foreach (ref float advantage in advantages)
        {
            advantage = (advantage - mean) / deviation;
        }
    }
}
