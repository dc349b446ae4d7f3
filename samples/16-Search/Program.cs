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
    int epochsSpent = 0;

    Ranked Judge(Candidate candidate, int epochs)
    {
        epochsSpent += epochs;
        return new Ranked(candidate, Spread.Of(candidate.Judge(folds, epochs, run.Seed, run.Stop)));
    }

    // Random search (Bergstra and Bengio 2012) trains all of them fully.
    Ranked atRandom = all.Select(candidate => Judge(candidate, run.Epochs)).MaxBy(ranked => ranked.Score.Mean)!;
    run.Result("random search", $"{atRandom.Score} with {atRandom.Setting}; {epochsSpent} epochs");

    // Successive halving (Jamieson and Talwalkar 2016) trains all of them a little, a third of them three times as long, and so on.
    epochsSpent = 0;
    Ranked[] left = [.. all.Select(candidate => new Ranked(candidate, default))];
    int kept = left.Length;
    for (int epochs = Math.Max(1, run.Epochs / 9); epochs <= run.Epochs; epochs *= 3, kept = Math.Max(1, kept / 3))
    {
        left = [.. left.Take(kept).Select(ranked => Judge(ranked.Setting, epochs)).OrderByDescending(ranked => ranked.Score.Mean)];
        Console.WriteLine($"{left.Length} settings after {epochs} epochs: best {left[0].Score}");
    }

    run.Result("successive halving", $"{left[0].Score} with {left[0].Setting}; {epochsSpent} epochs");
    IEnumerable<double> seeds = Enumerable.Range(1, 5).SelectMany(seed => left[0].Setting.Judge([(known, unseen)], run.Epochs, (ulong)seed, run.Stop));
    run.Report.Text("Network", SonarNet.Summary);
    run.Result("accuracy on unseen echoes, 5 seeds", Spread.Of([.. seeds]).ToString());
});

/// <summary>A setting and how it did.</summary>
internal sealed record Ranked(Candidate Setting, Spread Score);
