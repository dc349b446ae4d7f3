using CompiledNets;
using Samples;
using Samples.Data;
using Wine;

var about = new SampleAbout(
    "wine", "Predicts the marks that tasters give to wines, judged by five-fold cross-validation.",
    "UCI's winequality-red.csv. Without it, the program makes wines up.", Epochs: 100);
return Sample.Run(args, about, run =>
{
    var errors = new List<double>();
    foreach (var (fold, (learners, judges)) in Wines.Load(run.Data).Folds(5, run.Seed).Index())
    {
        Console.WriteLine($"fold {fold + 1}");
        Scaler measures = Scaler.Standardize(learners, "input");
        var (train, validation) = (measures.Apply(learners), measures.Apply(judges));
        var net = new WineNet(run.Seed);
        net.Parameters.Dense3.Bias.Fill(5.6f); // a usual mark: otherwise the first epochs learn nothing but that
        var trainer = new Trainer(new AdamW(0.002, weightDecay: 0.05) { Schedule = new CosineDecay(run.Epochs * 40) })
        {
            Epochs = run.Epochs,
            Seed = run.Seed,
            AverageDecay = 0.99,
            Metrics = [new RootMeanSquaredErrorMetric(), new RSquared()],
            Progress = run.Progress,
            CheckpointPath = run.CheckpointOf($"fold{fold + 1}"),
            Resume = run.Resume,
        };
        TrainingResult result = trainer.Fit(net, train, validation, run.Stop);
        errors.Add(Math.Sqrt(result.Last.ValidationLoss!.Value));
        run.Result($"fold {fold + 1} root mean squared error", errors[^1]);
        run.Report.Text($"Fold {fold + 1}", $"{train.Count} wines to learn from, {validation.Count} to judge by").Training(result);
    }

    run.Report.Text("Network", WineNet.Summary);
    run.Result("five-fold root mean squared error", Spread.Of(errors).ToString());
});
