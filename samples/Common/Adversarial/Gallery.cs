using System.Globalization;
using CompiledNets;

namespace Samples.Adversarial;

/// <summary>Shows what the same noise becomes as a generator learns, and what a classifier thinks of it.</summary>
/// <param name="run">What was asked for.</param>
/// <param name="judge">Has seen real digits only.</param>
/// <param name="images">What the grids' files begin with.</param>
public sealed class Gallery(SampleRun run, DigitJudge judge, string images)
{
    private const int Side = 28, Rows = 10, Judged = 2000, Each = 5;

    /// <summary>Says how an epoch went. After the first, the last and each fifth one it draws, writes a grid and counts.</summary>
    public void Show(int epoch, IGan net, (double Discriminator, double Generator) losses)
    {
        ArgumentNullException.ThrowIfNull(net);
        string line = FormattableString.Invariant(
            $"epoch {epoch}/{run.Epochs}  discriminator {losses.Discriminator:0.000}  generator {losses.Generator:0.000}");
        if (IsShown(epoch))
        {
            float[] drawn = Draw(net);
            Png.Write(PathOf(epoch), PixelImage.Grid(drawn.AsSpan(0, Rows * Rows * Side * Side), Side, Side, 1, columns: Rows));
            line += FormattableString.Invariant($"  confident {judge.ShareOfConfident(drawn):0.000}");
        }

        Console.WriteLine(line);
    }

    /// <summary>Reports the curves, the grids over time, and the verdict on 2,000 images.</summary>
    public void Report(IGan net, IReadOnlyList<(double Discriminator, double Generator)> losses)
    {
        ArgumentNullException.ThrowIfNull(net);
        run.Report.Chart("Losses", new LineChart("epoch", "loss")
            .Add("discriminator", losses.Select(loss => loss.Discriminator)).Add("generator", losses.Select(loss => loss.Generator)));

        // From their files, since a resumed run did not draw all of them.
        foreach (int epoch in Enumerable.Range(1, run.Epochs).Where(epoch => IsShown(epoch) && File.Exists(PathOf(epoch))))
        {
            run.Report.Image($"After {epoch} epochs", PixelImage.Read(PathOf(epoch)), "The same noise each time.", zoom: 2);
        }

        int[] confident = judge.CountConfident(Draw(net));
        run.Result("digits that appear", confident.Count(images => images > 0).ToString(CultureInfo.InvariantCulture));
        run.Result("images of each, 0 to 9", string.Join(" ", confident));
        run.Result($"confident (> {DigitJudge.Confidence}) on", confident.Sum() / (double)Judged);
    }

    private float[] Draw(IGan net)
    {
        float[] noise = new float[Judged * net.NoiseSize], drawn = new float[Judged * Side * Side];
        NormalNoise.Fill(noise, new Random((int)run.Seed)); // the same each time
        net.Generate(noise, drawn);
        return drawn;
    }

    private bool IsShown(int epoch) => epoch == 1 || epoch % Each == 0 || epoch == run.Epochs;

    private string PathOf(int epoch) => string.Create(CultureInfo.InvariantCulture, $"{images}-{epoch:000}.png");
}
