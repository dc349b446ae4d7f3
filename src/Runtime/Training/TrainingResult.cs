using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>What came out of a training.</summary>
/// <param name="Epochs">Each epoch, in order, those before a resumed checkpoint included.</param>
/// <param name="BestEpoch">The number of the best epoch, from 1: by what <see cref="EarlyStopping"/> watches, else by the
/// validation loss, else by the training loss. 0 where no epoch had a number to go by.</param>
/// <param name="StoppedEarly">Whether <see cref="EarlyStopping"/> ended it.</param>
/// <param name="Duration">Of this call.</param>
public sealed record TrainingResult(ImmutableArray<EpochResult> Epochs, int BestEpoch, bool StoppedEarly, TimeSpan Duration)
{
    /// <summary>The last epoch.</summary>
    public EpochResult Last => Epochs[^1];

    /// <summary>The best epoch.</summary>
    /// <exception cref="InvalidOperationException">No epoch had a number to go by.</exception>
    public EpochResult Best => BestEpoch > 0
        ? Epochs[BestEpoch - 1]
        : throw new InvalidOperationException("No epoch ended with a loss or metric that is a number.");
}
