using CompiledNets;
using Dqn;
using Samples;

const int judgeEach = 20;

var about = new SampleAbout(
    "dqn", "Learns to balance a pole by deep Q-learning.", "Not used: the physics are computed.", Epochs: 1500) { EpochsAre = "Games to learn from, at most." };
return Sample.Run(args, about, run =>
{
    var agent = new Agent(run.Seed);
    CartPoleQ best = new(run.Seed);
    LoopCheckpoint checkpoint = agent.Checkpoint.Add("best", best);
    IDictionary<string, double> numbers = checkpoint.Numbers;
    (numbers["game"], numbers["best"], numbers["seen"]) = (0, 0, 0);
    if (run.Resume && checkpoint.TryLoad(run.CheckpointPath))
    {
        agent.Replay.Seen = (long)numbers["seen"];
    }

    var game = new CartPole();
    for (int number = (int)numbers["game"]; number < run.Epochs && numbers["best"] < CartPole.Longest; number++)
    {
        // Random numbers belong to the game, so that a resumed run has the same.
        int steps = agent.Play(game, new Random(HashCode(run.Seed, number)));
        numbers[$"steps {number + 1}"] = steps; // saved, so that a resumed run can draw all of its curve
        (numbers["game"], numbers["seen"]) = (number + 1, agent.Replay.Seen);
        if ((number + 1) % judgeEach == 0)
        {
            double judged = CartPole.Play(games: 20, seed: -1 - number, agent.Best);
            Console.WriteLine($"game {number + 1}: {steps} steps; without curiosity {judged:0}");
            if (judged > numbers["best"])
            {
                numbers["best"] = judged;
                best.Parameters.CopyFrom(agent.Net.Parameters);
            }
        }

        if (run.Stop.IsCancellationRequested || number % judgeEach == 0)
        {
            checkpoint.Save(run.CheckpointPath);
            run.Stop.ThrowIfCancellationRequested();
        }
    }

    agent.Net.Parameters.CopyFrom(best.Parameters);
    IEnumerable<double> scores = Enumerable.Range(1, (int)numbers["game"]).Select(number => numbers[$"steps {number}"]);
    run.Report.Chart("Games", new LineChart("game", "steps").Add("steps", scores)).Text("Network", CartPoleQ.Summary);
    run.Result("mean return over 100 games", CartPole.Play(games: 100, seed: 12345, agent.Best));
});

static int HashCode(ulong seed, int game) => (int)(seed * 1_000_003 + (ulong)game & int.MaxValue);
