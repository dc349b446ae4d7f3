using System.Runtime.InteropServices;
using ActorCritic;
using CompiledNets;
using Samples;

const int games = 8;

var about = new SampleAbout(
    "actor-critic", "Learns to balance a pole by actor and critic.", "Not used: the physics are computed.", Epochs: 400)
{
    EpochsAre = $"Updates of the policy, from {games} games each, at most.",
};
return Sample.Run(args, about, run =>
{
    var net = new PolicyNet(run.Seed);
    var adam = new Adam(0.005) { MaxGradientNorm = 0.5 };
    LoopCheckpoint checkpoint = new LoopCheckpoint().Add("net", net, adam);
    int update = run.Resume && checkpoint.TryLoad(run.CheckpointPath) ? (int)checkpoint.Numbers["update"] : 0;
    float[] logits = new float[2], value = new float[1];
    int Likelier(float[] state)
    {
        net.Judge(state, logits, value);
        return logits[1] > logits[0] ? 1 : 0;
    }

    for (bool isSolved = false; update < run.Epochs && !isSolved;)
    {
        // Random numbers belong to the update, so that a resumed run has the same.
        Rollout rollout = Rollout.Play(net, games, new Random((int)(run.Seed * 1_000_003 + (ulong)update & int.MaxValue)));
        net.LossGradients(
            CollectionsMarshal.AsSpan(rollout.States), CollectionsMarshal.AsSpan(rollout.Actions),
            CollectionsMarshal.AsSpan(rollout.Advantages), CollectionsMarshal.AsSpan(rollout.Outcomes));
        adam.Step(net);
        checkpoint.Numbers["update"] = ++update;
        checkpoint.Numbers[$"steps {update}"] = rollout.MeanSteps; // saved, so that a resumed run can draw all of its curve
        if (update % 10 == 0)
        {
            double judged = CartPole.Play(games: 20, seed: -update, Likelier);
            isSolved = judged == CartPole.Longest;
            Console.WriteLine($"update {update}: {rollout.MeanSteps:0} steps a game; of the likelier push {judged:0}");
        }

        if (run.Stop.IsCancellationRequested || update % 10 == 0)
        {
            checkpoint.Save(run.CheckpointPath);
            run.Stop.ThrowIfCancellationRequested();
        }
    }

    IEnumerable<double> scores = Enumerable.Range(1, update).Select(number => checkpoint.Numbers[$"steps {number}"]);
    run.Report.Chart("Games", new LineChart("update", "steps a game").Add("mean", scores)).Text("Network", PolicyNet.Summary);
    run.Result("mean return over 100 games", CartPole.Play(games: 100, seed: 12345, Likelier));
});
