using CompiledNets;
using Samples;
using Transfer;

const int labels = 100, seeds = 5;

var weights = SampleOptions.Path(
    "--weights", "Parameters that 24-Rows saved with --below 5. Without them, features are trained on drawn digits 0 to 4.");
var about = new SampleAbout(
    "transfer", "Learns the digits 5 to 9 from 100 labels, with features that know 0 to 4, and without.", DigitData.Help, Epochs: 80)
{
    Options = [weights],
};
return Sample.Run(args, about, run =>
{
    DigitData data = DigitData.Load(run.Data).Only(digit => digit >= 5);
    var teacher = new TransferNet(run.Seed);
    if (run.Get(weights) is { } path)
    {
        teacher.LoadParameters(path, rename: null, strict: false); // all but its last layer, which has another name here
    }
    else
    {
        Train("teacher", teacher.Objectives.FineTuneLoss, DigitData.Load(null).Only(digit => digit < 5).Train, rate: 0.004, epochs: 3);
    }

    var (scratch, frozen, tuned) = (new List<double>(), new List<double>(), new List<double>());
    var (losses, confusion) = (new LineChart("epoch", "training loss") { Logarithmic = true }, new ConfusionMatrix());
    for (ulong seed = run.Seed; seed < run.Seed + seeds; seed++)
    {
        Dataset few = data.Train.Shuffle(seed).Take(labels);
        var net = new TransferNet(seed);
        scratch.Add(Learn("scratch", net.Objectives.FineTuneLoss, rate: 0.008, 2 * run.Epochs)); // as many as the other way takes in all

        net = new TransferNet(seed);
        net.Parameters.CopyFrom(teacher.Parameters);
        frozen.Add(Learn("frozen", net.Objectives.HeadLoss, rate: 0.01, run.Epochs));
        tuned.Add(Learn("tuned", net.Objectives.FineTuneLoss, rate: 0.002, run.Epochs));
        string figures = FormattableString.Invariant($"{scratch[^1]:0.000} from scratch, {frozen[^1]:0.000} frozen, {tuned[^1]:0.000} then fine-tuned");
        Console.WriteLine($"seed {seed}: {figures}");

        double Learn(string way, Objective objective, double rate, int epochs)
        {
            TrainingResult result = Train($"{way}{seed}", objective, few, rate, epochs);
            losses = seed == run.Seed ? losses.Add(way, result.Epochs.Select(epoch => epoch.TrainingLoss)) : losses;
            return objective.Measure(data.Test, [confusion])[0].Value;
        }
    }

    run.Report.Chart($"Losses, seed {run.Seed}", losses).Confusion(confusion).Text("Network", TransferNet.Summary);
    run.Result("from scratch", Spread.Of(scratch).ToString());
    run.Result("features frozen", Spread.Of(frozen).ToString());
    run.Result("then fine-tuned", Spread.Of(tuned).ToString());
    run.Result("transfer is better by", Spread.Of(tuned).Mean - Spread.Of(scratch).Mean);

    TrainingResult Train(string part, Objective objective, Dataset digits, double rate, int epochs)
    {
        var adam = new Adam(rate) { MaxGradientNorm = 1 };
        var trainer = new Trainer(adam)
        {
            Epochs = epochs, BatchSize = 20, Seed = run.Seed, CheckpointPath = run.CheckpointOf(part), Resume = run.Resume,
        };
        adam.Schedule = new CosineDecay(trainer.StepCount(digits));
        return trainer.Fit(objective, digits, validation: null, run.Stop);
    }
});
