using CompiledNets;
using Samples;
using Transfer;

const int labels = 100, seeds = 5;

var weights = SampleOptions.Path(
    "--weights", "Parameters that 06-LeNet saved with --below 5. Without them, features are trained on drawn digits 0 to 4.");
var about = new SampleAbout(
    "transfer", "Learns the digits 5 to 9 from 100 labels, with features that know 0 to 4, and without.", DigitData.Help, Epochs: 80)
{
    Options = [weights],
};
return Sample.Run(args, about, run =>
{
    DigitData data = DigitData.Load(run.Data).Only(digit => digit >= 5);
    TransferNet teacher = new(run.Seed);
    if (run.Get(weights) is { } path)
    {
        teacher.LoadParameters(path, rename: name => "features." + name, strict: false); // its last layer has no place here
    }
    else
    {
        Train(teacher.Objectives.FineTuneLoss, DigitData.Load(null).Only(digit => digit < 5).Train, new Adam(0.002), epochs: 3);
    }

    var (scratch, frozen, tuned) = (new List<double>(), new List<double>(), new List<double>());
    for (ulong seed = run.Seed; seed < run.Seed + seeds; seed++)
    {
        Dataset few = data.Train.Shuffle(seed).Take(labels);
        var net = new TransferNet(seed);
        Train(net.Objectives.FineTuneLoss, few, new Adam(0.002), run.Epochs);
        scratch.Add(Accuracy(net));

        net = new TransferNet(seed);
        net.Parameters.CopyFrom(teacher.Parameters);
        Train(net.Objectives.HeadLoss, few, new Adam(0.01), run.Epochs);
        frozen.Add(Accuracy(net));
        Train(net.Objectives.FineTuneLoss, few, new Adam(0.0005), run.Epochs);
        tuned.Add(Accuracy(net));
        Console.WriteLine(FormattableString.Invariant($"seed {seed}: {scratch[^1]:0.000} from scratch, {frozen[^1]:0.000} frozen, {tuned[^1]:0.000} then fine-tuned"));
    }

    run.Report.Text("Network", TransferNet.Summary);
    run.Result("from scratch", Spread.Of(scratch).ToString());
    run.Result("features frozen", Spread.Of(frozen).ToString());
    run.Result("then fine-tuned", Spread.Of(tuned).ToString());
    run.Result("transfer is better by", Spread.Of(tuned).Mean - Spread.Of(scratch).Mean);

    void Train(Objective objective, Dataset digits, Optimizer optimizer, int epochs) => new Trainer(optimizer)
    {
        Epochs = epochs,
        BatchSize = 20,
        Seed = run.Seed,
    }.Fit(objective, digits, validation: null, run.Stop);

    double Accuracy(TransferNet net) => net.Objectives.FineTuneLoss.Measure(data.Test, [new Accuracy()])[0].Value;
});
