using CompiledNets;
using Samples;
using Samples.Data;
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

    // Random search trains all of them fully; successive halving all of them a little, a third of them three times as long, and so on.
    Show("random search", SettingSearch.Each(all, run.Epochs, Judge));
    Candidate winner = Show("successive halving", SettingSearch.SuccessiveHalving(all, run.Epochs, Judge, factor: 3));

    (TrainingResult Training, ConfusionMatrix Answers) Final(ulong seed) => winner.Train(known, unseen, run.Epochs, seed, run.Stop);
    Spread scores = Spread.Of([.. Enumerable.Range(1, 5).Select(seed =>
        run.Once($"unseen, {winner}, {run.Epochs} epochs, seed {seed} of {run.Seed}", () => Final((ulong)seed).Answers.Value))]);
    (TrainingResult training, ConfusionMatrix answers) = Final(seed: 1); // again, to be looked at
    run.Report.Chart("Search", course).Training(training).Confusion(answers).Text("Network", SonarNet.Summary);
    run.Result("accuracy on unseen echoes, 5 seeds", scores.ToString());

    Spread Judge(Candidate candidate, int epochs)
    {
        Spread score = Spread.Of([.. folds.Select((fold, number) => run.Once(
            $"{candidate}, {epochs} epochs, fold {number} of {run.Seed}",
            () => candidate.Train(fold.Train, fold.Validation, epochs, run.Seed, run.Stop).Answers.Value))]);
        Console.WriteLine($"{epochs} epochs with {candidate}: {score}");
        return score;
    }

    Candidate Show(string name, SearchResult<Candidate> search)
    {
        course.Add(name, search.Course);
        run.Result(name, $"{search.Best.Score} with {search.Best.Setting}; {search.Spent} epochs");
        return search.Best.Setting;
    }
});
