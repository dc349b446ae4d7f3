using DeepGan;
using Samples;
using Samples.Adversarial;

var about = new SampleAbout("dcgan", "Learns to draw the digits it is asked for by fooling a critic, both made of convolutions.", DigitData.Help, Epochs: 20);
return GanSample.Run(args, about, seed => new Dcgan(seed), Dcgan.Summary, rate: 0.001);
