using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets;

/// <summary>Adamax: Adam with the greatest recent gradient for a divisor (Kingma and Ba 2015, section 7.1). PyTorch:
/// <c>torch.optim.Adamax</c>, whose formulas and defaults these are.</summary>
/// <remarks><code>
/// g += weightDecay·p
/// m = beta1·m + (1 - beta1)·g
/// u = max(beta2·u, |g| + epsilon)
/// p -= rate/(1 - beta1ᵗ) · m / u
/// </code>where t counts the steps of the parameter, not of the network.</remarks>
public sealed class Adamax : Optimizer
{
    /// <summary>Sets up the optimiser.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="beta1">How slowly the mean of gradients moves: from 0 to less than 1.</param>
    /// <param name="beta2">How slowly the greatest gradient is forgotten: from 0 to less than 1.</param>
    /// <param name="epsilon">Keeps the division from exploding: at least 0.</param>
    /// <param name="weightDecay">The factor of an L2 penalty's gradient, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adamax(
        double learningRate = 0.002, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, weightDecay, "exp_avg", "exp_inf")
    {
        Beta1 = Hyperparameter.BelowOne(beta1, nameof(beta1));
        Beta2 = Hyperparameter.BelowOne(beta2, nameof(beta2));
        Epsilon = Hyperparameter.NotNegative(epsilon, nameof(epsilon));
    }

    /// <summary>How slowly the mean of gradients moves.</summary>
    public double Beta1 { get; }

    /// <summary>How slowly the greatest gradient is forgotten.</summary>
    public double Beta2 { get; }

    /// <summary>What is added to a gradient's magnitude.</summary>
    public double Epsilon { get; }

    private protected override void Update(in RangeUpdate range, in StepNumbers numbers) => range.Apply(new Rule
    {
        Beta1 = new((float)Beta1),
        OneMinusBeta1 = new((float)(1 - Beta1)),
        Beta2 = new((float)Beta2),
        StepSize = new((float)(numbers.Rate / (1 - Math.Pow(Beta1, numbers.Step)))),
        Epsilon = new((float)Epsilon),
        Decay = new((float)numbers.WeightDecay),
    });

    private struct Rule : IUpdateRule
    {
        public Vector<float> Beta1, OneMinusBeta1, Beta2, StepSize, Epsilon, Decay;

        public readonly UpdateRuleKind Kind => UpdateRuleKind.Adamax;

        public readonly int MomentCount => 2;

        public readonly void Write(Span<float> numbers)
        {
            numbers[0] = Beta1[0];
            numbers[1] = OneMinusBeta1[0];
            numbers[2] = Beta2[0];
            numbers[3] = StepSize[0];
            numbers[4] = Epsilon[0];
            numbers[5] = Decay[0];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Vector<float> Update(
            Vector<float> parameter, Vector<float> gradient,
            ref Vector<float> mean, ref Vector<float> greatest, ref Vector<float> third)
        {
            gradient += Decay * parameter;
            mean = Beta1 * mean + OneMinusBeta1 * gradient;
            greatest = Vector.Max(Beta2 * greatest, Vector.Abs(gradient) + Epsilon);
            return parameter - StepSize * mean / greatest;
        }
    }
}
