using CompiledNets;
using DeepGan;
using Samples;
using Samples.Adversarial;

var images = SampleOptions.Path("--images", "What the PNG files begin with: grids of what the same noise becomes.", "dcgan");
var about = new SampleAbout("dcgan", "Learns to draw digits by fooling a critic, both made of convolutions.", DigitData.Help, Epochs: 40)
{
    Options = [images],
};
return Sample.Run(args, about, run =>
{
    DigitData data = DigitData.Load(run.Data);
    DigitJudge judge = DigitJudge.Train(run, data);
    var gallery = new Gallery(run, judge, run.Get(images)!);

    // Digits that move a little, so that the discriminator cannot know them by heart.
    Dataset moving = data.Train.Augment("input", new ImageAugmentation { Shift = 0.5f, Rotation = 5, Zoom = 0.05f }, run.Seed);

    // A short memory of past gradients (Radford, Metz and Chintala 2016), since the goal of either side moves with the other.
    var adam = new Adam(0.001, beta1: 0.5);
    Dcgan net = new(run.Seed), average = new(run.Seed);
    var losses = new AdversarialTraining(run, net, average, adam).Run(moving, gallery);

    gallery.Report(average, losses);
    run.Report.Text("Network", Dcgan.Summary);
    run.Result("confident on real digits", judge.ShareOfConfident(data.Test.CopyFloats("input")));
});
