using CompiledNets;
using Dates;
using Samples;
using Samples.Dates;

var about = new SampleAbout("dates", "Translates dates, \"3 march 1994\", to 1994-03-03 with GRUs and attention.", DateData.Help, Epochs: 6);
return Sample.Run(args, about, run =>
{
    DateData dates = DateData.Load(run.Data);
    Dataset train = DateData.Encode(dates.Train), test = DateData.Encode(dates.Test);
    var net = new DateNet(run.Seed);
    var adam = new Adam(0.003) { MaxGradientNorm = 1 };
    Trainer trainer = run.Trainer(adam, batchSize: 64);
    adam.Schedule = new CosineDecay(trainer.StepCount(train));
    TrainingResult result = trainer.Fit(net, train, test, run.Stop);

    run.Report.Training(result).Text("Network", DateNet.Summary);
    DateTranslator.Judge(run, dates, search =>
    {
        // What was read is the same for all hypotheses; each has a recurrent state of its own.
        BeamState memory = search.AddContext(DateNet.Length * DateNet.Units), filling = search.AddContext(DateNet.Length);
        BeamState state = search.AddState(DateNet.Units);
        return new DateTranslator(
            search, text => net.Encode(text, memory.First, filling.First, state.First),
            (before, _, logProbabilities, attention) => net.Step(before, memory.All, filling.All, state.All, logProbabilities, attention));
    });
});
