using System.CommandLine;
using CharGpt;
using CompiledNets;
using CompiledNets.Accelerated;
using Digits;
using Samples;

var host = new Option<bool>("--host") { Description = "Runs the kernels on the processor, slowly, to look for mistakes." };
var text = SampleOptions.Path("--text", TextData.Help);
var samples = SampleOptions.Count("--samples", "The most samples to learn from, and to judge by.", int.MaxValue);
var about = new SampleAbout("gpu", "Trains the digits' network and the one that writes on the best device.", DigitData.Help, Epochs: 3) { Options = [host, text, samples] };
return Sample.Run(args, about, run =>
{
    using BestAccelerator best = run.Get(host) ? BestAccelerator.OpenHost() : BestAccelerator.Open();
    run.Result("device", best.Accelerator.Name);
    int most = run.Get(samples);

    // A network on the device is a copy: parameters, moments and activations stay there until somebody looks.
    DigitData digits = DigitData.Load(run.Data);
    var reads = new DigitNet(run.Seed);
    using (DigitNet.OnAccelerator gpu = reads.ToAccelerator(best.Accelerator))
    {
        Train("digits", gpu, () => gpu.Launches, new Adam(0.001), batch: 64, digits.Train, digits.Test, [new Accuracy()]);
        gpu.CopyTo(reads);
        var confusion = new ConfusionMatrix();
        reads.Objectives.Loss.Measure(Few(digits.Test), [confusion]);
        run.Report.Confusion(confusion).Text("Digits", DigitNet.Summary);
        run.Result("digits: test accuracy on the processor", confusion.Value);
    }

    TextData tales = TextData.Load(run.Get(text), TextGpt.Vocabulary, TextGpt.Context);
    var writes = new TextGpt(run.Seed);
    using (TextGpt.OnAccelerator gpu = writes.ToAccelerator(best.Accelerator))
    {
        Dataset train = TokenWindows.Random(tales.Train, TextGpt.Context, Math.Max(1, tales.Train.Length / TextGpt.Context), run.Seed);
        var adam = new AdamW(0.002, beta2: 0.99, weightDecay: 0.1) { MaxGradientNorm = 1 };
        Train("chargpt", gpu, () => gpu.Launches, adam, batch: 32, train, TokenWindows.Of(tales.Validation, TextGpt.Context), []);
        gpu.CopyTo(writes);
        run.Report.Text("CharGpt", TextGpt.Summary);
    }

    Dataset Few(Dataset data) => data.Take(Math.Min(most, data.Count));

    void Train(string name, INetwork gpu, Func<long> launches, Optimizer optimizer, int batch, Dataset train, Dataset test, Metric[] metrics)
    {
        Dataset learned = Few(train);
        int step = Math.Min(batch, learned.Count);
        var trainer = new Trainer(optimizer)
        {
            Epochs = run.Epochs,
            BatchSize = batch,
            Seed = run.Seed,
            Metrics = metrics,
            Progress = run.Progress,
            CheckpointPath = run.CheckpointOf(name),
            Resume = run.Resume,
        };
        TrainingResult result = trainer.Fit(gpu, learned, Few(test), run.Stop);
        run.Report.Training(result);
        run.Result($"{name}: validation loss", result.Last.ValidationLoss!.Value);
        run.Result($"{name}: steps per second", result.Last.SamplesPerSecond / step);

        // One more step, that moves nothing.
        long before = launches();
        new Trainer(new Adam(0)) { Epochs = 1, BatchSize = step }.Fit(gpu, learned.Take(step));
        run.Result($"{name}: launches per step", $"{launches() - before}");
    }
});
