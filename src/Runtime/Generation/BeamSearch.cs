using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Looks for the most likely sequence of a network that gives one token after another: of all continuations of its hypotheses it goes
/// on with the <c>width</c> likeliest at each step (Lowerre 1976; for translation Sutskever, Vinyals and Le 2014). A width of 1 is greedy
/// decoding.</summary>
/// <remarks>
/// <para>Hypotheses of one length are compared by the sum of their log probabilities. The same sum: first comes what continues the better
/// hypothesis, then the lower token. One that gets the end token before <c>width</c> better ones go on has ended, and is compared with others
/// that have by <see cref="BeamHypothesis.Score"/>. The search stops at the longest length, or when none that goes on can still be among the
/// <c>width</c> best.</para>
/// <para>The network's calls have all hypotheses as their batch, always <c>width</c> rows. A search allocates its results alone. It belongs to
/// one thread at a time.</para>
/// </remarks>
/// <example><code>
/// var search = new BeamSearch(width: 5, vocabulary: 42, end: 0, longest: 11);
/// BeamState memory = search.AddContext(36 * 64), state = search.AddState(64);
/// net.Encode(text, memory.First, state.First);
/// var found = search.Run(start: 0, (tokens, _, scores) => net.Step(tokens, memory.All, state.All, scores));
/// string best = characters.Decode(found[0].Tokens.AsSpan());
/// </code></example>
public sealed class BeamSearch
{
    private readonly int vocabulary, end, longest;
    private readonly List<BeamState> states = [];
    private readonly float[] next;
    private readonly int[] tokens, positions;
    private readonly BeamCandidates candidates;
    private readonly BeamEnds ends;
    private readonly BeamHistory history;
    private readonly double[] sums, nextSums;

    /// <summary>Makes room for a search.</summary>
    /// <param name="width">Hypotheses to go on with, at least 1.</param>
    /// <param name="vocabulary">Different tokens, at least 1.</param>
    /// <param name="end">The token after which nothing follows.</param>
    /// <param name="longest">Tokens of a sequence at most, the end included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public BeamSearch(int width, int vocabulary, int end, int longest)
    {
        Width = Hyperparameter.AtLeast(1, width, nameof(width));
        this.vocabulary = Hyperparameter.AtLeast(1, vocabulary, nameof(vocabulary));
        this.longest = Hyperparameter.AtLeast(1, longest, nameof(longest));
        this.end = RequireToken(end, nameof(end));
        next = new float[checked(width * vocabulary)];
        (tokens, positions) = (new int[width], new int[width]);
        (sums, nextSums) = (new double[width], new double[width]);

        // Each hypothesis can end once, so that of twice as many candidates enough go on.
        candidates = new BeamCandidates(checked(2 * width));
        ends = new BeamEnds(width);
        history = new BeamHistory(width, longest);
    }

    /// <summary>Hypotheses that it goes on with: the batch of its steps.</summary>
    public int Width { get; }

    /// <summary>The power α in <c>score = log probability / lengthᵅ</c>, the length counting the end. At 0 the score is the log probability, which
    /// falls with each token, so that short sequences are preferred; at 1 it is the mean of the tokens (Transformers'
    /// <c>length_penalty</c>).</summary>
    public double LengthPenalty { get; init => field = Hyperparameter.NotNegative(value, nameof(LengthPenalty)); }

    /// <summary>Adds what the steps update, such as a recurrent state: its rows follow their hypotheses.</summary>
    /// <param name="size">Values of one hypothesis, at least 1.</param>
    public BeamState AddState(int size) => Add(size, follows: true);

    /// <summary>Adds what the steps only read, the same for all hypotheses, such as an encoder's output.</summary>
    /// <inheritdoc cref="AddState"/>
    public BeamState AddContext(int size) => Add(size, follows: false);

    /// <summary>Searches, from the states' first rows.</summary>
    /// <param name="start">The token before the first.</param>
    /// <param name="step">Asks the network; called at most <c>longest</c> times.</param>
    /// <returns>At most <see cref="Width"/> sequences, the best first; those that were cut off come after all that have ended. None if every
    /// token is forbidden.</returns>
    /// <exception cref="InvalidOperationException">The step gave what is no log probability.</exception>
    public ImmutableArray<BeamHypothesis> Run(int start, BeamStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        Array.Fill(tokens, RequireToken(start, nameof(start)));
        states.ForEach(state => state.Spread());
        ends.Clear();
        sums[0] = 0;
        int alive = 1, length = 0;
        while (length < longest && alive > 0 && !ends.Outdo(BestScore(sums[0])))
        {
            Array.Fill(positions, length);
            step(tokens, positions, next);
            candidates.Clear();
            for (int row = 0; row < alive; row++)
            {
                candidates.Offer(row, sums[row], next.AsSpan(row * vocabulary, vocabulary));
            }

            alive = Continue(length++);
        }

        return Results(length, length == longest ? alive : 0);
    }

    /// <summary>Goes on with the best candidates, and puts those aside that end.</summary>
    /// <returns>How many go on.</returns>
    private int Continue(int position)
    {
        int alive = 0;
        Span<int> chosen = history.Tokens(position), parents = history.Parents(position);
        foreach (BeamCandidate candidate in candidates.Best)
        {
            if (alive == Width)
            {
                break;
            }

            double sum = candidate.LogProbability;
            if (candidate.Token == end)
            {
                ends.Add(new BeamEnd(sum, Score(sum, position + 1), position, candidate.Row));
            }
            else
            {
                (chosen[alive], parents[alive], nextSums[alive]) = (candidate.Token, candidate.Row, sum);
                alive++;
            }
        }

        chosen[..alive].CopyTo(tokens);
        nextSums.AsSpan(0, alive).CopyTo(sums);
        foreach (BeamState state in states)
        {
            state.Follow(parents[..alive]);
        }

        return alive;
    }

    private ImmutableArray<BeamHypothesis> Results(int length, int cutOff)
    {
        var results = ImmutableArray.CreateBuilder<BeamHypothesis>(Math.Min(Width, ends.Best.Length + cutOff));
        foreach (BeamEnd found in ends.Best)
        {
            results.Add(new BeamHypothesis(history.Trace(found.Length, found.Row), found.LogProbability, found.Score, HasEnded: true));
        }

        for (int row = 0; row < cutOff && results.Count < Width; row++)
        {
            results.Add(new BeamHypothesis(history.Trace(length, row), sums[row], Score(sums[row], length), HasEnded: false));
        }

        return results.MoveToImmutable();
    }

    private double Score(double logProbability, int length) => logProbability / Math.Pow(length, LengthPenalty);

    /// <summary>The score that a hypothesis would have if all further tokens were certain: a greater length divides its log probability, which
    /// is negative, by more.</summary>
    private double BestScore(double logProbability) => Score(logProbability, longest);

    private BeamState Add(int size, bool follows)
    {
        var state = new BeamState(Width, size, follows);
        states.Add(state);
        return state;
    }

    private int RequireToken(int token, string name) => token >= 0 && token < vocabulary
        ? token
        : throw new ArgumentOutOfRangeException(name, token, $"Tokens are from 0 to {vocabulary - 1}.");
}
