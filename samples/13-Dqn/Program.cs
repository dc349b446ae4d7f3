using CompiledNets;
using Dqn;
using Samples;

const int batchSize = 64, judgeEach = 20;
const float discount = 0.99f;

var about = new SampleAbout("dqn", "Learns to balance a pole by deep Q-learning.", "Not used: the physics are computed.", Epochs: 1500)
{
    EpochsAre = "Games to learn from, at most.",
};
return Sample.Run(args, about, run =>
{
    CartPoleQ net = new(run.Seed), target = new(run.Seed), best = new(run.Seed);
    var adam = new Adam(0.001) { MaxGradientNorm = 10 };
    var (game, replay) = (new CartPole(), new ReplayMemory(50_000, CartPole.StateSize));
    var seen = new TransitionBatch(batchSize, CartPole.StateSize);
    float[] online = new float[2 * batchSize], offline = new float[2 * batchSize], targets = new float[batchSize];
    LoopCheckpoint loop = new LoopCheckpoint().Add("online", net, adam).Add("target", target).Add("best", best).Add("replay", replay);
    loop.Numbers["best"] = 0;
    run.Loop("games", loop, run.Epochs, saveEach: judgeEach, number =>
    {
        Random random = run.Random(number);
        for (game.Start(random); !game.IsOver;)
        {
            float[] state = game.State;
            double curiosity = Math.Max(0.02, 1 - replay.Seen / 10_000.0);
            int action = random.NextDouble() < curiosity ? random.Next(2) : CartPole.Better(state, net.Values);
            game.Push(action);
            replay.Add(state, action, reward: 1, isEnd: game.HasFallen, game.State); // at the last step, the future would have gone on
            if (replay.Seen >= 1000)
            {
                replay.Sample(random, seen);
                Learn();
            }
        }

        loop.Note("steps", number + 1, game.Steps);
        if ((number + 1) % judgeEach != 0)
        {
            return false;
        }

        double judged = CartPole.Play(games: 20, seed: -1 - number, net.Values);
        Console.WriteLine($"game {number + 1}: {game.Steps} steps; without curiosity {judged:0}");
        if (judged > loop.Numbers["best"])
        {
            loop.Numbers["best"] = judged;
            best.Parameters.CopyFrom(net.Parameters);
        }

        return judged == CartPole.Longest;
    });
    run.Report.Chart("Games", new LineChart("game", "steps").Add("steps", loop.Curve("steps"))).Text("Network", CartPoleQ.Summary);
    run.Result("mean return over 100 games", CartPole.Play(games: 100, seed: 12345, best.Values));

    // Deep Q-learning (Mnih and others 2015) with the double estimate of van Hasselt, Guez and Silver (2016).
    void Learn()
    {
        net.Values(seen.Next, online);
        target.Values(seen.Next, offline);
        for (int i = 0; i < batchSize; i++)
        {
            // The network chooses, the target judges: a maximum of both by one of them would be too hopeful.
            int choice = online[2 * i + 1] > online[2 * i] ? 1 : 0;
            targets[i] = seen.Rewards[i] + discount * (1 - seen.Ends[i]) * offline[2 * i + choice];
        }

        net.TemporalDifferenceGradients(seen.States, seen.Actions, targets);
        adam.Step(net);
        target.MoveTowards(net, 0.005); // a little at each step, so that it never jumps (Lillicrap and others 2016)
    }
});
