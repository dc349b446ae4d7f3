using CompiledNets;
using Samples;
using Search;

var candidates = SampleOptions.Count("--candidates", "Settings to try.", 27);
var about = new SampleAbout(
    "search", "Searches a network's settings: at random, and by successive halving, which gives up on most of them early.",
    "UCI's sonar.csv. Without it, the program makes echoes up.", Epochs: 60)
{
    EpochsAre = "Epochs of a full training.",
    Options = [candidates],
};
return Sample.Run(args, about, run =>
{
    // A fifth is kept for the end: what was searched on says nothing about the winner.
    var (known, unseen) = Echoes.Load(run.Data).Split(0.2, run.Seed, stratify: "kind");
    var folds = known.Folds(4, run.Seed, stratify: "kind");
    var random = new Random((int)run.Seed);
    Candidate[] all = [.. Enumerable.Range(0, run.Get(candidates)).Select(_ => Candidate.At(random))];
    var course = new LineChart("epochs spent", "best mean accuracy of a setting so far");

    // Random search (Bergstra and Bengio 2012) trains all of them fully.
    Search("random search", judge => [all.Select(candidate => judge(candidate, run.Epochs)).MaxBy(ranked => ranked.Score.Mean)!]);

    // Successive halving (Jamieson and Talwalkar 2016) trains all of them a little, a third of them three times as long, and so on.
    Candidate winner = Search("successive halving", judge =>
    {
        Ranked[] left = [.. all.Select(candidate => new Ranked(candidate, default))];
        int kept = left.Length;
        for (int epochs = Math.Max(1, run.Epochs / 9); epochs <= run.Epochs; epochs *= 3, kept = Math.Max(1, kept / 3))
        {
            left = [.. left.Take(kept).Select(ranked => judge(ranked.Setting, epochs)).OrderByDescending(ranked => ranked.Score.Mean)];
        }

        return left;
    });

    (TrainingResult Training, ConfusionMatrix Answers) Final(ulong seed) => winner.Train(known, unseen, run.Epochs, seed, run.Stop);
    double[] scores = [.. Enumerable.Range(1, 5).Select(seed => run.Once($"unseen, {winner}, {run.Epochs} epochs, seed {seed} of {run.Seed}", () => Final((ulong)seed).Answers.Value))];
    (TrainingResult training, ConfusionMatrix answers) = Final(seed: 1); // again, to be looked at
    run.Report.Chart("Search", course).Training(training).Confusion(answers).Text("Network", SonarNet.Summary);
    run.Result("accuracy on unseen echoes, 5 seeds", Spread.Of(scores).ToString());

    // Lets a search judge settings, each once, and says which came first.
    Candidate Search(string name, Func<Func<Candidate, int, Ranked>, Ranked[]> search)
    {
        var bests = new List<(double Epochs, double Score)>();
        Ranked Judge(Candidate candidate, int epochs)
        {
            Spread score = Spread.Of([.. folds.Select((fold, number) => run.Once(
                $"{candidate}, {epochs} epochs, fold {number} of {run.Seed}",
                () => candidate.Train(fold.Train, fold.Validation, epochs, run.Seed, run.Stop).Answers.Value))]);
            (double spent, double best) = bests.LastOrDefault();
            bests.Add((spent + epochs, Math.Max(best, score.Mean)));
            Console.WriteLine($"{epochs} epochs with {candidate}: {score}");
            return new Ranked(candidate, score);
        }

        Ranked first = search(Judge)[0];
        course.Add(name, bests);
        run.Result(name, $"{first.Score} with {first.Setting}; {bests[^1].Epochs} epochs");
        return first.Setting;
    }
});

/// <summary>A setting and how it did.</summary>
internal sealed record Ranked(Candidate Setting, Spread Score);
