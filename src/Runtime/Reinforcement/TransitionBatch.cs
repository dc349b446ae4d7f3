namespace CompiledNets;

/// <summary>Transitions side by side, as a network's entry points take them: see <see cref="ReplayMemory.Sample"/>.</summary>
/// <param name="size">Transitions, at least 1.</param>
/// <param name="stateSize">Floats of a state, at least 1.</param>
public sealed class TransitionBatch(int size, int stateSize)
{
    /// <summary>What the agent saw, (size, stateSize).</summary>
    public float[] States { get; } =
        new float[checked(Hyperparameter.AtLeast(1, size, nameof(size)) * Hyperparameter.AtLeast(1, stateSize, nameof(stateSize)))];

    /// <summary>What it did, (size).</summary>
    public int[] Actions { get; } = new int[size];

    /// <summary>What it got for that, (size).</summary>
    public float[] Rewards { get; } = new float[size];

    /// <summary>1 where no future follows, else 0, (size).</summary>
    public float[] Ends { get; } = new float[size];

    /// <summary>What it saw then, (size, stateSize).</summary>
    public float[] Next { get; } = new float[size * stateSize];
}
