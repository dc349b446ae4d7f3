namespace CompiledNets;

/// <summary>A hypothesis that needs no more tokens.</summary>
/// <param name="Length">Its tokens, without the end.</param>
/// <param name="Row">Where it stood when it had as many.</param>
internal readonly record struct BeamEnd(double LogProbability, double Score, int Length, int Row);

/// <summary>The hypotheses with the best scores of those that have ended, in descending order; of equal ones, the first comes first.</summary>
internal sealed class BeamEnds(int capacity)
{
    private readonly BeamEnd[] best = new BeamEnd[capacity];
    private int count;

    public ReadOnlySpan<BeamEnd> Best => best.AsSpan(0, count);

    public void Clear() => count = 0;

    public void Add(BeamEnd end)
    {
        if (count == best.Length && end.Score <= best[^1].Score)
        {
            return;
        }

        int place = count < best.Length ? count++ : count - 1;
        for (; place > 0 && best[place - 1].Score < end.Score; place--)
        {
            best[place] = best[place - 1];
        }

        best[place] = end;
    }

    /// <summary>Whether no hypothesis of such a score can change anything.</summary>
    public bool Outdo(double score) => count == best.Length && best[^1].Score >= score;
}
