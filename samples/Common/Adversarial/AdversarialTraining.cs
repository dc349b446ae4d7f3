using System.Globalization;
using CompiledNets;

namespace Samples.Adversarial;

/// <summary>Trains a generator against a discriminator (Goodfellow and others 2014), one step of each for every batch.</summary>
/// <param name="run">What was asked for; its checkpoint holds the loop's place, so that a resumed run has the same bits.</param>
/// <param name="net">What learns.</param>
/// <param name="average">Another instance, which becomes the moving average of the first: it draws better than what any one step left
/// behind (Yazıcı and others 2019).</param>
/// <param name="optimizer">Steps both sides.</param>
public sealed class AdversarialTraining(SampleRun run, IGan net, IGan average, Optimizer optimizer)
{
    private const int BatchSize = 32;
    private const double Share = 0.002;

    private readonly float[] noise = new float[BatchSize * net.NoiseSize];

    /// <summary>Trains to the last epoch, or until the run is stopped.</summary>
    /// <param name="digits">Real ones, in columns <c>input</c> and <c>label</c>.</param>
    /// <param name="gallery">Sees the average after each epoch.</param>
    /// <returns>The mean losses of each epoch.</returns>
    public IReadOnlyList<(double Discriminator, double Generator)> Run(Dataset digits, Gallery gallery)
    {
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentNullException.ThrowIfNull(gallery);
        BatchSequence batches = digits.Batches(BatchSize);
        optimizer.Schedule = new CosineDecay(2L * run.Epochs * batches.Count); // two steps a batch; the game ends in a balance
        LoopCheckpoint checkpoint = new LoopCheckpoint().Add("net", net, optimizer).Add("average", average);
        IDictionary<string, double> numbers = checkpoint.Numbers;
        numbers["step"] = 0;
        if (run.Resume)
        {
            checkpoint.TryLoad(run.CheckpointPath);
        }

        for (int epoch = (int)numbers["step"] / batches.Count; epoch < run.Epochs; epoch++)
        {
            batches.Epoch = (ulong)epoch;
            batches.Shuffle(run.Seed + (ulong)epoch);
            Play(batches, epoch * batches.Count, checkpoint);
            gallery.Show(epoch + 1, average, Losses(epoch));
            checkpoint.Save(run.CheckpointPath);
        }

        return [.. Enumerable.Range(0, run.Epochs).Select(Losses)];

        (double, double) Losses(int epoch) => (numbers[Name("discriminator", epoch)], numbers[Name("generator", epoch)]);
    }

    private void Play(BatchSequence batches, int step, LoopCheckpoint checkpoint)
    {
        IDictionary<string, double> numbers = checkpoint.Numbers;
        int epoch = step / batches.Count;
        foreach (Batch batch in batches)
        {
            if (step++ < numbers["step"])
            {
                continue; // done before the run was stopped
            }

            if (run.Stop.IsCancellationRequested)
            {
                checkpoint.Save(run.CheckpointPath);
                run.Stop.ThrowIfCancellationRequested();
            }

            Random random = run.Random(step);
            ReadOnlySpan<int> digits = batch.Tokens("label"); // the drawn ones are as frequent as the real ones
            Add("discriminator", net.DiscriminatorLossGradients(batch.Floats("input"), digits, Noise(batch.Count, random)));
            optimizer.Step(net);
            Add("generator", net.GeneratorLossGradients(Noise(batch.Count, random), digits));
            optimizer.Step(net);
            average.MoveTowards(net, Math.Max(Share, 1.0 / step)); // the mean of all at first

            numbers["step"] = step;
        }

        void Add(string side, float loss)
        {
            string name = Name(side, epoch);
            numbers[name] = numbers.TryGetValue(name, out double sum) ? sum + loss / batches.Count : loss / batches.Count;
        }
    }

    private ReadOnlySpan<float> Noise(int samples, Random random)
    {
        Span<float> values = noise.AsSpan(0, samples * net.NoiseSize);
        NormalNoise.Fill(values, random);
        return values;
    }

    private static string Name(string side, int epoch) => string.Create(CultureInfo.InvariantCulture, $"{side}.{epoch}");
}
