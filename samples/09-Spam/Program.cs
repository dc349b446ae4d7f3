using CompiledNets;
using Samples;
using Samples.Data;
using Spam;

var about = new SampleAbout(
    "spam", "Tells spam from messages with an LSTM over words.", "UCI's sms-spam.tsv. Without it, the program makes messages up.", Epochs: 6);
return Sample.Run(args, about, run =>
{
    var (train, test, words) = Messages.Load(run.Data).Tokenize(run.Seed, TextNet.Vocabulary, TextNet.Length);
    Console.WriteLine($"{train.Count} messages to learn from, {test.Count} to judge by, {words.Count} words");
    var net = new TextNet(run.Seed);
    var adam = new Adam(0.002) { MaxGradientNorm = 1 };
    var trainer = new Trainer(adam)
    {
        Epochs = run.Epochs,
        Seed = run.Seed,
        Metrics = [new Accuracy(), new F1()],
        Progress = run.Progress,
        CheckpointPath = run.CheckpointPath,
        Resume = run.Resume,
    };
    adam.Schedule = new CosineDecay(trainer.StepCount(train));
    TrainingResult result = trainer.Fit(net, train, test, run.Stop);

    var confusion = new ConfusionMatrix(classNames: ["ham", "spam"]);
    net.Objectives.Loss.Measure(test, [confusion]);
    float[] logit = new float[1];
    foreach (string message in new[] { "You have won a free prize, call now to claim", "Are you home for dinner?" })
    {
        net.Logit(words.Encode([message], TextNet.Length), logit);
        Console.WriteLine($"{1 / (1 + Math.Exp(-logit[0])):P0} spam: {message}");
    }

    run.Report.Training(result).Confusion(confusion).Text("Network", TextNet.Summary);
    run.Result("F1 on spam", result.Last.Metric("F1"));
    run.Result("test accuracy", result.Last.Metric("Accuracy"));
});
