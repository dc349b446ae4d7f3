using Samples.Adversarial;

namespace DeepGan;

/// <summary>The compiler wrote the methods that a training calls.</summary>
public partial class Dcgan : IGan;
