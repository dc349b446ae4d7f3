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
    var trainer = new Trainer(adam)
    {
        Epochs = run.Epochs,
        BatchSize = 64,
        Seed = run.Seed,
        Progress = run.Progress,
        CheckpointPath = run.CheckpointPath,
        Resume = run.Resume,
    };
    adam.Schedule = new CosineDecay(trainer.StepCount(train));
    TrainingResult result = trainer.Fit(net, train, test, run.Stop);

    run.Report.Training(result);
    DateTranslator.Judge(run, dates, greedy: new Translator(net, width: 1), beam: new Translator(net, width: 5));
    run.Report.Text("Network", DateTransformer.Summary);
});
