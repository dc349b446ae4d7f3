using CompiledNets;

namespace Samples;

/// <summary>Shows a training as another does, and does something after each epoch.</summary>
/// <param name="shown">Who is told first.</param>
/// <param name="afterEpoch">What to do, once the epoch is shown.</param>
public sealed class EpochProgress(IProgress<TrainingProgress> shown, Action<int, EpochResult> afterEpoch) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        shown.Report(value);
        if (value.Finished is { } epoch)
        {
            afterEpoch(value.Epoch, epoch);
        }
    }
}
