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
    var trainer = run.Trainer(new Sgd(0.1), metrics: [new Accuracy()], part: "central");
    TrainingResult central = trainer.Fit(new ClientNet(run.Seed), data.Train, data.Test, run.Stop);
    course.Add("central", central.Epochs.Select(epoch => epoch.Metric("Accuracy")));
    run.Result("central test accuracy", central.Last.Metric("Accuracy"));

    // Federated averaging (McMahan and others 2017): each round every client trains a copy on digits that stay there; the copies' mean is next.
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
            Note("averaged", state, (turn + 1) / clients * localEpochs, Judge(net));
        }
    });
    Show("federated averaging", state, Judge(net));

    // Differentially private steps (Abadi and others 2016): each digit's gradient is cut, and the sum of a batch gets noise.
    var guarded = new ClientNet(run.Seed);
    var (sgd, steps) = (new Sgd(run.Get(rate), momentum: 0.5), new PrivateGradients(guarded, run.Get(clip), run.Get(noise)));
    state = new LoopCheckpoint().Add("net", guarded, sgd);
    double share = run.Get(batch) / data.Train.Count;
    int count = (int)(2 * run.Epochs / share), pass = Math.Max(1, (int)(1 / share));
    run.Loop("private", state, count, saveEach: pass, turn =>
    {
        Random random = run.Random(turn); // no secret: a real release needs noise that nobody can compute again
        Dataset drawn = data.Train.Draw(share, random);
        void AddGradients(int digit) => guarded.LossGradients(drawn.Floats("input", digit), drawn.Tokens("label", digit));
        steps.Gather(drawn.Count, expected: run.Get(batch), random, AddGradients);
        sgd.Step(guarded);
        if ((turn + 1) % pass == 0)
        {
            Note("private", state, (turn + 1) / pass, Judge(guarded));
        }
    });
    Show("with differential privacy", state, Judge(guarded));
    run.Result("epsilon at delta 1e-5", PrivacyAccountant.Epsilon(count, share, run.Get(noise), delta: 1e-5));
    run.Report.Chart("Three ways", course).Text("Network", ClientNet.Summary);

    ConfusionMatrix Judge(ClientNet judged)
    {
        var answers = new ConfusionMatrix();
        judged.Objectives.Loss.Measure(data.Test, [answers]);
        return answers;
    }

    void Note(string how, LoopCheckpoint loop, int passes, ConfusionMatrix answers)
    {
        loop.Note("accuracy", passes, answers.Value);
        Console.WriteLine(FormattableString.Invariant($"{how}, {passes} passes: {answers.Value:0.0000}"));
    }

    void Show(string name, LoopCheckpoint loop, ConfusionMatrix answers)
    {
        course.Add(name, loop.Curve("accuracy"));
        run.Report.Confusion(answers);
        run.Result(name, answers.Value);
    }
});
