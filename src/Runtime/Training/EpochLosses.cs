namespace CompiledNets;

/// <summary>Calls for gradients, and adds up the losses of an epoch. An accelerator keeps them until they are asked for, or until it has
/// <see cref="DeviceMemory.MostLosses"/>: it is not waited for after each batch.</summary>
internal sealed class EpochLosses(Objective objective)
{
    private readonly float[] losses = new float[DeviceMemory.MostLosses];
    private readonly (int Step, int Samples)[] waiting = new (int, int)[DeviceMemory.MostLosses];
    private int count, epoch;
    private float? lastFinite;

    /// <summary>The sum over the samples of all batches whose losses are known.</summary>
    public double Sum { get; private set; }

    /// <summary>Begins an epoch, or goes on with one.</summary>
    public void Begin(int number, double sum) => (epoch, Sum) = (number, sum);

    /// <summary>Adds a batch's gradients to the network's.</summary>
    /// <param name="batch">The objective's inputs.</param>
    /// <param name="step">The batch's number in the epoch, from 1.</param>
    /// <exception cref="TrainingDivergedException">A loss that became known is no finite number.</exception>
    public void AddGradients(BatchColumns batch, int step)
    {
        if (!objective.QueueGradients(batch, count))
        {
            Add(objective.Gradients(batch), step, batch.Count);
            return;
        }

        waiting[count++] = (step, batch.Count);
        if (count == waiting.Length)
        {
            Settle();
        }
    }

    /// <summary>Waits for the losses that are not known yet.</summary>
    /// <inheritdoc cref="AddGradients" path="/exception"/>
    public void Settle()
    {
        if (count == 0)
        {
            return;
        }

        Span<float> taken = losses.AsSpan(0, count);
        count = 0;
        objective.Network.Core.Device!.TakeLosses(taken);
        for (int i = 0; i < taken.Length; i++)
        {
            Add(taken[i], waiting[i].Step, waiting[i].Samples);
        }
    }

    private void Add(float loss, int step, int samples)
    {
        if (!float.IsFinite(loss))
        {
            objective.Network.Core.ClearGradients();
            throw new TrainingDivergedException(objective.Name, epoch, step, loss, lastFinite);
        }

        lastFinite = loss;
        Sum += samples * (double)loss;
    }
}
