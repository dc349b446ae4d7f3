using CompiledNets;

namespace Samples.Adversarial;

public partial class DigitJudge
{
    /// <summary>It is confident where its answer is likelier than this.</summary>
    public const float Confidence = 0.9f;

    private const int Epochs = 10, Pixels = 28 * 28;

    /// <summary>Trains one on real digits, from a checkpoint of its own if the run is resumed.</summary>
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

    /// <summary>Looks at images that should show these digits.</summary>
    public Verdict Look(ReadOnlySpan<float> images, ReadOnlySpan<int> digits)
    {
        int[] confident = new int[DigitData.Classes];
        int right = 0;
        float[] probabilities = new float[digits.Length * DigitData.Classes];
        Probabilities(images, probabilities);
        for (int image = 0; image < digits.Length; image++)
        {
            for (int digit = 0; digit < DigitData.Classes; digit++)
            {
                if (probabilities[image * DigitData.Classes + digit] > Confidence) // of one digit at most: they sum to 1
                {
                    confident[digit]++;
                    right += digit == digits[image] ? 1 : 0;
                }
            }
        }

        return new Verdict(digits.Length, confident, right, Deviation(images, digits));
    }

    private static double Deviation(ReadOnlySpan<float> images, ReadOnlySpan<int> digits)
    {
        int[] counts = new int[DigitData.Classes];
        double[] sums = new double[DigitData.Classes * Pixels];
        double squares = 0;
        for (int image = 0; image < digits.Length; image++)
        {
            int digit = digits[image];
            counts[digit]++;
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                double grey = images[image * Pixels + pixel];
                sums[digit * Pixels + pixel] += grey;
                squares += grey * grey;
            }
        }

        // Σ (x - mean)² = Σ x² - n · mean², for each pixel of each digit.
        for (int place = 0; place < sums.Length; place++)
        {
            squares -= sums[place] * sums[place] / Math.Max(1, counts[place / Pixels]);
        }

        return Math.Sqrt(squares / (digits.Length * Pixels));
    }
}
