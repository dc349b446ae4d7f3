using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets;

/// <summary>Adagrad (Duchi, Hazan and Singer 2011). PyTorch: <c>torch.optim.Adagrad</c>, whose formulas and defaults these
/// are.</summary>
/// <remarks><code>
/// g += weightDecay·p
/// s = s + g²                    from initialAccumulator
/// p -= rate/(1 + (t - 1)·rateDecay) · g / (√s + epsilon)
/// </code>where t counts the steps of the parameter, not of the network.</remarks>
public sealed class Adagrad : Optimizer
{
    /// <summary>Sets up the optimiser.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="rateDecay">How fast the rate falls: at least 0.</param>
    /// <param name="weightDecay">The factor of an L2 penalty's gradient, at least 0.</param>
    /// <param name="initialAccumulator">Where the sum of squared gradients begins: at least 0.</param>
    /// <param name="epsilon">Keeps the division from exploding: at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adagrad(
        double learningRate = 0.01, double rateDecay = 0, double weightDecay = 0, double initialAccumulator = 0,
        double epsilon = 1e-10)
        : base(learningRate, weightDecay, "sum")
    {
        RateDecay = Hyperparameter.NotNegative(rateDecay, nameof(rateDecay));
        InitialAccumulator = Hyperparameter.NotNegative(initialAccumulator, nameof(initialAccumulator));
        Epsilon = Hyperparameter.NotNegative(epsilon, nameof(epsilon));
    }

    /// <summary>How fast the rate falls.</summary>
    public double RateDecay { get; }

    /// <summary>Where the sum of squared gradients begins.</summary>
    public double InitialAccumulator { get; }

    /// <summary>What is added to the divisor.</summary>
    public double Epsilon { get; }

    private protected override void Update(in RangeUpdate range, in StepNumbers numbers) => range.Apply(new Rule
    {
        Rate = new((float)(numbers.Rate / (1 + (numbers.Step - 1) * RateDecay))),
        Decay = new((float)numbers.WeightDecay),
        Start = new(numbers.Step == 1 ? (float)InitialAccumulator : 0f),
        Epsilon = new((float)Epsilon),
    });

    private struct Rule : IUpdateRule
    {
        /// <summary>What the first step finds in the sum, whose buffer is made of zeros.</summary>
        public Vector<float> Start;

        public Vector<float> Rate, Decay, Epsilon;

        public readonly UpdateRuleKind Kind => UpdateRuleKind.Adagrad;

        public readonly int MomentCount => 1;

        public readonly void Write(Span<float> numbers)
        {
            numbers[0] = Rate[0];
            numbers[1] = Decay[0];
            numbers[2] = Start[0];
            numbers[3] = Epsilon[0];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Vector<float> Update(
            Vector<float> parameter, Vector<float> gradient,
            ref Vector<float> sum, ref Vector<float> second, ref Vector<float> third)
        {
            gradient += Decay * parameter;
            sum = sum + Start + gradient * gradient;
            return parameter - Rate * gradient / (Vector.SquareRoot(sum) + Epsilon);
        }
    }
}
