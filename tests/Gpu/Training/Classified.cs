using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Gpu.Tests.Training;

/// <summary>A small network with a norm, dropout and a number given at run time, and data that it can learn.</summary>
internal static class Classified
{
    public const int Features = 6, Classes = 3;

    private static readonly Lazy<CompiledNetwork> Compiled = new(() => CompiledNetwork.From($$"""
        [Network]
        public partial class Net
        {
            [Dense(9), ReLU, BatchNorm, Dropout(0.2f), Dense({{Classes}})] private partial Tensor Score(Tensor x);

            [Forward]   private Tensor Scores([Shape({{Features}})] Tensor x) => Score(x);
            [Objective] private Tensor Loss([Shape({{Features}})] Tensor x, [Shape] Tokens label, float weight) =>
                weight * SoftmaxCrossEntropy(Scores(x), label);
        }
        """));

    public static INetwork OnHost(ulong seed = 1) => Compiled.Value.CreateOnHost(seed);

    public static Trainer Trainer(Optimizer? optimizer = null, int epochs = 3) => new(optimizer ?? new Adam(0.02))
    {
        Epochs = epochs,
        BatchSize = 8,
        Metrics = [new Accuracy()],
        Scalars = Scalars,
    };

    public static IReadOnlyDictionary<string, Func<long, double>> Scalars { get; } =
        new Dictionary<string, Func<long, double>> { ["weight"] = call => 1 / (1 + 0.01 * call) };

    /// <summary>Samples whose class is the greatest of their first features; a part of a larger dataset, in mixed order.</summary>
    public static Dataset Data(int samples = 53, int seed = 3)
    {
        var random = new Random(seed);
        float[] x = [.. Enumerable.Range(0, 2 * samples * Features).Select(_ => (float)random.NextDouble() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, 2 * samples).Select(sample => Greatest(x.AsSpan(sample * Features, Classes)))];
        return Dataset.Create().With("label", labels).With("x", x, Features).Shuffle(5).Skip(3).Take(samples);
    }

    /// <summary>Two trainings that took the same steps, up to the rounding of sums in another order.</summary>
    public static void SameHistory(TrainingResult expected, TrainingResult actual)
    {
        Assert.Equal(expected.Epochs.Length, actual.Epochs.Length);
        foreach ((EpochResult host, EpochResult device) in expected.Epochs.Zip(actual.Epochs))
        {
            Assert.Equal(host.TrainingLoss, device.TrainingLoss, 1e-4);
            Assert.Equal(host.ValidationLoss ?? 0, device.ValidationLoss ?? 0, 1e-4);
            Assert.Equal(host.Metrics.Select(metric => metric.Value), device.Metrics.Select(metric => metric.Value));
        }
    }

    public static void SameParameters(INetwork expected, INetwork actual)
    {
        foreach ((float host, float device) in expected.Core.Parameters.ToArray().Zip(actual.Core.Parameters.ToArray()))
        {
            Assert.Equal(host, device, 1e-4f);
        }
    }

    private static int Greatest(ReadOnlySpan<float> values)
    {
        int greatest = 0;
        for (int index = 1; index < values.Length; index++)
        {
            greatest = values[index] > values[greatest] ? index : greatest;
        }

        return greatest;
    }
}

/// <summary>Moves each value by a little, differently in each epoch.</summary>
internal sealed class Noise : FloatAugmentation
{
    public override bool CanChange(EntryColumn column) => true;

    public override void Change(EntryColumn column, ReadOnlySpan<float> sample, Span<float> changed, ref AugmentationRandom random)
    {
        for (int index = 0; index < sample.Length; index++)
        {
            changed[index] = sample[index] + random.Between(-0.1f, 0.1f);
        }
    }
}
