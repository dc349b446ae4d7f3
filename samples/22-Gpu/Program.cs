using System.CommandLine;
using System.Diagnostics;
using CompiledNets;
using CompiledNets.Accelerated;
using Digits;
using Samples;

var host = new Option<bool>("--host") { Description = "Runs the kernels on the processor, slowly, to look for mistakes." };
var about = new SampleAbout("gpu", "Trains the digits' network on the best device, and reads with what it learned on the processor.", DigitData.Help, Epochs: 3)
{
    Options = [host],
};
return Sample.Run(args, about, run =>
{
    using BestAccelerator best = run.Get(host) ? BestAccelerator.OpenHost() : BestAccelerator.Open();
    DigitData data = DigitData.Load(run.Data);
    Console.WriteLine($"device: {best.Accelerator.Name}");

    // The network on the device is a copy: parameters, moments and activations stay there until somebody looks.
    var net = new DigitNet(run.Seed);
    using DigitNet.OnAccelerator gpu = net.ToAccelerator(best.Accelerator);
    var trainer = new Trainer(new Adam(0.001))
    {
        Epochs = run.Epochs,
        BatchSize = 64,
        Seed = run.Seed,
        Metrics = [new Accuracy()],
        Progress = run.Progress,
        CheckpointPath = run.CheckpointPath,
        Resume = run.Resume,
    };
    TrainingResult result = trainer.Fit(gpu, data.Train, data.Test, run.Stop);

    var confusion = new ConfusionMatrix();
    gpu.CopyTo(net);
    net.Objectives.Loss.Measure(data.Test, [confusion]);
    run.Report.Training(result).Confusion(confusion).Text("Network", DigitNet.Summary);
    (double steps, double launches) = Speed(gpu, data.Train);
    run.Result("steps per second", steps);
    run.Result("launches per step", launches);
    run.Result("test accuracy on the processor", confusion.Value);
});

// Steps of 64 samples, warm.
static (double StepsPerSecond, double LaunchesPerStep) Speed(DigitNet.OnAccelerator gpu, Dataset train)
{
    const int Steps = 20;
    var adam = new Adam(0);
    BatchSequence.Enumerator batches = train.Batches(Math.Min(64, train.Count)).GetEnumerator();
    batches.MoveNext();
    Batch batch = batches.Current;
    void Step()
    {
        gpu.LossGradients(batch.Floats(0), batch.Tokens(1));
        gpu.Step(adam);
    }

    Step();
    gpu.Synchronize();
    (long before, long began) = (gpu.Launches, Stopwatch.GetTimestamp());
    for (int step = 0; step < Steps; step++)
    {
        Step();
    }

    gpu.Synchronize();
    return (Steps / Stopwatch.GetElapsedTime(began).TotalSeconds, (gpu.Launches - before) / (double)Steps);
}
