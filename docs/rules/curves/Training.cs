using CompiledNets;

namespace Curves;

/// <summary>How one network fared: what is drawn, before training and after each epoch. Shorter than the training where it diverged.</summary>
/// <param name="Values">The first is before training.</param>
/// <param name="Diverged">Whether a loss was infinite or not a number.</param>
internal sealed record Curve(IReadOnlyList<double> Values, bool Diverged);

/// <summary>Trains the networks of an example from several seeds, so that no single lucky or unlucky start is shown.</summary>
internal static class Training
{
    public const int Seeds = 5;

    public static Curve[] Run(Example example, Func<ulong, INetwork> make) =>
        [.. Enumerable.Range(1, Seeds).Select(seed => Run(example, make((ulong)seed), (ulong)seed))];

    private static Curve Run(Example example, INetwork network, ulong seed)
    {
        var adam = new Adam(example.LearningRate);
        var values = new List<double> { Measured(example, network) };
        for (int epoch = 1; epoch <= example.Epochs; epoch++)
        {
            // A trainer for each epoch, since any measure may be asked for in between; the optimiser goes on.
            var trainer = new Trainer(adam) { Epochs = 1, BatchSize = example.BatchSize, Seed = (seed << 32) + (ulong)epoch };
            try
            {
                trainer.Fit(network, example.Data);
            }
            catch (TrainingDivergedException)
            {
                return new Curve(values, Diverged: true);
            }

            double value = Measured(example, network);
            if (!double.IsFinite(value))
            {
                return new Curve(values, Diverged: true);
            }

            values.Add(value);
        }

        return new Curve(values, Diverged: false);
    }

    private static double Measured(Example example, INetwork network) =>
        example.Measure is { } measure ? measure(network) : network.AllObjectives[0].Evaluate(new AllSamples(network.AllObjectives[0], example.Data));

    /// <summary>All samples of a dataset as one batch.</summary>
    private sealed class AllSamples(Objective objective, Dataset data) : BatchColumns
    {
        public override int Count => data.Count;

        public override ReadOnlySpan<float> Floats(int input)
        {
            string name = objective.Inputs[input].Name;
            return Enumerable.Range(0, data.Count).SelectMany(sample => data.Floats(name, sample).ToArray()).ToArray();
        }

        public override ReadOnlySpan<int> Tokens(int input)
        {
            string name = objective.Inputs[input].Name;
            return Enumerable.Range(0, data.Count).SelectMany(sample => data.Tokens(name, sample).ToArray()).ToArray();
        }
    }
}
