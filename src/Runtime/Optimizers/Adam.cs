namespace CompiledNets;

/// <summary>Adam (Kingma and Ba 2015) with an L2 penalty if wanted. PyTorch: <c>torch.optim.Adam</c>, whose formulas and
/// defaults these are.</summary>
/// <remarks><code>
/// g += weightDecay·p
/// m = beta1·m + (1 - beta1)·g
/// v = beta2·v + (1 - beta2)·g²
/// p -= rate/(1 - beta1ᵗ) · m / (√v/√(1 - beta2ᵗ) + epsilon)
/// </code>where t counts the steps of the parameter, not of the network.</remarks>
public sealed class Adam : Optimizer
{
    private readonly AdamMoments moments;

    /// <summary>Sets up the optimiser.</summary>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="beta1">How slowly the mean of gradients moves: from 0 to less than 1.</param>
    /// <param name="beta2">How slowly the mean of squared gradients moves: from 0 to less than 1.</param>
    /// <param name="epsilon">Keeps the division from exploding: at least 0.</param>
    /// <param name="weightDecay">The factor of an L2 penalty's gradient, at least 0. <see cref="AdamW"/> has the decay
    /// that is independent of the moments.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adam(
        double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate, weightDecay, AdamMoments.Names) =>
        moments = new AdamMoments(beta1, beta2, epsilon);

    /// <summary>How slowly the mean of gradients moves.</summary>
    public double Beta1 => moments.Beta1;

    /// <summary>How slowly the mean of squared gradients moves.</summary>
    public double Beta2 => moments.Beta2;

    /// <summary>What is added to the divisor.</summary>
    public double Epsilon => moments.Epsilon;

    private protected override void Update(in RangeUpdate range, in StepNumbers numbers) =>
        range.Apply(moments.RuleAt(in numbers, penalty: numbers.WeightDecay));
}
