using Samples;

namespace ActorCritic;

/// <summary>Games played with one policy, and what to learn from them.</summary>
internal sealed class Rollout
{
    private const float Discount = 0.99f, Trace = 0.95f, Scale = 0.01f; // returns up to 100 become outcomes up to 1

    public List<float> States { get; } = [];

    public List<int> Actions { get; } = [];

    public List<float> Advantages { get; } = [];

    public List<float> Outcomes { get; } = [];

    /// <summary>Mean steps of the games.</summary>
    public double MeanSteps { get; private set; }

    /// <summary>Plays games with pushes drawn by the policy's probabilities.</summary>
    public static Rollout Play(PolicyNet net, int games, Random random)
    {
        var (rollout, game) = (new Rollout(), new CartPole());
        for (int number = 0; number < games; number++)
        {
            rollout.PlayOne(net, game, random);
        }

        rollout.MeanSteps = (double)rollout.Actions.Count / games;
        rollout.Normalize();
        return rollout;
    }

    private void PlayOne(PolicyNet net, CartPole game, Random random)
    {
        float[] state = new float[CartPole.StateSize], logits = new float[2], value = new float[1];
        var values = new List<float>();
        for (game.Start(random); !game.IsOver; game.Push(Actions[^1]))
        {
            game.Observe(state);
            net.Judge(state, logits, value);
            States.AddRange(state);
            values.Add(value[0] / Scale);
            Actions.Add(random.NextDouble() < 1 / (1 + Math.Exp(logits[0] - logits[1])) ? 1 : 0);
        }

        game.Observe(state);
        net.Judge(state, logits, value);
        values.Add(game.HasFallen ? 0 : value[0] / Scale);

        // Generalised advantages (Schulman and others 2016), from the last step back.
        var (advantages, advantage) = (new float[values.Count - 1], 0f);
        for (int step = advantages.Length - 1; step >= 0; step--)
        {
            float surprise = 1 + Discount * values[step + 1] - values[step];
            advantages[step] = advantage = surprise + Discount * Trace * advantage;
        }

        Advantages.AddRange(advantages);
        Outcomes.AddRange(advantages.Zip(values, (gain, before) => (gain + before) * Scale));
    }

    private void Normalize()
    {
        float mean = Advantages.Average();
        float deviation = MathF.Sqrt(Advantages.Average(gain => (gain - mean) * (gain - mean))) + 1e-6f;
        for (int i = 0; i < Advantages.Count; i++)
        {
            Advantages[i] = (Advantages[i] - mean) / deviation;
        }
    }
}
