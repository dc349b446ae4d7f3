namespace CompiledNets;

/// <summary>A hypothesis and a token that may continue it.</summary>
/// <param name="LogProbability">Of the hypothesis with the token.</param>
internal readonly record struct BeamCandidate(double LogProbability, int Row, int Token);

/// <summary>The best continuations of a step, in descending order; of equal ones, the first that was offered comes first.</summary>
internal sealed class BeamCandidates(int capacity)
{
    private readonly BeamCandidate[] best = new BeamCandidate[capacity];
    private int count;

    public ReadOnlySpan<BeamCandidate> Best => best.AsSpan(0, count);

    public void Clear() => count = 0;

    /// <summary>Offers all continuations of a hypothesis.</summary>
    /// <exception cref="InvalidOperationException">One is no log probability.</exception>
    public void Offer(int row, double logProbability, ReadOnlySpan<float> next)
    {
        // Rounding may leave the logarithm of a probability of 1 a little above 0.
        const float Rounding = 1e-3f;
        for (int token = 0; token < next.Length; token++)
        {
            if (!(next[token] <= Rounding))
            {
                throw new InvalidOperationException(
                    $"The step gave token {token} the log probability {next[token]}, but these are at most 0: LogSoftmax makes them of logits.");
            }

            double sum = logProbability + next[token];
            if (sum > (count < best.Length ? double.NegativeInfinity : best[^1].LogProbability))
            {
                Insert(new BeamCandidate(sum, row, token));
            }
        }
    }

    private void Insert(BeamCandidate candidate)
    {
        int place = count < best.Length ? count++ : count - 1;
        for (; place > 0 && best[place - 1].LogProbability < candidate.LogProbability; place--)
        {
            best[place] = best[place - 1];
        }

        best[place] = candidate;
    }
}
