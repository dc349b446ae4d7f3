using CompiledNets;
using Samples;
using Vae;

var images = SampleOptions.Path("--images", "What the two PNG files begin with: digits that are new, and digits drawn again.", "vae");
var about = new SampleAbout("vae", "Learns to draw digits from 20 normal numbers, and draws a grid of new ones.", DigitData.Help, Epochs: 100)
{
    Options = [images],
};
return Sample.Run(args, about, run =>
{
    DigitData data = DigitData.Load(run.Data);
    Dataset train = data.Train.Augment("input", new ImageAugmentation { Shift = 0.5f, Rotation = 5, Zoom = 0.05f }, run.Seed);
    var net = new DigitVae(run.Seed);
    var adam = new Adam(0.001);
    Trainer trainer = run.Trainer(adam, batchSize: 64);
    adam.Schedule = new CosineDecay(trainer.StepCount(train));
    TrainingResult result = trainer.Fit(net, train, data.Test, run.Stop);

    const int rows = 10, pixels = 28 * 28;
    float[] codes = new float[rows * rows * DigitVae.Latent], drawn = new float[rows * rows * pixels];
    NormalNoise.Fill(codes, new Random((int)run.Seed));
    net.Decode(codes, drawn);
    PixelImage samples = PixelImage.Grid(drawn, 28, 28, 1, columns: rows);

    // Each test digit above what the network makes of it.
    float[] pairs = new float[2 * rows * pixels];
    for (int digit = 0; digit < rows; digit++)
    {
        data.Test.Floats("input", digit).CopyTo(pairs.AsSpan(digit * pixels));
    }

    net.Reconstruct(pairs.AsSpan(0, rows * pixels), pairs.AsSpan(rows * pixels));
    PixelImage reconstructions = PixelImage.Grid(pairs, 28, 28, 1, columns: rows);
    Png.Write(run.Get(images)! + "-samples.png", samples);
    Png.Write(run.Get(images)! + "-reconstructions.png", reconstructions);
    run.Report.Training(result).Image("New digits", samples, zoom: 2).Image("Test digits and their reconstructions", reconstructions, zoom: 2)
        .Text("Network", DigitVae.Summary);
    run.Result("test ELBO in nats", -result.Last.ValidationLoss!.Value);
});
