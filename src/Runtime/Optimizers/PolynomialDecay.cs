namespace CompiledNets;

/// <summary>Falls from 1 to a floor along a power and stays there: floor + (1 - floor)·(1 - step/steps)^power; a power of 1 is a
/// straight line. PyTorch: <c>PolynomialLR</c>.</summary>
/// <param name="steps">Steps until the floor is reached, at least 1. <see cref="Trainer.StepCount"/> tells how many a whole training
/// takes.</param>
/// <param name="power">Above 0.</param>
/// <param name="floor">The last factor: from 0 to 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class PolynomialDecay(long steps, double power = 1, double floor = 0) : LearningRateSchedule
{
    private readonly long steps = Hyperparameter.AtLeast(1L, steps, nameof(steps));
    private readonly double power = Hyperparameter.Positive(power, nameof(power));
    private readonly double floor = Hyperparameter.Fraction(floor, nameof(floor));

    /// <inheritdoc/>
    public override double At(long step) => floor + (1 - floor) * Math.Pow(1 - (double)Math.Min(step, steps) / steps, power);
}
