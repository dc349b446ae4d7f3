namespace CompiledNets;

/// <summary>One cycle (Smith and Topin 2018, "Super-Convergence"): the rate rises along half a cosine from a share of the learning rate to
/// all of it, and falls along another to almost nothing, where it stays. PyTorch: <c>OneCycleLR</c> with <c>cycle_momentum=False</c>,
/// whose defaults these are.</summary>
/// <remarks>The optimiser's learning rate is the greatest one, PyTorch's <c>max_lr</c>.</remarks>
/// <param name="steps">Steps of the cycle, at least 2. <see cref="Trainer.StepCount"/> tells how many a whole training takes.</param>
/// <param name="rise">The share of the steps until the top: from 0 to 1.</param>
/// <param name="startDivisor">The cycle starts with the rate divided by this: at least 1.</param>
/// <param name="endDivisor">And ends with the start's rate divided by this: at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class OneCycle(long steps, double rise = 0.3, double startDivisor = 25, double endDivisor = 10_000) : LearningRateSchedule
{
    private readonly double end = Hyperparameter.AtLeast(2L, steps, nameof(steps)) - 1;
    private readonly double top = Hyperparameter.Fraction(rise, nameof(rise)) * steps - 1;
    private readonly double first = 1 / AtLeastOne(startDivisor, nameof(startDivisor));
    private readonly double last = 1 / (startDivisor * AtLeastOne(endDivisor, nameof(endDivisor)));

    /// <inheritdoc/>
    public override double At(long step) =>
        step <= top ? Between(first, 1, top > 0 ? step / top : 1)
        : step < end ? Between(1, last, (step - top) / (end - top))
        : last;

    // Half a cosine, from one value at a share of 0 to another at 1.
    private static double Between(double from, double to, double share) => to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;

    private static double AtLeastOne(double value, string name) => double.IsFinite(value) && value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a number of at least 1.");
}
