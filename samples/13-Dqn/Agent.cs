using CompiledNets;
using Samples;

namespace Dqn;

/// <summary>Deep Q-learning (Mnih and others 2015) with the double estimate of van Hasselt, Guez and Silver (2016).</summary>
internal sealed class Agent(ulong seed)
{
    private const int Batch = 64, Size = CartPole.StateSize;
    private const float Discount = 0.99f;

    private readonly Adam adam = new(0.001) { MaxGradientNorm = 10 };
    private readonly float[] states = new float[Batch * Size], next = new float[Batch * Size], fell = new float[Batch], targets = new float[Batch];
    private readonly float[] online = new float[2 * Batch], offline = new float[2 * Batch];
    private readonly int[] actions = new int[Batch];
    private readonly float[] values = new float[2];

    public CartPoleQ Net { get; } = new(seed);

    public CartPoleQ Target { get; } = new(seed);

    public Replay Replay { get; } = new(50_000);

    public LoopCheckpoint Checkpoint => new LoopCheckpoint().Add("online", Net, adam).Add("target", Target).Add("replay", Replay.Memory);

    /// <summary>The push that is worth most.</summary>
    public int Best(float[] state)
    {
        Net.Values(state, values);
        return values[1] > values[0] ? 1 : 0;
    }

    /// <summary>Plays a game, at times at random, and learns from a batch of memories at each step.</summary>
    public int Play(CartPole game, Random random)
    {
        float[] state = new float[Size], after = new float[Size];
        game.Start(random);
        game.Observe(state);
        while (!game.IsOver)
        {
            double curiosity = Math.Max(0.02, 1 - Replay.Seen / 10_000.0);
            int action = random.NextDouble() < curiosity ? random.Next(2) : Best(state);
            game.Push(action);
            game.Observe(after);
            Replay.Add(state, action, game.HasFallen, after); // standing to the end is no fall: the future would have gone on
            (state, after) = (after, state);
            if (Replay.Seen >= 1000)
            {
                Learn(random);
            }
        }

        return game.Steps;
    }

    private void Learn(Random random)
    {
        Replay.Sample(random, states, actions, fell, next);
        Net.Values(next, online);
        Target.Values(next, offline);
        for (int i = 0; i < Batch; i++)
        {
            // The network chooses, the target judges: a maximum of both by one of them would be too hopeful.
            int best = online[2 * i + 1] > online[2 * i] ? 1 : 0;
            targets[i] = 1 + Discount * (1 - fell[i]) * offline[2 * i + best];
        }

        Net.TemporalDifferenceGradients(states, actions, targets);
        adam.Step(Net);
        Target.MoveTowards(Net, 0.005); // a little at each step, so that it never jumps (Lillicrap and others 2016)
    }
}
