using System.Runtime.InteropServices;

namespace CompiledNets;

/// <summary>Episodes played with one policy, step after step, and what to learn from them. Nothing is allocated once it has grown.</summary>
/// <example><code>
/// rollout.Clear();
/// foreach step: rollout.Add(state, action, reward, value);
/// rollout.End(lastValue: 0, discount: 0.99f, trace: 0.95f);
/// rollout.StandardizeAdvantages();
/// net.LossGradients(rollout.States, rollout.Actions, rollout.Advantages, rollout.Returns);
/// </code></example>
/// <param name="stateSize">Floats of a state, at least 1.</param>
public sealed class RolloutBuffer(int stateSize)
{
    private readonly int stateSize = Hyperparameter.AtLeast(1, stateSize, nameof(stateSize));
    private readonly List<float> states = [], rewards = [], values = [], advantages = [], returns = [];
    private readonly List<int> actions = [];

    /// <summary>Steps of all episodes.</summary>
    public int Count => actions.Count;

    /// <summary>What the agent saw, (count, stateSize).</summary>
    public ReadOnlySpan<float> States => CollectionsMarshal.AsSpan(states);

    /// <summary>What it did, (count).</summary>
    public ReadOnlySpan<int> Actions => CollectionsMarshal.AsSpan(actions);

    /// <summary>How much better than expected that was, (steps of ended episodes): see <see cref="CompiledNets.Advantages.Generalized"/>.</summary>
    public ReadOnlySpan<float> Advantages => CollectionsMarshal.AsSpan(advantages);

    /// <summary>What the critic should have expected, (steps of ended episodes): advantage, before it was standardised, and value.</summary>
    public ReadOnlySpan<float> Returns => CollectionsMarshal.AsSpan(returns);

    /// <summary>Forgets all steps: another policy plays.</summary>
    public void Clear()
    {
        foreach (List<float> list in (ReadOnlySpan<List<float>>)[states, rewards, values, advantages, returns])
        {
            list.Clear();
        }

        actions.Clear();
    }

    /// <summary>Adds a step of the episode at hand.</summary>
    /// <param name="state">What the agent saw, (stateSize).</param>
    /// <param name="action">What it did.</param>
    /// <param name="reward">What it got for that.</param>
    /// <param name="value">What the critic expected before; 0 without a critic.</param>
    /// <exception cref="ArgumentException">The state has another size.</exception>
    public void Add(ReadOnlySpan<float> state, int action, float reward, float value)
    {
        if (state.Length != stateSize)
        {
            throw new ArgumentException($"A state has {stateSize} floats here, not {state.Length}.", nameof(state));
        }

        states.AddRange(state);
        actions.Add(action);
        rewards.Add(reward);
        values.Add(value);
    }

    /// <summary>Ends the episode at hand, and computes the advantages and returns of its steps.</summary>
    /// <param name="lastValue">What the critic expects after the last step: 0 if nothing follows, and its word if the episode was broken off.</param>
    /// <param name="discount">γ, from 0 to 1.</param>
    /// <param name="trace">λ, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public void End(float lastValue, float discount, float trace)
    {
        int first = advantages.Count, steps = Count - first;
        values.Add(lastValue);
        CollectionsMarshal.SetCount(advantages, Count);
        Span<float> gains = CollectionsMarshal.AsSpan(advantages)[first..];
        CompiledNets.Advantages.Generalized(
            CollectionsMarshal.AsSpan(rewards), CollectionsMarshal.AsSpan(values), discount, trace, gains);
        for (int step = 0; step < steps; step++)
        {
            returns.Add(gains[step] + values[step]);
        }

        rewards.Clear();
        values.Clear();
    }

    /// <summary>Gives the advantages a mean of 0 and a deviation of 1: see <see cref="CompiledNets.Advantages.Standardize"/>.</summary>
    public void StandardizeAdvantages() => CompiledNets.Advantages.Standardize(CollectionsMarshal.AsSpan(advantages));
}
