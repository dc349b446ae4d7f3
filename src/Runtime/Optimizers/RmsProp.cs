using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets;

/// <summary>RMSprop (Tieleman and Hinton 2012), with momentum and centring (Graves 2013) if wanted. PyTorch:
/// <c>torch.optim.RMSprop</c>, whose formulas and defaults these are.</summary>
/// <remarks><code>
/// g += weightDecay·p
/// v = alpha·v + (1 - alpha)·g²
/// a = alpha·a + (1 - alpha)·g          centred: v - a² is the variance
/// d = g / (√(v - a²) + epsilon)        a = 0 where not centred
/// b = momentum·b + d                   with momentum, and then d = b
/// p -= rate·d
/// </code></remarks>
public sealed class RmsProp : Optimizer
{
    /// <summary>Sets up the optimiser.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="alpha">How slowly the mean of squared gradients moves: from 0 to less than 1.</param>
    /// <param name="epsilon">Keeps the division from exploding: at least 0.</param>
    /// <param name="weightDecay">The factor of an L2 penalty's gradient, at least 0.</param>
    /// <param name="momentum">How much of the last step is kept: from 0 to less than 1.</param>
    /// <param name="centered">Divides by the gradients' deviation instead of their root mean square.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public RmsProp(
        double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0,
        double momentum = 0, bool centered = false)
        : base(learningRate, weightDecay, MomentNames(momentum, centered))
    {
        Alpha = Hyperparameter.BelowOne(alpha, nameof(alpha));
        Epsilon = Hyperparameter.NotNegative(epsilon, nameof(epsilon));
        Momentum = Hyperparameter.BelowOne(momentum, nameof(momentum));
        Centered = centered;
    }

    /// <summary>How slowly the mean of squared gradients moves.</summary>
    public double Alpha { get; }

    /// <summary>What is added to the divisor.</summary>
    public double Epsilon { get; }

    /// <summary>How much of the last step is kept.</summary>
    public double Momentum { get; }

    /// <summary>Whether gradients are divided by their deviation.</summary>
    public bool Centered { get; }

    private protected override void Update(in RangeUpdate range, in StepNumbers numbers) => range.Apply(new Rule
    {
        HasMomentum = Momentum > 0,
        Centered = Centered,
        Rate = new((float)numbers.Rate),
        Alpha = new((float)Alpha),
        OneMinusAlpha = new((float)(1 - Alpha)),
        Epsilon = new((float)Epsilon),
        Decay = new((float)numbers.WeightDecay),
        Momentum = new((float)Momentum),
    });

    private static string[] MomentNames(double momentum, bool centered) => (momentum > 0, centered) switch
    {
        (false, false) => ["square_avg"],
        (true, false) => ["square_avg", "momentum_buffer"],
        (false, true) => ["square_avg", "grad_avg"],
        (true, true) => ["square_avg", "grad_avg", "momentum_buffer"],
    };

    private struct Rule : IUpdateRule
    {
        public bool HasMomentum, Centered;
        public Vector<float> Rate, Alpha, OneMinusAlpha, Epsilon, Decay, Momentum;

        public readonly UpdateRuleKind Kind => UpdateRuleKind.RmsProp;

        public readonly int MomentCount => 1 + (Centered ? 1 : 0) + (HasMomentum ? 1 : 0);

        public readonly void Write(Span<float> numbers)
        {
            numbers[0] = Rate[0];
            numbers[1] = Alpha[0];
            numbers[2] = OneMinusAlpha[0];
            numbers[3] = Epsilon[0];
            numbers[4] = Decay[0];
            numbers[5] = Momentum[0];
            numbers[6] = Centered ? 1f : 0f;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Vector<float> Update(
            Vector<float> parameter, Vector<float> gradient,
            ref Vector<float> square, ref Vector<float> second, ref Vector<float> third)
        {
            gradient += Decay * parameter;
            square = Alpha * square + OneMinusAlpha * gradient * gradient;
            Vector<float> variance = square;
            if (Centered)
            {
                second = Alpha * second + OneMinusAlpha * gradient;
                variance -= second * second;
            }

            Vector<float> direction = gradient / (Vector.SquareRoot(variance) + Epsilon);
            if (!HasMomentum)
            {
                return parameter - Rate * direction;
            }

            ref Vector<float> buffer = ref Centered ? ref third : ref second;
            buffer = Momentum * buffer + direction;
            return parameter - Rate * buffer;
        }
    }
}
