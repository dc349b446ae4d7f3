namespace CompiledNets;

/// <summary>Where a training stands: reported a few times a second, and after each epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs in all, if nothing ends training earlier.</param>
/// <param name="Step">The epoch's steps so far.</param>
/// <param name="Steps">Steps of an epoch; 0 in the first epoch over a stream, whose length is not known yet.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="SamplesPerSecond">Training speed in this epoch.</param>
/// <param name="Elapsed">Since the training began.</param>
/// <param name="Finished">The epoch's result, once it is over: each epoch is reported once with it.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Step, int Steps, double Loss, double SamplesPerSecond, TimeSpan Elapsed, EpochResult? Finished);
