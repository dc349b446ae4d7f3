using System.Diagnostics;
using Classics;
using CompiledNets;
using Samples;

// Parameters as torchvision's model pages count them.
(string Name, Func<ulong, INetwork> Create, int Count, int Torchvision, string Summary)[] classics =
[
    ("alexnet", seed => new AlexNet(seed), AlexNet.ParameterCount, 61_100_840, AlexNet.Summary),
    ("vgg16", seed => new Vgg16(seed), Vgg16.ParameterCount, 138_357_544, Vgg16.Summary),
    ("resnet18", seed => new ResNet18(seed), ResNet18.ParameterCount, 11_689_512, ResNet18.Summary),
    ("googlenet", seed => new GoogLeNet(seed), GoogLeNet.ParameterCount, 6_624_904, GoogLeNet.Summary),
    ("mobilenet", seed => new MobileNetV2(seed), MobileNetV2.ParameterCount, 3_504_872, MobileNetV2.Summary),
];
var only = SampleOptions.Choice("--net", "Which to run.", ["all", .. classics.Select(classic => classic.Name)]);
var about = new SampleAbout(
    "classics", "Runs AlexNet, VGG-16, ResNet-18, GoogLeNet and MobileNetV2, compiled, and counts their parameters.",
    "A PNG or PPM image of 224 by 224 pixels. Without it, the program takes noise.", Epochs: 5)
{
    EpochsAre = "Predictions to take the best time of.",
    Options = [only],
};
return Sample.Run(args, about, run =>
{
    var random = new Random((int)run.Seed);
    float[] image = [.. Enumerable.Range(0, 3 * 224 * 224).Select(_ => random.NextSingle())];
    if (run.Data is { } path)
    {
        PixelImage.Read(path).CopyTo(image);
    }

    foreach (var (name, create, count, torchvision, summary) in classics.Where(classic => run.Get(only) == "all" || run.Get(only) == classic.Name))
    {
        ForwardEntry predict = create(run.Seed).AllForwards[0];
        var logits = new float[1000];
        var batch = Dataset.Create().With(predict.Inputs[0].Name, image, 3, 224, 224).Batches(1);
        double best = double.PositiveInfinity;
        for (int turn = 0; turn < run.Epochs; turn++)
        {
            run.Stop.ThrowIfCancellationRequested();
            foreach (Batch sample in batch)
            {
                long start = Stopwatch.GetTimestamp();
                predict.Run(sample, logits);
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        run.Report.Text(name, summary);
        run.Result(name, $"{count:N0} parameters, {(count == torchvision ? "as many as" : "not those of")} torchvision's; {best:0.0} ms");
    }
});
