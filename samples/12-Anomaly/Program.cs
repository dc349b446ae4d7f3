using Anomaly;
using CompiledNets;
using Samples;

var normal = SampleOptions.Number("--normal", "The digit that is normal.", 0, digit => digit is >= 0 and < DigitData.Classes, "digit");
var about = new SampleAbout("anomaly", "Finds digits of other kinds with an autoencoder that has seen one kind only.", DigitData.Help, Epochs: 40)
{
    Options = [normal],
};
return Sample.Run(args, about, run =>
{
    DigitData data = DigitData.Load(run.Data);
    int[] Places(Dataset digits) => [.. digits.CopyTokens("label").Index().Where(pair => pair.Item == run.Get(normal)).Select(pair => pair.Index)];
    Dataset train = data.Train.Pick(Places(data.Train)), known = data.Test.Pick(Places(data.Test));
    Console.WriteLine($"{train.Count} normal digits to learn from; {known.Count} of {data.Test.Count} to judge by are normal");

    var net = new DigitAutoencoder(run.Seed);
    var trainer = new Trainer(new Adam(0.001))
    {
        Epochs = run.Epochs,
        Seed = run.Seed,
        Progress = run.Progress,
        CheckpointPath = run.CheckpointPath,
        Resume = run.Resume,
    };
    TrainingResult result = trainer.Fit(net, train, known, run.Stop);

    int[] isOther = [.. data.Test.CopyTokens("label").Select(label => label == run.Get(normal) ? 0 : 1)];
    var area = new RocAuc(labels: "isOther");
    net.Objectives.Loss.Measure(data.Test.With("isOther", isOther), [area]);

    // The strangest first.
    float[] strangeness = new float[data.Test.Count];
    net.Strangeness(data.Test.CopyFloats("input"), strangeness);
    int[] strangest = [.. Enumerable.Range(0, strangeness.Length).OrderByDescending(i => strangeness[i]).Take(20)];
    PixelImage grid = PixelImage.Grid(data.Test.Pick(strangest).CopyFloats("input"), 28, 28, 1, columns: 10);
    run.Report.Training(result).Image("The strangest digits", grid, zoom: 2).Text("Network", DigitAutoencoder.Summary);
    run.Result("area under the ROC curve", area.Value);
});
