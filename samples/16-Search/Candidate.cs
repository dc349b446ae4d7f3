using CompiledNets;

namespace Search;

/// <summary>One setting of what can be set at run time.</summary>
internal sealed record Candidate(double LearningRate, double WeightDecay, double Noise, int BatchSize)
{
    /// <summary>A setting at random: rates and decay evenly over their orders of magnitude.</summary>
    public static Candidate At(Random random) => new(
        Math.Pow(10, -4 + 2.5 * random.NextDouble()), Math.Pow(10, -4 + 4 * random.NextDouble()), random.NextDouble(), 8 << random.Next(4));

    /// <summary>Trains a network with it, for so many epochs.</summary>
    /// <returns>How that went, and which of the validation data it then tells right.</returns>
    public (TrainingResult Training, ConfusionMatrix Answers) Train(Dataset train, Dataset validation, int epochs, ulong seed, CancellationToken stop)
    {
        Scaler scaler = Scaler.Standardize(train, "echo");
        var net = new SonarNet(seed);
        var trainer = new Trainer(new AdamW(LearningRate, weightDecay: WeightDecay))
        {
            Epochs = epochs,
            BatchSize = BatchSize,
            Seed = seed,
            Metrics = [new Accuracy()],
            Scalars = new Dictionary<string, Func<long, double>> { ["noise"] = _ => Noise },
        };
        TrainingResult result = trainer.Fit(net, scaler.Apply(train), scaler.Apply(validation), stop);
        var answers = new ConfusionMatrix(classNames: ["rock", "metal"]);
        net.Objectives.Loss.Measure(scaler.Apply(validation), [answers], cancellationToken: stop);
        return (result, answers);
    }

    public override string ToString() => FormattableString.Invariant(
        $"rate {LearningRate:0.00000}, decay {WeightDecay:0.0000}, noise {Noise:0.00}, batch {BatchSize}");
}
