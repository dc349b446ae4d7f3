using CompiledNets;
using Samples;
using Samples.Dates;
using Translate;

var about = new SampleAbout("translate", "Translates dates, \"3 march 1994\", to 1994-03-03 with a Transformer.", DateData.Help, Epochs: 6);
return Sample.Run(args, about, run =>
{
    DateData dates = DateData.Load(run.Data);
    Dataset train = DateData.Encode(dates.Train), test = DateData.Encode(dates.Test);
    var net = new DateTransformer(run.Seed);
    var adam = new Adam(0.003) { MaxGradientNorm = 1 };
    Trainer trainer = run.Trainer(adam, batchSize: 64);
    adam.Schedule = new CosineDecay(trainer.StepCount(train));
    TrainingResult result = trainer.Fit(net, train, test, run.Stop);

    run.Report.Training(result).Text("Network", DateTransformer.Summary);
    DateTranslator.Judge(run, dates, search =>
    {
        // What was read is the same for all hypotheses; each has a cache of its own, whose rows of steps to come are not read.
        const int width = DateTransformer.Width, layers = DateTransformer.Layers;
        BeamState memory = search.AddContext(2 * layers * DateTransformer.Length * width), isText = search.AddContext(DateTransformer.Length);
        BeamState cache = search.AddState(layers * DateTransformer.Steps * 2 * width);
        return new DateTranslator(
            search, text => net.Encode(text, memory.First, isText.First),
            (before, positions, logProbabilities, attention) =>
                net.Step(before, positions, memory.All, isText.All, cache.All, logProbabilities, attention));
    });
});
