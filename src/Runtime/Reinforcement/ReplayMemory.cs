namespace CompiledNets;

/// <summary>The last transitions that an agent saw, to learn from in another order than they came in (Lin 1992). A <see cref="LoopCheckpoint"/>
/// saves it. Nothing is allocated once made.</summary>
/// <example><code>
/// var replay = new ReplayMemory(capacity: 50_000, stateSize: 4);
/// var batch = new TransitionBatch(size: 64, stateSize: 4);
/// replay.Add(state, action, reward, isEnd, next);
/// replay.Sample(random, batch);
/// </code></example>
public sealed class ReplayMemory
{
    // How many were seen comes first, in two digits, since floats have whole numbers up to here only.
    private const int Digit = 1 << 24, Header = 2;

    private readonly int capacity, row;

    /// <summary>An empty memory.</summary>
    /// <param name="capacity">How many transitions it keeps, at least 1: then each new one replaces the oldest.</param>
    /// <param name="stateSize">Floats of a state, at least 1.</param>
    public ReplayMemory(int capacity, int stateSize)
    {
        this.capacity = Hyperparameter.AtLeast(1, capacity, nameof(capacity));
        StateSize = Hyperparameter.AtLeast(1, stateSize, nameof(stateSize));
        row = 2 * stateSize + 3;
        Values = new float[checked(Header + capacity * row)];
    }

    /// <summary>Floats of a state.</summary>
    public int StateSize { get; }

    /// <summary>Transitions ever added.</summary>
    public long Seen
    {
        get => (long)Values[1] * Digit + (long)Values[0];
        private set => (Values[0], Values[1]) = (value % Digit, value / Digit);
    }

    /// <summary>Transitions that are kept.</summary>
    public int Count => (int)Math.Min(Seen, capacity);

    /// <summary>All that a checkpoint must save: how many were seen, then for each that is kept the state, the next state, the action, the reward
    /// and whether it was the end.</summary>
    internal float[] Values { get; }

    /// <summary>Adds a transition.</summary>
    /// <param name="state">What the agent saw, (stateSize).</param>
    /// <param name="action">What it did: a number from 0 to 16,777,216.</param>
    /// <param name="reward">What it got for that.</param>
    /// <param name="isEnd">Whether no future follows. A game that was broken off has one: <c>false</c>.</param>
    /// <param name="next">What it saw then, (stateSize).</param>
    /// <exception cref="ArgumentException">A state has another size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The action is out of its range.</exception>
    public void Add(ReadOnlySpan<float> state, int action, float reward, bool isEnd, ReadOnlySpan<float> next)
    {
        RequireState(state, nameof(state));
        RequireState(next, nameof(next));
        if ((uint)action > Digit)
        {
            throw new ArgumentOutOfRangeException(nameof(action), action, $"Actions are from 0 to {Digit}.");
        }

        long seen = Seen;
        Span<float> kept = RowAt((int)(seen % capacity));
        state.CopyTo(kept);
        next.CopyTo(kept[StateSize..]);
        (kept[^3], kept[^2], kept[^1]) = (action, reward, isEnd ? 1 : 0);
        Seen = seen + 1;
    }

    /// <summary>Fills a batch with transitions that are drawn at random, each by itself: one may be in it twice.</summary>
    /// <exception cref="ArgumentException">The batch is for states of another size.</exception>
    /// <exception cref="InvalidOperationException">The memory is empty.</exception>
    public void Sample(Random random, TransitionBatch batch)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(batch);
        RequireState(batch.States.AsSpan(0, batch.States.Length / batch.Actions.Length), nameof(batch));
        int count = Count;
        if (count == 0)
        {
            throw new InvalidOperationException("There is nothing to learn from before a transition was added.");
        }

        for (int i = 0; i < batch.Actions.Length; i++)
        {
            ReadOnlySpan<float> kept = RowAt(random.Next(count));
            kept[..StateSize].CopyTo(batch.States.AsSpan(i * StateSize));
            kept.Slice(StateSize, StateSize).CopyTo(batch.Next.AsSpan(i * StateSize));
            (batch.Actions[i], batch.Rewards[i], batch.Ends[i]) = ((int)kept[^3], kept[^2], kept[^1]);
        }
    }

    private Span<float> RowAt(int number) => Values.AsSpan(Header + number * row, row);

    private void RequireState(ReadOnlySpan<float> state, string name)
    {
        if (state.Length != StateSize)
        {
            throw new ArgumentException($"A state has {StateSize} floats here, not {state.Length}.", name);
        }
    }
}
