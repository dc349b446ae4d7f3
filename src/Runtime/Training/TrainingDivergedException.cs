using System.Globalization;

namespace CompiledNets;

/// <summary>A loss became infinite or not a number. The step that would have followed was not taken; on an accelerator, whose losses are
/// looked at later, up to 32 were.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Describes where it happened.</summary>
    /// <param name="objective">The objective's name.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step of the epoch, from 1.</param>
    /// <param name="loss">The loss that is no finite number.</param>
    /// <param name="lastFiniteLoss">The loss of the step before, if there was one.</param>
    public TrainingDivergedException(string objective, int epoch, int step, float loss, float? lastFiniteLoss)
        : base(Describe(objective, epoch, step, loss, lastFiniteLoss))
    {
        Epoch = epoch;
        Step = step;
        LastFiniteLoss = lastFiniteLoss;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step of the epoch, from 1.</summary>
    public int Step { get; }

    /// <summary>The loss of the last batch that had a finite one; <c>null</c> if the first had none.</summary>
    public float? LastFiniteLoss { get; }

    private static string Describe(string objective, int epoch, int step, float loss, float? lastFiniteLoss)
    {
        string before = lastFiniteLoss is { } last
            ? string.Create(CultureInfo.InvariantCulture, $"the last finite loss was {last}. Try a lower learning rate, or set MaxGradientNorm.")
            : "no loss was finite before. Look for numbers in the data or the parameters that are not.";
        return string.Create(CultureInfo.InvariantCulture, $"{objective} became {loss} in epoch {epoch}, step {step}; {before}");
    }
}
