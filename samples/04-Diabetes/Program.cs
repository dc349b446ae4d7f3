using CompiledNets;
using Diabetes;
using Samples;
using Samples.Data;

var about = new SampleAbout(
    "diabetes", "Predicts diabetes from a table with gaps, judged by five-fold cross-validation.",
    "UCI's pima-indians-diabetes.csv. Without it, the program makes patients up.", Epochs: 60);
return Sample.Run(args, about, run =>
{
    var accuracies = new List<double>();
    foreach (var (fold, (learners, judges)) in Patients.Load(run.Data).Folds(5, run.Seed, stratify: "stratum").Index())
    {
        Console.WriteLine($"fold {fold + 1}");

        // Prepared fold by fold: means and medians of those who judge must not be known to those who learn.
        var (train, validation) = Patients.Prepare(learners, judges);
        var net = new RiskNet(run.Seed);
        var trainer = new Trainer(new AdamW(0.003, weightDecay: 0.05))
        {
            Epochs = run.Epochs,
            Seed = run.Seed,
            Metrics = [new Accuracy(), new RocAuc()],
            Progress = run.Progress,
            CheckpointPath = run.CheckpointOf($"fold{fold + 1}"),
            Resume = run.Resume,
        };
        TrainingResult result = trainer.Fit(net, train, validation, run.Stop);
        accuracies.Add(result.Last.Metric("Accuracy"));
        run.Result($"fold {fold + 1} accuracy", accuracies[^1]);

        var confusion = new ConfusionMatrix(classNames: ["healthy", "ill"]);
        net.Objectives.Loss.Measure(validation, [confusion]);
        run.Report.Text($"Fold {fold + 1}", $"{train.Count} patients to learn from, {validation.Count} to judge by").Training(result).Confusion(confusion);
    }

    run.Report.Text("Network", RiskNet.Summary);
    run.Result("five-fold accuracy", Spread.Of(accuracies).ToString());
});
