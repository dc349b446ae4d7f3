using CompiledNets;
using Karate;
using Samples;

var seeds = SampleOptions.Count("--seeds", "Runs, from --seed on.", 20);
var about = new SampleAbout(
    "karate", "Says who goes with whom when a karate club splits, from friendships and two labels: by graph convolution and by graph attention.",
    "Not used: the club is part of the program.", Epochs: 200) { Options = [seeds] };
return Sample.Run(args, about, run =>
{
    float[] logits = new float[2 * KarateClub.Members];
    Judge("graph convolution", GcnNet.Summary, seed => new GcnNet(seed), net => net.Logits(KarateClub.Source, KarateClub.Target, KarateClub.Weights, logits));
    Judge("graph attention", GatNet.Summary, seed => new GatNet(seed), net => net.Logits(KarateClub.Source, KarateClub.Target, logits));

    void Judge<TNet>(string name, string layers, Func<ulong, TNet> create, Action<TNet> answer)
        where TNet : INetwork
    {
        (TrainingResult Training, ConfusionMatrix Others) Train(ulong seed)
        {
            TNet net = create(seed);
            var trainer = new Trainer(new Adam(0.01, weightDecay: 5e-4)) { Epochs = run.Epochs, Seed = seed };
            TrainingResult result = trainer.Fit(net, KarateClub.Data, null, run.Stop);
            answer(net);
            return (result, KarateClub.Judge(logits));
        }

        Spread accuracy = run.Seeds($"{name}, {run.Epochs} epochs", run.Get(seeds), seed => Train(seed).Others.Value);
        (TrainingResult training, ConfusionMatrix others) = Train(run.Seed); // the first again, to be looked at
        run.Report.Chart($"Sides by {name}, seed {run.Seed}", KarateClub.Draw(logits)).Training(training).Confusion(others).Text("Network", layers);
        run.Result($"{name}: accuracy on the others, {run.Get(seeds)} seeds", accuracy.ToString());
    }
});
