using CompiledNets;
using Forecast;
using Samples;
using Samples.Data;

var about = new SampleAbout(
    "forecast", "Forecasts tomorrow's temperature with a GRU, against the forecast that it will be as today.",
    "A CSV file whose last column is a daily series. Without it, the program makes ten years up.", Epochs: 30);
return Sample.Run(args, about, run =>
{
    // In the order of time: nobody learns from the future.
    var (train, test) = SeriesWindows.Split(Temperatures.Load(run.Data), TemperatureNet.Days, validationFraction: 0.2, input: "days", target: "next");
    Scaler degrees = Scaler.Standardize(train, "days", ScalePer.Column);
    Dataset Scaled(Dataset data) => degrees.For("next", 1).Apply(degrees.Apply(data));

    var net = new TemperatureNet(run.Seed);
    var trainer = new Trainer(new Adam(0.003) { MaxGradientNorm = 1, Schedule = new CosineDecay(run.Epochs * train.Count / 64) })
    {
        Epochs = run.Epochs,
        BatchSize = 64,
        Seed = run.Seed,
        Progress = run.Progress,
        CheckpointPath = run.CheckpointPath,
        Resume = run.Resume,
    };
    TrainingResult result = trainer.Fit(net, Scaled(train), Scaled(test), run.Stop);

    // Both in degrees: a loss of 1 is a standard deviation of the series.
    double ours = result.Last.ValidationLoss!.Value * degrees.Divisors[0];
    double persistence = Enumerable.Range(0, test.Count).Average(day => Math.Abs(test.Floats("next", day)[0] - test.Floats("days", day)[^1]));

    Dataset last = test.Skip(Math.Max(0, test.Count - 100));
    float[] measured = last.CopyFloats("next"), scaled = new float[last.Count], forecast = new float[last.Count];
    net.Tomorrow(Scaled(last).CopyFloats("days"), scaled);
    degrees.For("next", 1).Undo(scaled, forecast);
    run.Report.Chart("The last days", new LineChart("day", "°C")
        .Add("measured", measured.Select(value => (double)value)).Add("forecast the day before", forecast.Select(value => (double)value)));
    run.Report.Training(result).Text("Network", TemperatureNet.Summary);
    run.Result("mean absolute error of persistence", persistence);
    run.Result("mean absolute error", ours);
    run.Result("better by", 1 - ours / persistence);
});
