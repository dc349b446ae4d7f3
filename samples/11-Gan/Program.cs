using Gan;
using Samples;
using Samples.Adversarial;

var about = new SampleAbout(
    "gan", "Learns to draw the digits it is asked for by fooling a critic: a generator against a discriminator, both of dense layers.", DigitData.Help, Epochs: 60);
return GanSample.Run(args, about, seed => new DigitGan(seed), DigitGan.Summary, rate: 0.001);
