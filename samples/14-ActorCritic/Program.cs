using ActorCritic;
using CompiledNets;
using Samples;

const int games = 8, judgeEach = 10;
const float discount = 0.99f, trace = 0.95f, scale = 0.01f; // returns up to 100 become outcomes up to 1

var about = new SampleAbout("actor-critic", "Learns to balance a pole by actor and critic.", "Not used: the physics are computed.", Epochs: 400)
{
    EpochsAre = $"Updates of the policy, from {games} games each, at most.",
};
return Sample.Run(args, about, run =>
{
    var net = new PolicyNet(run.Seed);
    var adam = new Adam(0.005) { MaxGradientNorm = 0.5 };
    var (game, rollout) = (new CartPole(), new RolloutBuffer(CartPole.StateSize));
    float[] logits = new float[2], value = new float[1];
    PushScores actor = (state, scores) => net.Judge(state, scores, value);
    LoopCheckpoint loop = new LoopCheckpoint().Add("net", net, adam);
    run.Loop("updates", loop, run.Epochs, saveEach: judgeEach, update =>
    {
        Random random = run.Random(update);
        rollout.Clear();
        for (int number = 0; number < games; number++)
        {
            for (game.Start(random); !game.IsOver;)
            {
                net.Judge(game.State, logits, value);
                int action = random.NextDouble() < 1 / (1 + Math.Exp(logits[0] - logits[1])) ? 1 : 0; // as likely as the actor says
                rollout.Add(game.State, action, reward: 1, value[0] / scale);
                game.Push(action);
            }

            net.Judge(game.State, logits, value);
            rollout.End(game.HasFallen ? 0 : value[0] / scale, discount, trace); // a pole that stood to the end would have stood on
        }

        rollout.StandardizeAdvantages();
        float[] outcomes = [.. rollout.Returns.ToArray().Select(steps => steps * scale)];
        net.LossGradients(rollout.States, rollout.Actions, rollout.Advantages, outcomes);
        adam.Step(net);
        loop.Note("steps", update + 1, rollout.Count / (double)games);
        if ((update + 1) % judgeEach != 0)
        {
            return false;
        }

        double judged = CartPole.Play(games: 20, seed: -1 - update, actor);
        Console.WriteLine($"update {update + 1}: {rollout.Count / (double)games:0} steps a game; of the likelier push {judged:0}");
        return judged == CartPole.Longest;
    });

    run.Report.Chart("Games", new LineChart("update", "steps a game").Add("mean", loop.Curve("steps"))).Text("Network", PolicyNet.Summary);
    run.Result("mean return over 100 games", CartPole.Play(games: 100, seed: 12345, actor));
});
