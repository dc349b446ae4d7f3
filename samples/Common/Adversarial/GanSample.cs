using CompiledNets;

namespace Samples.Adversarial;

/// <summary>Trains a generator against a discriminator, and lets a classifier that knows real digits judge what it draws.</summary>
public static class GanSample
{
    /// <summary>Runs the sample.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="about">What the sample is.</param>
    /// <param name="create">Makes an instance from a seed.</param>
    /// <param name="layers">The network's layer table.</param>
    /// <param name="rate">The learning rate of both sides.</param>
    /// <returns>The exit code: see <see cref="Sample.Run"/>.</returns>
    public static int Run(string[] args, SampleAbout about, Func<ulong, IGan> create, string layers, double rate)
    {
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(create);
        var images = SampleOptions.Path("--images", "What the PNG files begin with: grids of what the same noise becomes.", about.Name);
        return Sample.Run(args, about with { Options = [images] }, run =>
        {
            DigitData data = DigitData.Load(run.Data);
            DigitJudge judge = DigitJudge.Train(run, data);
            var gallery = new Gallery(run, judge, run.Get(images)!);

            // Digits that move a little, so that the discriminator cannot know them by heart.
            Dataset moving = data.Train.Augment("input", new ImageAugmentation { Shift = 0.5f, Rotation = 5, Zoom = 0.05f }, run.Seed);

            // A short memory of past gradients (Radford, Metz and Chintala 2016), since the goal of either side moves with the other.
            var adam = new Adam(rate, beta1: 0.5);
            IGan net = create(run.Seed), average = create(run.Seed);
            var losses = new AdversarialTraining(run, net, average, adam).Run(moving, gallery);
            gallery.Report(average, losses, data.Test);
            run.Report.Text("Network", layers);
        });
    }
}
