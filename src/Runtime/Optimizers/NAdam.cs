using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets;

/// <summary>NAdam: Adam with Nesterov's momentum (Dozat 2016). PyTorch: <c>torch.optim.NAdam</c>, whose formulas and defaults
/// these are.</summary>
/// <remarks><code>
/// g += weightDecay·p
/// m = beta1·m + (1 - beta1)·g
/// v = beta2·v + (1 - beta2)·g²
/// μₜ = beta1·(1 - ½·0.96^(t·momentumDecay)),   Πₜ = μ₁·…·μₜ
/// p -= rate · (g·(1 - μₜ)/(1 - Πₜ) + m·μₜ₊₁/(1 - Πₜ₊₁)) / (√(v/(1 - beta2ᵗ)) + epsilon)
/// </code>where t counts the steps of the parameter, not of the network.</remarks>
public sealed class NAdam : Optimizer
{
    /// <summary>Sets up the optimiser.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="beta1">How slowly the mean of gradients moves: from 0 to less than 1.</param>
    /// <param name="beta2">How slowly the mean of squared gradients moves: from 0 to less than 1.</param>
    /// <param name="epsilon">Keeps the division from exploding: at least 0.</param>
    /// <param name="weightDecay">The factor of an L2 penalty's gradient, at least 0.</param>
    /// <param name="momentumDecay">How fast the momentum rises from half of beta1 to beta1: at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public NAdam(
        double learningRate = 0.002, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0,
        double momentumDecay = 0.004)
        : base(learningRate, weightDecay, AdamMoments.Names)
    {
        Beta1 = Hyperparameter.BelowOne(beta1, nameof(beta1));
        Beta2 = Hyperparameter.BelowOne(beta2, nameof(beta2));
        Epsilon = Hyperparameter.NotNegative(epsilon, nameof(epsilon));
        MomentumDecay = Hyperparameter.NotNegative(momentumDecay, nameof(momentumDecay));
    }

    /// <summary>How slowly the mean of gradients moves.</summary>
    public double Beta1 { get; }

    /// <summary>How slowly the mean of squared gradients moves.</summary>
    public double Beta2 { get; }

    /// <summary>What is added to the divisor.</summary>
    public double Epsilon { get; }

    /// <summary>How fast the momentum rises from half of <see cref="Beta1"/> to all of it.</summary>
    public double MomentumDecay { get; }

    private protected override void Update(in RangeUpdate range, in StepNumbers numbers)
    {
        double now = MomentumAt(numbers.Step), next = MomentumAt(numbers.Step + 1);
        double product = ProductOfMomenta(numbers.Step);
        range.Apply(new Rule
        {
            Beta1 = new((float)Beta1),
            OneMinusBeta1 = new((float)(1 - Beta1)),
            Beta2 = new((float)Beta2),
            OneMinusBeta2 = new((float)(1 - Beta2)),
            GradientStep = new((float)(numbers.Rate * (1 - now) / (1 - product))),
            MeanStep = new((float)(numbers.Rate * next / (1 - product * next))),
            RootCorrection = new((float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, numbers.Step)))),
            Epsilon = new((float)Epsilon),
            Decay = new((float)numbers.WeightDecay),
        });
    }

    private double MomentumAt(long step) => Beta1 * (1 - 0.5 * Math.Pow(0.96, step * MomentumDecay));

    // Computed anew at each step, so that nothing but the step's number need be remembered. A product that 1 - Π rounds away
    // ends the loop, which is after a few hundred factors for the usual beta1.
    private double ProductOfMomenta(long step)
    {
        double product = 1;
        for (long t = 1; t <= step && product > 1e-17; t++)
        {
            product *= MomentumAt(t);
        }

        return product;
    }

    private struct Rule : IUpdateRule
    {
        public Vector<float> Beta1, OneMinusBeta1, Beta2, OneMinusBeta2, GradientStep, MeanStep, RootCorrection, Epsilon, Decay;

        public readonly UpdateRuleKind Kind => UpdateRuleKind.NAdam;

        public readonly int MomentCount => 2;

        public readonly void Write(Span<float> numbers)
        {
            numbers[0] = Beta1[0];
            numbers[1] = OneMinusBeta1[0];
            numbers[2] = Beta2[0];
            numbers[3] = OneMinusBeta2[0];
            numbers[4] = GradientStep[0];
            numbers[5] = MeanStep[0];
            numbers[6] = RootCorrection[0];
            numbers[7] = Epsilon[0];
            numbers[8] = Decay[0];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Vector<float> Update(
            Vector<float> parameter, Vector<float> gradient,
            ref Vector<float> mean, ref Vector<float> square, ref Vector<float> third)
        {
            gradient += Decay * parameter;
            mean = Beta1 * mean + OneMinusBeta1 * gradient;
            square = Beta2 * square + OneMinusBeta2 * gradient * gradient;
            Vector<float> divisor = Vector.SquareRoot(square) * RootCorrection + Epsilon;
            return parameter - (GradientStep * gradient + MeanStep * mean) / divisor;
        }
    }
}
