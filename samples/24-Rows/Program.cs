using CompiledNets;
using Rows;
using Samples;

var below = SampleOptions.Number(
    "--below", "Only digits below this one, such as 5 for the sample on transfer.", 10, digit => digit is >= 2 and <= 10, "number from 2 to 10");
var save = SampleOptions.Path("--save", "Where the trained parameters go.");
var about = new SampleAbout("rows", "Reads digits row by row with a recurrent network.", DigitData.Help, Epochs: 15) { Options = [below, save] };
return Sample.Run(args, about, run =>
{
    SavedFile.RequireFolder(run.Get(save));
    DigitData data = DigitData.Load(run.Data).Only(digit => digit < run.Get(below));
    Dataset moving = data.Train.Augment("input", new ImageAugmentation { Shift = 2, Rotation = 10, Zoom = 0.1f }, run.Seed);
    var net = new RowNet(run.Seed);
    var adam = new Adam(0.004) { MaxGradientNorm = 1 };
    Trainer trainer = run.Trainer(adam, metrics: [new Accuracy()]);
    adam.Schedule = new CosineDecay(trainer.StepCount(moving));
    TrainingResult result = trainer.Fit(net, moving, data.Test, run.Stop);
    if (run.Get(save) is { } path)
    {
        net.Save(path);
    }

    var confusion = new ConfusionMatrix();
    net.Objectives.Loss.Measure(data.Test, [confusion]);
    run.Report.Training(result).Confusion(confusion).Text("Network", RowNet.Summary);
    run.Result("test accuracy", result.Last.Metric("Accuracy"));
});
