using CompiledNets;
using LeNet;
using Samples;

const int seeds = 3;

var below = SampleOptions.Number("--below", "Only digits below this one.", 10, digit => digit is >= 2 and <= 10, "number from 2 to 10");
var save = SampleOptions.Path("--save", "Where the parameters of the last seed go.");
var about = new SampleAbout(
    "lenet", "Trains LeNet-5 on digits that move and turn, from three seeds.", DigitData.Help, Epochs: 25) { Options = [below, save] };
return Sample.Run(args, about, run =>
{
    SavedFile.RequireFolder(run.Get(save));
    DigitData data = DigitData.Load(run.Data).Only(digit => digit < run.Get(below));
    Dataset moving = data.Train.Augment("input", new ImageAugmentation { Shift = 2, Rotation = 10, Zoom = 0.1f }, run.Seed);
    var accuracies = new List<double>();
    for (ulong seed = run.Seed; seed < run.Seed + seeds; seed++)
    {
        Console.WriteLine($"seed {seed}");
        var net = new LeNet5(seed);
        var adam = new Adam(0.002);
        var trainer = new Trainer(adam)
        {
            Epochs = run.Epochs,
            BatchSize = 32,
            Seed = seed,
            Metrics = [new Accuracy()],
            Progress = run.Progress,
            CheckpointPath = run.CheckpointOf($"seed{seed}"),
            Resume = run.Resume,
        };
        adam.Schedule = new CosineDecay(trainer.StepCount(moving));
        TrainingResult result = trainer.Fit(net, moving, data.Test, run.Stop);
        accuracies.Add(result.Last.Metric("Accuracy"));

        var confusion = new ConfusionMatrix();
        net.Objectives.Loss.Measure(data.Test, [confusion]);
        run.Report.Training(result).Confusion(confusion);
        run.Result($"seed {seed} test accuracy", accuracies[^1]);
        if (run.Get(save) is { } path)
        {
            net.Save(path);
        }
    }

    run.Report.Text("Network", LeNet5.Summary);
    run.Result($"test accuracy of {seeds} seeds", Spread.Of(accuracies).ToString());
});
