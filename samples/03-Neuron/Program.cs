using CompiledNets;
using Neuron;
using Samples;
using Samples.Data;

var about = new SampleAbout(
    "neuron", "Teaches a single neuron to tell forged banknotes from genuine ones.",
    "UCI's banknote_authentication.csv. Without it, the program makes banknotes up.", Epochs: 100);
return Sample.Run(args, about, run =>
{
    var (train, test) = Banknotes.Load(run.Data).Split(0.2, run.Seed);
    Scaler scaler = Scaler.Standardize(train, "input");
    (train, test) = (scaler.Apply(train), scaler.Apply(test));

    var net = new BanknoteNet(run.Seed);
    var trainer = new Trainer(new Adam(0.05))
    {
        Epochs = run.Epochs,
        Seed = run.Seed,
        Metrics = [new Accuracy(), new RocAuc()],
        Progress = run.Progress,
        CheckpointPath = run.CheckpointPath,
        Resume = run.Resume,
    };
    TrainingResult result = trainer.Fit(net, train, test, run.Stop);

    var confusion = new ConfusionMatrix(classNames: ["genuine", "forged"]);
    net.Objectives.Loss.Measure(test, [confusion]);

    // All that it has learned is a formula.
    string formula = string.Join(" ", Banknotes.Measures.Select((name, i) => $"{net.Parameters.Dense1.Weight[i]:+0.00;-0.00}·{name}"));
    Console.WriteLine($"log odds of a forgery = {formula} {net.Parameters.Dense1.Bias[0]:+0.00;-0.00}");
    run.Report.Training(result).Confusion(confusion).Text("Network", BanknoteNet.Summary).Text("Formula, over standardised measures", formula);
    run.Result("area under the ROC curve", result.Last.Metric("RocAuc"));
    run.Result("test accuracy", result.Last.Metric("Accuracy"));
});
