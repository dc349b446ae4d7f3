using System.Globalization;
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
    var course = new LineChart("passes over the data", "test accuracy");
    run.Result("central test accuracy", Central());
    run.Result("federated averaging", FederatedAveraging());
    (double secret, double epsilon) = Private();
    run.Result("with differential privacy", secret);
    run.Result("epsilon at delta 1e-5", epsilon);
    run.Report.Chart("Three ways", course).Text("Network", ClientNet.Summary);

    double Central()
    {
        var net = new ClientNet(run.Seed);
        var trainer = new Trainer(new Sgd(0.1))
        {
            Epochs = run.Epochs, Seed = run.Seed, Metrics = [new Accuracy()], Progress = run.Progress, CheckpointPath = run.CheckpointOf("central"), Resume = run.Resume,
        };
        TrainingResult result = trainer.Fit(net, data.Train, data.Test, run.Stop);
        course.Add("central", result.Epochs.Select(epoch => epoch.Metric("Accuracy")));
        return result.Last.Metric("Accuracy");
    }

    // McMahan and others (2017): each round every client trains a copy, and the copies are averaged.
    double FederatedAveraging()
    {
        ClientNet net = new(run.Seed), mean = new();
        LoopCheckpoint state = new LoopCheckpoint().Add("net", net).Add("mean", mean);
        Dataset[] kept = [.. data.Train.Shuffle(run.Seed).Folds(clients, run.Seed).Select(fold => fold.Validation)];
        run.Loop("averaging", state, run.Epochs * clients, saveEach: 1, turn =>
        {
            int client = turn % clients;
            var copy = new ClientNet();
            copy.Parameters.CopyFrom(net.Parameters);
            new Trainer(new Sgd(0.1)) { Epochs = localEpochs, Seed = (ulong)turn }.Fit(copy, kept[client], null, run.Stop);
            mean.MoveTowards(copy, 1.0 / (client + 1)); // the first of a round replaces the mean of the last
            if (client == clients - 1)
            {
                net.Parameters.CopyFrom(mean.Parameters);
                Note(state, (turn + 1) / clients * localEpochs, Accuracy(net), "averaged");
            }
        });
        Finish("federated", state, net);
        return Accuracy(net);
    }

    (double Accuracy, double Epsilon) Private()
    {
        var net = new ClientNet(run.Seed);
        var sgd = new Sgd(run.Get(rate), momentum: 0.5);
        var steps = new PrivateSteps(net, run.Get(clip), run.Get(noise));
        LoopCheckpoint state = new LoopCheckpoint().Add("net", net, sgd);
        double share = run.Get(batch) / data.Train.Count;
        int count = (int)(2 * run.Epochs / share), pass = Math.Max(1, (int)(1 / share));
        run.Loop("private", state, count, saveEach: pass, turn =>
        {
            var random = new Random((int)(run.Seed * 1_000_003 + (ulong)turn & int.MaxValue)); // no secret: a real release needs noise that nobody can compute again
            Dataset drawn = data.Train.Pick([.. Enumerable.Range(0, data.Train.Count).Where(_ => random.NextDouble() < share)]);
            steps.AddGradients(drawn.CopyFloats("input"), drawn.CopyTokens("label"), run.Get(batch), random);
            sgd.Step(net);
            if ((turn + 1) % pass == 0)
            {
                Note(state, (turn + 1) / pass, Accuracy(net), "private");
            }
        });
        Finish("private", state, net);
        return (Accuracy(net), PrivateSteps.Epsilon(count, share, run.Get(noise), delta: 1e-5));
    }

    // The accuracy after some passes is part of the state, so that a resumed run can draw all of its curve.
    void Note(LoopCheckpoint state, int passes, double accuracy, string how)
    {
        state.Numbers[$"pass {passes}"] = accuracy;
        Console.WriteLine(FormattableString.Invariant($"{how}, {passes} passes: {accuracy:0.0000}"));
    }

    void Finish(string name, LoopCheckpoint state, ClientNet net)
    {
        course.Add(name, state.Numbers.Where(number => number.Key.StartsWith("pass ", StringComparison.Ordinal))
            .Select(number => (double.Parse(number.Key[5..], CultureInfo.InvariantCulture), number.Value)).Order());
        var confusion = new ConfusionMatrix();
        net.Objectives.Loss.Measure(data.Test, [confusion]);
        run.Report.Confusion(confusion);
    }

    double Accuracy(ClientNet net) => net.Objectives.Loss.Measure(data.Test, [new Accuracy()])[0].Value;
});
