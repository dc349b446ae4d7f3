namespace CompiledNets.Tests.Reinforcement;

public sealed class RolloutBufferTests
{
    private static readonly float[] Rewards = [1, -2, 0.5f, 3], Values = [0.3f, 1.1f, -0.4f, 2, 0.7f];

    [Theory]
    [InlineData(0.99f, 0.95f)]
    [InlineData(0.9f, 0f)]
    [InlineData(1f, 1f)]
    public void GeneralizedAdvantages_AreThePapersSum(float discount, float trace)
    {
        float[] advantages = new float[Rewards.Length];
        Advantages.Generalized(Rewards, Values, discount, trace, advantages);
        for (int t = 0; t < Rewards.Length; t++)
        {
            // A[t] = Σₖ (γλ)^k (r[t+k] + γ V[t+k+1] - V[t+k])
            double expected = Enumerable.Range(t, Rewards.Length - t).Sum(
                s => Math.Pow((double)discount * trace, s - t) * (Rewards[s] + (double)discount * Values[s + 1] - Values[s]));
            Assert.Equal(expected, advantages[t], 1e-5);
        }
    }

    [Fact]
    public void WithoutACritic_TheyAreDiscountedReturns()
    {
        float[] returns = new float[3];
        Advantages.Generalized([1, 1, 1], [0, 0, 0, 0], 0.5f, 1, returns);
        Assert.Equal([1.75f, 1.5f, 1], returns);
    }

    [Fact]
    public void Episodes_FollowOneAnother_AndDoNotMix()
    {
        var rollout = new RolloutBuffer(stateSize: 1);
        Play(rollout, from: 0, steps: 2, last: Values[2]);
        Play(rollout, from: 2, steps: 2, last: 0);
        float[] first = new float[2], second = new float[2];
        Advantages.Generalized(Rewards.AsSpan(0, 2), Values.AsSpan(0, 3), 0.9f, 0.8f, first);
        Advantages.Generalized(Rewards.AsSpan(2), [Values[2], Values[3], 0], 0.9f, 0.8f, second);
        Assert.Equal([.. first, .. second], rollout.Advantages.ToArray());
        Assert.Equal(Values[..4].Zip(rollout.Advantages.ToArray(), (value, gain) => gain + value), rollout.Returns.ToArray());
        Assert.Equal([0, 1, 2, 3], rollout.Actions.ToArray());
        Assert.Equal([0, 1, 2, 3], rollout.States.ToArray());

        float[] returns = rollout.Returns.ToArray();
        rollout.StandardizeAdvantages();
        Assert.Equal(0, rollout.Advantages.ToArray().Average(), 1e-6f);
        Assert.Equal(1, rollout.Advantages.ToArray().Average(gain => gain * gain), 1e-4f);
        Assert.Equal(returns, rollout.Returns.ToArray());

        rollout.Clear();
        Assert.Equal((0, 0, 0, 0), (rollout.Count, rollout.States.Length, rollout.Advantages.Length, rollout.Returns.Length));
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        Assert.Throws<ArgumentException>("state", () => new RolloutBuffer(2).Add([1], 0, 0, 0));
        Assert.Throws<ArgumentException>("values", () => Advantages.Generalized([1], [1], 1, 1, new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>("discount", () => Advantages.Generalized([1], [1, 1], 1.5f, 1, new float[1]));
    }

    private static void Play(RolloutBuffer rollout, int from, int steps, float last)
    {
        for (int step = from; step < from + steps; step++)
        {
            rollout.Add([step], step, Rewards[step], Values[step]);
        }

        rollout.End(last, 0.9f, 0.8f);
    }
}
