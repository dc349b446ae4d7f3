using CompiledNets;

namespace Samples.Adversarial;

public partial class DigitJudge
{
    /// <summary>It is confident where its answer is likelier than this.</summary>
    public const float Confidence = 0.9f;

    private const int Epochs = 10, Pixels = 28 * 28;

    /// <summary>Trains one, from a checkpoint of its own if the run is resumed.</summary>
    public static DigitJudge Train(SampleRun run, DigitData data)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        var judge = new DigitJudge(run.Seed);
        TrainingResult result = new Trainer(new Adam(0.001))
        {
            Epochs = Epochs,
            Seed = run.Seed,
            Metrics = [new Accuracy("Probabilities")],
            CheckpointPath = run.CheckpointOf("judge"),
            Resume = run.Resume,
        }.Fit(judge, data.Train, data.Test, run.Stop);
        run.Result("test accuracy of the judge", result.Last.Metric("Accuracy"));
        return judge;
    }

    /// <summary>How many images show each digit, 0 to 9, to a confident judge.</summary>
    public int[] CountConfident(ReadOnlySpan<float> images)
    {
        int[] counts = new int[DigitData.Classes];
        float[] probabilities = new float[images.Length / Pixels * DigitData.Classes];
        Probabilities(images, probabilities);
        for (int start = 0; start < probabilities.Length; start += DigitData.Classes)
        {
            for (int digit = 0; digit < DigitData.Classes; digit++)
            {
                counts[digit] += probabilities[start + digit] > Confidence ? 1 : 0; // of one digit at most: they sum to 1
            }
        }

        return counts;
    }

    /// <summary>The share of images that it is confident of.</summary>
    public double ShareOfConfident(ReadOnlySpan<float> images) => CountConfident(images).Sum() / (double)(images.Length / Pixels);
}
