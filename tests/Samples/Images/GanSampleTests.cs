using System.CommandLine;
using CompiledNets.Tests.Support;
using Gan;
using Samples;
using Samples.Adversarial;

namespace CompiledNets.Tests.Samples.Images;

/// <summary>Generators against discriminators, run small.</summary>
public sealed class GanSampleTests
{
    [Fact]
    public void AGenerator_LearnsToDraw_AndIsJudged()
    {
        using var program = new SampleProgram("Gan");
        string data = Digits.IdxFolder.Write(Path.Combine(program.Folder, "data"), 300, 200);
        CommandResult run = program.Run("--data", data, "--epochs", "6", "--report", "report.html").MustSucceed();
        Assert.InRange(Number(run, "test accuracy of the judge"), 0.4, 1); // chance: 0.1
        AssertTheVerdictAgreesWithItself(run);
        Assert.InRange(Number(run, "confident of the digit asked for"), 0, Number(run, "confident (> 0.9) on"));

        // Other noise makes another image, even so early.
        Assert.InRange(Number(run, "deviation within a digit"), 0.01, 0.5);

        // Light strokes on dark paper; before anything was learnt, all is grey: 127.
        PixelImage grid = PixelImage.Read(Path.Combine(program.Folder, "gan-006.png"));
        Assert.Equal((10 * 29 - 1, 10 * 29 - 1, 1), (grid.Width, grid.Height, grid.Channels));
        Assert.InRange(grid.Pixels.Average(grey => (double)grey), 5, 120);
        Assert.InRange(grid.Pixels.Max(), (byte)150, (byte)255);
        string report = File.ReadAllText(Path.Combine(program.Folder, "report.html"));
        Assert.Equal(3, report.Split("data:image/png").Length - 1); // after epochs 1, 5 and 6
        Assert.All(["<svg", "Generator", "--seed"], part => Assert.Contains(part, report, StringComparison.Ordinal));

        // Nothing is left to do, and the early grids are still in the report.
        CommandResult again = program.Run("--data", data, "--epochs", "6", "--report", "again.html", "--resume").MustSucceed();
        Assert.Equal(Number(run, "confident (> 0.9) on"), Number(again, "confident (> 0.9) on"));
        Assert.Equal(3, File.ReadAllText(Path.Combine(program.Folder, "again.html")).Split("data:image/png").Length - 1);
    }

    // One step of convolutions takes as long as an epoch of the dense network: this looks whether it runs.
    [Fact]
    public void AGeneratorOfConvolutions_DrawsAndReports()
    {
        using var program = new SampleProgram("Dcgan");
        string data = Digits.IdxFolder.Write(Path.Combine(program.Folder, "data"), 64, 40);
        CommandResult run = program.Run("--data", data, "--epochs", "1", "--report", "report.html").MustSucceed();
        AssertTheVerdictAgreesWithItself(run);
        PixelImage grid = PixelImage.Read(Path.Combine(program.Folder, "dcgan-001.png"));
        Assert.Equal((10 * 29 - 1, 10 * 29 - 1, 1), (grid.Width, grid.Height, grid.Channels));
        Assert.Contains("data:image/png", File.ReadAllText(Path.Combine(program.Folder, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainingThatWasStopped_GoesOnWithTheSameBits()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("CompiledNets.Gan.");
        try
        {
            (float[] images, int[] labels) = global::Samples.Drawing.DrawnDigits.Draw(200, seed: 5);
            Dataset digits = Dataset.Create().With("input", images, 1, 28, 28).With("label", labels);
            (float[] whole, string[] grids) = Train("whole", resume: false, stopAfter: null);
            Assert.Throws<OperationCanceledException>(() => Train("parts", resume: false, stopAfter: 10)); // in the second epoch of seven steps
            (float[] parts, string[] again) = Train("parts", resume: true, stopAfter: null);
            Assert.Equal(whole, parts);
            Assert.Equal(3, grids.Length);
            Assert.All(grids.Zip(again), pair => Assert.Equal(File.ReadAllBytes(pair.First), File.ReadAllBytes(pair.Second)));

            (float[] Average, string[] Grids) Train(string name, bool resume, int? stopAfter)
            {
                using var stop = new CancellationTokenSource();
                var about = new SampleAbout(Path.Combine(folder.FullName, name), "A test.", "Not used.", Epochs: 6);
                var run = new SampleRun(about, new RootCommand().Parse([]), stop.Token) { Epochs = 6, Seed = 3, Resume = resume };
                DigitGan net = new(seed: 3), average = new(seed: 3);
                var stopped = new StoppedGan(net, () =>
                {
                    if (--stopAfter == 0)
                    {
                        stop.Cancel();
                    }
                });
                var gallery = new Gallery(run, new DigitJudge(seed: 1), Path.Combine(folder.FullName, name));
                new AdversarialTraining(run, stopped, average, new Adam(0.001, beta1: 0.5)).Run(digits, gallery);
                return (average.Parameters.All.ToArray(), [.. Directory.GetFiles(folder.FullName, name + "-*.png").Order(StringComparer.Ordinal)]);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void AVerdict_CountsWhatIsConfidentAndRight_AndHowMuchImagesOfADigitDiffer()
    {
        // Two pictures of a 0 that differ by 1 in each pixel, and two of a 7 that do not differ: variances 1/4 and 0.
        float[] images = new float[4 * 784];
        images.AsSpan(0, 784).Fill(1);
        Verdict verdict = new DigitJudge(seed: 1).Look(images, [0, 0, 7, 7]);
        Assert.Equal(Math.Sqrt(0.125), verdict.Deviation, 6);
        Assert.Equal((4, 10), (verdict.Images, verdict.Confident.Count));

        verdict = new Verdict(Images: 10, Confident: [3, 0, 0, 0, 0, 0, 0, 5, 0, 0], Right: 6, Deviation: 0.2);
        Assert.Equal((0.8, 0.6, 2), (verdict.ShareOfConfident, verdict.ShareOfRight, verdict.Digits));
    }

    // Digits appear where an image is confidently one; all such images together are the share of 2,000.
    private static void AssertTheVerdictAgreesWithItself(CommandResult run)
    {
        int[] images = [.. Result(run, "images of each, 0 to 9").Split(' ').Select(int.Parse)];
        Assert.Equal(10, images.Length);
        Assert.Equal(images.Count(count => count > 0), Number(run, "digits that appear"));
        Assert.Equal(images.Sum() / 2000.0, Number(run, "confident (> 0.9) on"), 1e-4);
    }

    private static double Number(CommandResult run, string name) =>
        double.Parse(Result(run, name), System.Globalization.CultureInfo.InvariantCulture);

    private static string Result(CommandResult run, string name) =>
        run.Output.Last(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split(": ")[1];

    /// <summary>A network that tells of each step.</summary>
    private sealed class StoppedGan(DigitGan net, Action onStep) : IGan
    {
        public NetworkCore Core => ((INetwork)net).Core;

        public IReadOnlyList<Objective> AllObjectives => ((INetwork)net).AllObjectives;

        public IReadOnlyList<ForwardEntry> AllForwards => ((INetwork)net).AllForwards;

        public void Generate(ReadOnlySpan<float> noise, ReadOnlySpan<int> digit, Span<float> images) => net.Generate(noise, digit, images);

        public float DiscriminatorLossGradients(ReadOnlySpan<float> real, ReadOnlySpan<int> digit, ReadOnlySpan<float> noise) =>
            net.DiscriminatorLossGradients(real, digit, noise);

        public float GeneratorLossGradients(ReadOnlySpan<float> noise, ReadOnlySpan<int> digit)
        {
            onStep();
            return net.GeneratorLossGradients(noise, digit);
        }
    }
}
