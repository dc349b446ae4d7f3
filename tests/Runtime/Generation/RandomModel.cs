namespace CompiledNets.Tests.Generation;

/// <summary>Probabilities of the next token that depend on all tokens before it, by way of a state: what beam search asks a network for.</summary>
internal sealed class RandomModel(int seed, int vocabulary)
{
    public const int StateSize = 2;

    public int Vocabulary => vocabulary;

    /// <summary>Moves a state on by a token, and says what comes next.</summary>
    public float[] Next(Span<float> state, int token)
    {
        // A hash in whole numbers, which floats hold exactly below 2^24.
        state[0] = ((int)state[0] * 31 + token + seed) % 65_521;
        state[1]++;
        var random = new Random((int)state[0]);
        double[] weights = [.. Enumerable.Range(0, vocabulary).Select(_ => Math.Pow(random.NextDouble(), 3))];
        return [.. weights.Select(weight => (float)Math.Log(weight / weights.Sum()))];
    }

    public void Step(ReadOnlySpan<int> tokens, BeamState state, Span<float> logProbabilities)
    {
        for (int row = 0; row < tokens.Length; row++)
        {
            Next(state.All.Slice(row * StateSize, StateSize), tokens[row]).CopyTo(logProbabilities[(row * vocabulary)..]);
        }
    }

    /// <summary>The same search in the plainest words: lists instead of arrays, prefixes read anew, never stopped early.</summary>
    public IEnumerable<BeamHypothesis> Search(int width, int start, int end, int longest, double penalty)
    {
        List<(int[] Tokens, double Sum)> alive = [([], 0)];
        List<BeamHypothesis> ended = [];
        for (int length = 1; length <= longest; length++)
        {
            var candidates = alive.SelectMany(one => Continuations(one.Tokens).Select((next, token) => (one.Tokens, Token: token, Sum: one.Sum + next)))
                .OrderByDescending(candidate => candidate.Sum).ToList();
            alive = [];
            foreach ((int[] before, int token, double sum) in candidates.TakeWhile(_ => alive.Count < width))
            {
                if (token == end)
                {
                    ended.Add(new BeamHypothesis([.. before], sum, sum / Math.Pow(length, penalty), HasEnded: true));
                }
                else
                {
                    alive.Add(([.. before, token], sum));
                }
            }
        }

        IEnumerable<BeamHypothesis> cutOff = alive.Select(one => new BeamHypothesis([.. one.Tokens], one.Sum, one.Sum / Math.Pow(longest, penalty), false));
        return ended.OrderByDescending(one => one.Score).Concat(cutOff).Take(width);

        float[] Continuations(int[] tokens)
        {
            float[] state = new float[StateSize], next = [];
            foreach (int token in tokens.Prepend(start))
            {
                next = Next(state, token);
            }

            return next;
        }
    }
}
