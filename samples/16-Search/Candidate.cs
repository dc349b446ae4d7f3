using CompiledNets;

namespace Search;

/// <summary>One setting of what can be set at run time.</summary>
internal sealed record Candidate(double LearningRate, double WeightDecay, double Noise, int BatchSize)
{
    /// <summary>A setting at random: rates and decay evenly over their orders of magnitude.</summary>
    public static Candidate At(Random random) => new(
        Math.Pow(10, -4 + 2.5 * random.NextDouble()), Math.Pow(10, -4 + 4 * random.NextDouble()), random.NextDouble(), 8 << random.Next(4));

    /// <summary>How it does over folds: the share of right answers after so many epochs.</summary>
    public double[] Judge(IEnumerable<(Dataset Train, Dataset Validation)> folds, int epochs, ulong seed, CancellationToken stop) =>
    [
        .. folds.Select(fold =>
        {
            Scaler scaler = Scaler.Standardize(fold.Train, "echo");
            var trainer = new Trainer(new AdamW(LearningRate, weightDecay: WeightDecay))
            {
                Epochs = epochs,
                BatchSize = BatchSize,
                Seed = seed,
                Metrics = [new Accuracy()],
                Scalars = new Dictionary<string, Func<long, double>> { ["noise"] = _ => Noise },
            };
            return trainer.Fit(new SonarNet(seed), scaler.Apply(fold.Train), scaler.Apply(fold.Validation), stop).Last.Metric("Accuracy");
        }),
    ];

    public override string ToString() => FormattableString.Invariant(
        $"rate {LearningRate:0.00000}, decay {WeightDecay:0.0000}, noise {Noise:0.00}, batch {BatchSize}");
}
