using System.Text;
using CharGpt;
using CompiledNets;
using Samples;

var temperature = SampleOptions.Positive("--temperature", "Below 1, likely characters become likelier.", 0.8);
var topK = SampleOptions.Number(
    "--top-k", "From how many of the likeliest characters to choose.", 20, count => count is >= 1 and <= TextGpt.Vocabulary, $"whole number from 1 to {TextGpt.Vocabulary}");
var length = SampleOptions.Count("--length", "Characters to write at the end.", 500);
var load = SampleOptions.Path("--load", "Trained parameters to write with. Nothing is learned then.");
var save = SampleOptions.Path("--save", "Where the trained parameters go.");
var about = new SampleAbout("chargpt", "Learns to write, character by character, with a small transformer.", TextData.Help, Epochs: 10)
{
    EpochsAre = "Each learns from as many characters as there are, from pieces that begin anywhere.",
    Options = [temperature, topK, length, load, save],
};
return Sample.Run(args, about, run =>
{
    SavedFile.RequireFolder(run.Get(save));
    TextData data = TextData.Load(run.Data, TextGpt.Vocabulary, TextGpt.Context);
    var net = new TextGpt(run.Seed);
    float[] cache = new float[TextGpt.CacheSize];
    var generator = new SequenceGenerator(TextGpt.Context, TextGpt.Vocabulary, (token, position, logits) =>
    {
        net.Step(token, position, cache, logits);
        logits[data.Characters.Count..].Fill(float.NegativeInfinity); // The network has room for more characters than the text.
    });
    string Write(int count) =>
        generator.Write(data.Characters, "\n", count, new TokenSampler(run.Seed) { Temperature = run.Get(temperature), TopK = run.Get(topK) });

    if (run.Get(load) is { } trained)
    {
        net.LoadParameters(trained);
    }
    else
    {
        Console.WriteLine(TextGpt.Summary);
        Console.WriteLine($"{data.Description}: {data.Train.Length} characters to learn from, {data.Validation.Length} to judge by");
        var written = new StringBuilder();
        var adam = new AdamW(0.002, beta2: 0.99, weightDecay: 0.1) { MaxGradientNorm = 1 };
        var progress = new EpochProgress(run.Progress, (epoch, result) => written.Append($"epoch {epoch}: {result.ValidationLoss:0.000}{Write(200)}\n\n"));
        Trainer trainer = run.Trainer(adam, progress: progress);
        Dataset train = TokenWindows.Random(data.Train, TextGpt.Context, Math.Max(1, data.Train.Length / TextGpt.Context), run.Seed);
        adam.Schedule = new WarmUp(1 + trainer.StepCount(train) / 15, new CosineDecay(trainer.StepCount(train), floor: 0.05));
        TrainingResult result = trainer.Fit(net, train, TokenWindows.Of(data.Validation, TextGpt.Context), run.Stop);
        if (run.Get(save) is { } path)
        {
            net.Save(path);
        }

        run.Report.Training(result).Text("What it wrote after each epoch", written.ToString()).Text("Network", TextGpt.Summary);
        run.Result("processor time in seconds", Environment.CpuUsage.TotalTime.TotalSeconds);
        run.Result("validation loss in nats", result.Last.ValidationLoss!.Value);
    }

    Console.WriteLine(Write(run.Get(length)));

    // Without a cache, each character takes a look at the whole context.
    float[] all = new float[TextGpt.Context * TextGpt.Vocabulary];
    run.Result("characters per second with the cache", 100 / Timing.Seconds(() => Write(100)));
    run.Result("characters per second without", 1 / Timing.Seconds(() => net.Logits(data.Validation.AsSpan(0, TextGpt.Context), all)));
});
