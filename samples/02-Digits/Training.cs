using CompiledNets;

namespace Digits;

/// <summary>Trains a network on digits, watched.</summary>
internal static class Training
{
    public static void Run(INetwork net, DigitData data, Settings settings)
    {
        TrainingView.Show(view =>
        {
            var trainer = new Trainer(new Adam(settings.LearningRate))
            {
                Epochs = settings.Epochs,
                BatchSize = Math.Min(settings.BatchSize, data.Train.Count),
                Seed = settings.Seed,
                Metrics = [new Accuracy()],
                Progress = view,
            };
            trainer.Fit(net, data.Train, data.Test);
        });
    }
}
