using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets;

/// <summary>Stochastic gradient descent, with momentum if wanted. PyTorch: <c>torch.optim.SGD</c> with dampening 0.</summary>
/// <remarks><code>
/// d = g + weightDecay·p
/// b = momentum·b + d              with momentum
/// p -= rate·(d + momentum·b)      with Nesterov's (Sutskever et al. 2013, as PyTorch writes it)
/// p -= rate·b                     with plain momentum
/// p -= rate·d                     without
/// </code></remarks>
public sealed class Sgd : Optimizer
{
    /// <summary>Sets up the optimiser.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="momentum">How much of the last step is kept: from 0 to less than 1.</param>
    /// <param name="nesterov">Looks one step of momentum ahead.</param>
    /// <param name="weightDecay">The factor of an L2 penalty's gradient, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="nesterov"/> without momentum.</exception>
    public Sgd(double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : base(learningRate, weightDecay, momentum > 0 ? ["momentum_buffer"] : [])
    {
        Momentum = Hyperparameter.BelowOne(momentum, nameof(momentum));
        Nesterov = nesterov;
        if (nesterov && momentum == 0)
        {
            throw new ArgumentException("Nesterov's rule looks ahead along the momentum, so it needs a momentum.", nameof(nesterov));
        }
    }

    /// <summary>How much of the last step is kept.</summary>
    public double Momentum { get; }

    /// <summary>Whether steps look one step of momentum ahead.</summary>
    public bool Nesterov { get; }

    private protected override void Update(in RangeUpdate range, in StepNumbers numbers) => range.Apply(new Rule
    {
        MomentCount = Momentum > 0 ? 1 : 0,
        Nesterov = Nesterov,
        Rate = new((float)numbers.Rate),
        Momentum = new((float)Momentum),
        Decay = new((float)numbers.WeightDecay),
    });

    private struct Rule : IUpdateRule
    {
        public bool Nesterov;
        public Vector<float> Rate, Momentum, Decay;

        public readonly UpdateRuleKind Kind => UpdateRuleKind.Sgd;

        public int MomentCount { get; init; }

        public readonly void Write(Span<float> numbers)
        {
            numbers[0] = Rate[0];
            numbers[1] = Momentum[0];
            numbers[2] = Decay[0];
            numbers[3] = Nesterov ? 1f : 0f;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Vector<float> Update(
            Vector<float> parameter, Vector<float> gradient,
            ref Vector<float> buffer, ref Vector<float> second, ref Vector<float> third)
        {
            Vector<float> direction = gradient + Decay * parameter;
            if (MomentCount == 0)
            {
                return parameter - Rate * direction;
            }

            buffer = Momentum * buffer + direction;
            return parameter - Rate * (Nesterov ? direction + Momentum * buffer : buffer);
        }
    }
}
