namespace CompiledNets;

/// <summary>Lowers the rate when the loss no longer falls. PyTorch: <c>ReduceLROnPlateau</c> with <c>mode="min"</c> and a relative
/// threshold, whose defaults these are.</summary>
/// <remarks><see cref="Trainer"/> tells it the validation loss after each epoch, or the training loss where nothing is held out; your own
/// loop calls <see cref="Observe"/>. One such schedule belongs to one training.</remarks>
public sealed class ReduceOnPlateau : LearningRateSchedule
{
    private readonly double factor, threshold, floor;
    private readonly int patience, cooldown;
    private double rate = 1;
    private double best = double.PositiveInfinity;
    private int bad;
    private int resting;

    /// <summary>Sets the rule.</summary>
    /// <param name="factor">What remains of the rate after each reduction: from 0 to less than 1.</param>
    /// <param name="patience">How many epochs in a row may bring no better loss: the next such epoch lowers the rate. At least 0.</param>
    /// <param name="threshold">The share of the best loss by which a better one must be lower: from 0 to less than 1.</param>
    /// <param name="cooldown">For how many epochs after a reduction none is counted as bad: at least 0.</param>
    /// <param name="floor">The least factor: from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ReduceOnPlateau(double factor = 0.1, int patience = 10, double threshold = 1e-4, int cooldown = 0, double floor = 0)
    {
        this.factor = Hyperparameter.BelowOne(factor, nameof(factor));
        this.patience = Hyperparameter.AtLeast(0, patience, nameof(patience));
        this.threshold = Hyperparameter.BelowOne(threshold, nameof(threshold));
        this.cooldown = Hyperparameter.AtLeast(0, cooldown, nameof(cooldown));
        this.floor = Hyperparameter.Fraction(floor, nameof(floor));
    }

    /// <inheritdoc/>
    public override double At(long step) => rate;

    /// <inheritdoc/>
    public override void Observe(double loss)
    {
        if (loss < best * (1 - threshold))
        {
            best = loss;
            bad = 0;
        }
        else
        {
            bad++; // A loss that is not a number is not better.
        }

        if (resting > 0)
        {
            resting--;
            bad = 0;
        }

        if (bad > patience)
        {
            rate = Math.Max(rate * factor, floor);
            resting = cooldown;
            bad = 0;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Memory
    {
        get => [rate, best, bad, resting];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            (rate, best, bad, resting) = (value[0], value[1], (int)value[2], (int)value[3]);
        }
    }
}
