using CompiledNets;
using Federated;
using Samples;

const int clients = 10, localEpochs = 2;

var noise = SampleOptions.Positive("--noise", "The noise's standard deviation over --clip.", 0.7);
var clip = SampleOptions.Positive("--clip", "The length that each digit's gradient is cut to.", 1);
var batch = SampleOptions.Positive("--batch", "Digits in a private batch, in the mean.", 512);
var rate = SampleOptions.Positive("--rate", "The learning rate of private training.", 2);
var about = new SampleAbout(
    "federated", "Trains one network on the digits of ten clients that keep them, and one whose steps tell little of any digit.", DigitData.Help, Epochs: 20)
{
    EpochsAre = "Rounds of averaging, and half the passes of private training.",
    Options = [noise, clip, batch, rate],
};
return Sample.Run(args, about, run =>
{
    DigitData data = DigitData.Load(run.Data);
    double central = Central(), federated = FederatedAveraging();
    run.Result("central test accuracy", central);
    run.Result("federated averaging", federated);
    (double secret, double epsilon) = Private();
    run.Result("with differential privacy", secret);
    run.Result("epsilon at delta 1e-5", epsilon);
    run.Report.Text("Network", ClientNet.Summary);

    double Central()
    {
        var net = new ClientNet(run.Seed);
        new Trainer(new Sgd(0.1)) { Epochs = run.Epochs, Seed = run.Seed }.Fit(net, data.Train, null, run.Stop);
        return Accuracy(net);
    }

    // McMahan and others (2017): each round every client trains a copy, and the copies are averaged.
    double FederatedAveraging()
    {
        var net = new ClientNet(run.Seed);
        Dataset[] kept = [.. data.Train.Shuffle(run.Seed).Folds(clients, run.Seed).Select(fold => fold.Validation)];
        for (int round = 0; round < run.Epochs; round++)
        {
            var mean = new ClientNet();
            for (int client = 0; client < clients; client++)
            {
                var copy = new ClientNet();
                copy.Parameters.CopyFrom(net.Parameters);
                new Trainer(new Sgd(0.1)) { Epochs = localEpochs, Seed = (ulong)(round * clients + client) }.Fit(copy, kept[client], null, run.Stop);
                mean.MoveTowards(copy, 1.0 / (client + 1));
            }

            net = mean;
            Console.WriteLine(FormattableString.Invariant($"round {round + 1}: {Accuracy(net):0.0000}"));
        }

        return Accuracy(net);
    }

    (double Accuracy, double Epsilon) Private()
    {
        var net = new ClientNet(run.Seed);
        var steps = new PrivateSteps(net, run.Get(clip), run.Get(noise));
        var sgd = new Sgd(run.Get(rate), momentum: 0.5);
        var random = new Random((int)run.Seed); // not secret: a real release needs noise that nobody can compute again
        double share = run.Get(batch) / data.Train.Count;
        int count = (int)(2 * run.Epochs / share);
        for (int step = 0; step < count; step++)
        {
            run.Stop.ThrowIfCancellationRequested();
            Dataset drawn = data.Train.Pick([.. Enumerable.Range(0, data.Train.Count).Where(_ => random.NextDouble() < share)]);
            steps.AddGradients(drawn.CopyFloats("input"), drawn.CopyTokens("label"), run.Get(batch), random);
            sgd.Step(net);
        }

        return (Accuracy(net), PrivateSteps.Epsilon(count, share, run.Get(noise), delta: 1e-5));
    }

    double Accuracy(ClientNet net) => net.Objectives.Loss.Measure(data.Test, [new Accuracy()])[0].Value;
});
