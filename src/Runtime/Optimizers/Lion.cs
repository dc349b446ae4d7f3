using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets;

/// <summary>Lion, evolved sign momentum (Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms", algorithm 2), with its
/// defaults.</summary>
/// <remarks><code>
/// d = sign(beta1·m + (1 - beta1)·g)      0 where that is 0
/// p -= rate·(d + weightDecay·p)
/// m = beta2·m + (1 - beta2)·g
/// </code>Every parameter moves by the rate itself, so the paper takes a rate 3 to 10 times smaller than AdamW's and a weight
/// decay as many times larger.</remarks>
public sealed class Lion : Optimizer
{
    /// <summary>Sets up the optimiser.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="beta1">The momentum's share of a step's direction: from 0 to less than 1.</param>
    /// <param name="beta2">How slowly the momentum moves: from 0 to less than 1.</param>
    /// <param name="weightDecay">How much of a parameter a step at rate 1 would take away: at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Lion(double learningRate = 0.0001, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        : base(learningRate, weightDecay, "exp_avg")
    {
        Beta1 = Hyperparameter.BelowOne(beta1, nameof(beta1));
        Beta2 = Hyperparameter.BelowOne(beta2, nameof(beta2));
    }

    /// <summary>The momentum's share of a step's direction.</summary>
    public double Beta1 { get; }

    /// <summary>How slowly the momentum moves.</summary>
    public double Beta2 { get; }

    private protected override void Update(in RangeUpdate range, in StepNumbers numbers) => range.Apply(new Rule
    {
        Beta1 = new((float)Beta1),
        OneMinusBeta1 = new((float)(1 - Beta1)),
        Beta2 = new((float)Beta2),
        OneMinusBeta2 = new((float)(1 - Beta2)),
        Rate = new((float)numbers.Rate),
        Keep = new((float)(1 - numbers.Rate * numbers.WeightDecay)),
    });

    private struct Rule : IUpdateRule
    {
        public Vector<float> Beta1, OneMinusBeta1, Beta2, OneMinusBeta2, Rate, Keep;

        public readonly UpdateRuleKind Kind => UpdateRuleKind.Lion;

        public readonly int MomentCount => 1;

        public readonly void Write(Span<float> numbers)
        {
            numbers[0] = Beta1[0];
            numbers[1] = OneMinusBeta1[0];
            numbers[2] = Beta2[0];
            numbers[3] = OneMinusBeta2[0];
            numbers[4] = Rate[0];
            numbers[5] = Keep[0];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Vector<float> Update(
            Vector<float> parameter, Vector<float> gradient,
            ref Vector<float> momentum, ref Vector<float> second, ref Vector<float> third)
        {
            Vector<float> direction = Sign(Beta1 * momentum + OneMinusBeta1 * gradient);
            momentum = Beta2 * momentum + OneMinusBeta2 * gradient;
            return Keep * parameter - Rate * direction;
        }

        // Zeros are their own sign, and so is what is not a number.
        private static Vector<float> Sign(Vector<float> x)
        {
            Vector<float> positiveOrItself = Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One, x);
            return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), -Vector<float>.One, positiveOrItself);
        }
    }
}
