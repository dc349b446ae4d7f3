using Samples.Adversarial;

namespace Gan;

/// <summary>The compiler wrote the methods that a training calls.</summary>
public partial class DigitGan : IGan;
