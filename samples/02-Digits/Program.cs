using CompiledNets;
using Digits;
using Samples;

var about = new SampleAbout("digits", "Trains a network to read handwritten digits, saves it, and checks what it saved.", DigitData.Help, Epochs: 10)
{
    Options = [Options.Net, Options.Batch, Options.LearningRate, Options.Save, Options.Predict],
};
return Sample.Run(args, about, run =>
{
    NetworkChoice chosen = NetworkChoice.All.Single(choice => choice.Name == run.Get(Options.Net));
    if (run.Get(Options.Predict) is { } trained)
    {
        FreshDigits.Read(chosen.Create(run.Seed), trained);
        return;
    }

    string path = run.Get(Options.Save)!;
    SavedFile.RequireFolder(path);
    DigitData data = DigitData.Load(run.Data);
    Console.WriteLine(chosen.Summary);
    Console.WriteLine($"{data.Description}: {data.Train.Count} to learn from, {data.Test.Count} to judge by");

    INetwork net = chosen.Create(run.Seed);
    var confusion = new ConfusionMatrix();
    var trainer = new Trainer(new Adam(run.Get(Options.LearningRate)))
    {
        Epochs = run.Epochs,
        BatchSize = Math.Min(run.Get(Options.Batch), data.Train.Count),
        Seed = run.Seed,
        Metrics = [new Accuracy()],
        Progress = run.Progress,
        CheckpointPath = run.CheckpointPath,
        Resume = run.Resume,
    };
    TrainingResult result = trainer.Fit(net, data.Train, data.Test, run.Stop);

    SavedCopy.SaveAndCheck(net, chosen.Create(run.Seed + 1), path, data.Test);
    net.AllObjectives[0].Measure(data.Test, [confusion]);
    run.Report.Training(result).Confusion(confusion).Text("Network", chosen.Summary);
    run.Result("test accuracy", confusion.Value);
});
