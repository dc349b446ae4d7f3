namespace CompiledNets;

/// <summary>How a learning rate changes as training goes on: the factor by which each step's rate is multiplied.</summary>
/// <example><c>new Adam(0.001) { Schedule = new WarmUp(500, new CosineDecay(20_000)) }</c></example>
public abstract class LearningRateSchedule
{
    /// <summary>The factor at a step.</summary>
    /// <param name="step">How many steps came before it: 0 at the first.</param>
    public abstract double At(long step);

    /// <summary>Tells the schedule how good the network is now. <see cref="Trainer"/> does so after each epoch, with the validation
    /// loss, or with the training loss where nothing is held out. Most schedules do not listen.</summary>
    public virtual void Observe(double loss)
    {
    }

    /// <summary>What the schedule remembers of what it observed: checkpoints keep it. Always as many numbers.</summary>
    public virtual IReadOnlyList<double> Memory
    {
        get => [];
        set => ArgumentNullException.ThrowIfNull(value);
    }
}

/// <summary>The same factor at every step.</summary>
/// <param name="factor">At least 0.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is negative or not a number.</exception>
public sealed class ConstantRate(double factor = 1) : LearningRateSchedule
{
    private readonly double factor = Hyperparameter.NotNegative(factor, nameof(factor));

    /// <inheritdoc/>
    public override double At(long step) => factor;
}

/// <summary>Multiplies the rate by a factor every so many steps: factor^⌊step/every⌋. PyTorch: <c>StepLR</c>.</summary>
/// <param name="every">Steps between two changes, at least 1.</param>
/// <param name="factor">What remains of the rate after each: from 0 to 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class StepDecay(long every, double factor = 0.1) : LearningRateSchedule
{
    private readonly long every = Hyperparameter.AtLeast(1L, every, nameof(every));
    private readonly double factor = Hyperparameter.Fraction(factor, nameof(factor));

    /// <inheritdoc/>
    public override double At(long step) => Math.Pow(factor, step / every);
}

/// <summary>Falls from 1 to a floor along half a cosine and stays there: floor + (1 - floor)·(1 + cos(π·step/steps))/2.
/// PyTorch: <c>CosineAnnealingLR</c> (Loshchilov and Hutter 2017).</summary>
/// <param name="steps">Steps until the floor is reached, at least 1. <see cref="Trainer.StepCount"/> tells how many a
/// whole training takes.</param>
/// <param name="floor">The last factor: from 0 to 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class CosineDecay(long steps, double floor = 0) : LearningRateSchedule
{
    private readonly long steps = Hyperparameter.AtLeast(1L, steps, nameof(steps));
    private readonly double floor = Hyperparameter.Fraction(floor, nameof(floor));

    /// <inheritdoc/>
    public override double At(long step) =>
        floor + (1 - floor) * (1 + Math.Cos(Math.PI * Math.Min(step, steps) / steps)) / 2;
}

/// <summary>Rises in equal parts to the start of another schedule, which then runs from its own step 0.</summary>
/// <param name="steps">Steps of the rise, at least 1: the first has 1/steps of the rate, the last all of it.</param>
/// <param name="then">What follows; <c>null</c> keeps the full rate.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is less than 1.</exception>
public sealed class WarmUp(long steps, LearningRateSchedule? then = null) : LearningRateSchedule
{
    private readonly long steps = Hyperparameter.AtLeast(1L, steps, nameof(steps));
    private readonly LearningRateSchedule then = then ?? new ConstantRate();

    /// <inheritdoc/>
    public override double At(long step) =>
        step < steps ? then.At(0) * (step + 1) / steps : then.At(step - steps);

    /// <inheritdoc/>
    public override void Observe(double loss) => then.Observe(loss);

    /// <inheritdoc/>
    public override IReadOnlyList<double> Memory
    {
        get => then.Memory;
        set => then.Memory = value;
    }
}
