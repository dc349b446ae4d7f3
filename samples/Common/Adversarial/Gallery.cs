using System.Globalization;
using CompiledNets;

namespace Samples.Adversarial;

/// <summary>Shows what the same noise becomes as a generator learns, and what a classifier thinks of it.</summary>
/// <param name="run">What was asked for.</param>
/// <param name="judge">Has seen real digits only.</param>
/// <param name="images">What the grids' files begin with.</param>
public sealed class Gallery(SampleRun run, DigitJudge judge, string images)
{
    private const int Side = 28, Columns = 10, Judged = 2000, Each = 5;

    // A row of each digit, and so on.
    private readonly int[] digits = [.. Enumerable.Range(0, Judged).Select(image => image / Columns % DigitData.Classes)];

    /// <summary>Says how an epoch went. After the first, the last and each fifth one it draws, writes a grid with a row of each digit, and
    /// judges.</summary>
    public void Show(int epoch, IGan net, (double Discriminator, double Generator) losses)
    {
        ArgumentNullException.ThrowIfNull(net);
        string line = FormattableString.Invariant(
            $"epoch {epoch}/{run.Epochs}  discriminator {losses.Discriminator:0.000}  generator {losses.Generator:0.000}");
        if (IsShown(epoch))
        {
            float[] drawn = Draw(net);
            Png.Write(PathOf(epoch), PixelImage.Grid(drawn.AsSpan(0, DigitData.Classes * Columns * Side * Side), Side, Side, 1, Columns));
            Verdict verdict = judge.Look(drawn, digits);
            line += FormattableString.Invariant($"  confident {verdict.ShareOfConfident:0.000}  deviation {verdict.Deviation:0.000}");
        }

        Console.WriteLine(line);
    }

    /// <summary>Reports the curves, the grids over time, and the verdict on 2,000 images beside that on real digits.</summary>
    public void Report(IGan net, IReadOnlyList<(double Discriminator, double Generator)> losses, Dataset real)
    {
        ArgumentNullException.ThrowIfNull(net);
        ArgumentNullException.ThrowIfNull(real);
        run.Report.Chart("Losses", new LineChart("epoch", "loss")
            .Add("discriminator", losses.Select(loss => loss.Discriminator)).Add("generator", losses.Select(loss => loss.Generator)));

        // From their files, since a resumed run did not draw all of them.
        foreach (int epoch in Enumerable.Range(1, run.Epochs).Where(epoch => IsShown(epoch) && File.Exists(PathOf(epoch))))
        {
            run.Report.Image($"After {epoch} epochs", PixelImage.Read(PathOf(epoch)), "A row of each digit, of the same noise each time.", zoom: 2);
        }

        Verdict verdict = judge.Look(Draw(net), digits), ofReal = judge.Look(real.CopyFloats("input"), real.CopyTokens("label"));
        run.Result("digits that appear", verdict.Digits.ToString(CultureInfo.InvariantCulture));
        run.Result("images of each, 0 to 9", string.Join(" ", verdict.Confident));
        Say($"confident (> {DigitJudge.Confidence}) on", verdict => verdict.ShareOfConfident);
        Say("confident of the digit asked for", verdict => verdict.ShareOfRight);
        Say("deviation within a digit", verdict => verdict.Deviation);

        void Say(string name, Func<Verdict, double> figure)
        {
            run.Result(name, figure(verdict));
            run.Result(name + ", real digits", figure(ofReal));
        }
    }

    private float[] Draw(IGan net)
    {
        float[] noise = new float[Judged * net.NoiseSize], drawn = new float[Judged * Side * Side];
        NormalNoise.Fill(noise, new Random((int)run.Seed)); // the same each time
        net.Generate(noise, digits, drawn);
        return drawn;
    }

    private bool IsShown(int epoch) => epoch == 1 || epoch % Each == 0 || epoch == run.Epochs;

    private string PathOf(int epoch) => string.Create(CultureInfo.InvariantCulture, $"{images}-{epoch:000}.png");
}
