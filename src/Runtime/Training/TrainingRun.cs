using System.Collections.Immutable;
using System.Diagnostics;

namespace CompiledNets;

/// <summary>One call of <see cref="Trainer"/>'s <c>Fit</c>.</summary>
internal sealed class TrainingRun
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);

    private readonly Trainer trainer;
    private readonly Objective objective;
    private readonly NetworkCore core;
    private readonly TrainingData train;
    private readonly Evaluation evaluation;
    private readonly BestEpoch best;
    private readonly WeightAverage? average;
    private readonly List<EpochResult> history = [];
    private readonly long start = Stopwatch.GetTimestamp();
    private float? lastFiniteLoss;
    private double lastRate;
    private long lastReport;

    /// <summary>Matches data, objective and metrics; changes nothing yet.</summary>
    /// <param name="trainer">How to train.</param>
    /// <param name="objective">What to minimise.</param>
    /// <param name="train">What to learn from.</param>
    /// <param name="trainData">What metrics look at where there are no validation data; <c>null</c> if that is too much.</param>
    /// <param name="validationData">What to judge by.</param>
    public TrainingRun(Trainer trainer, Objective objective, TrainingData train, Dataset? trainData, Dataset? validationData)
    {
        this.trainer = trainer;
        this.objective = objective;
        core = objective.Network.Core;
        this.train = train;
        evaluation = new Evaluation(objective, trainer, trainData, validationData);
        best = new BestEpoch(trainer.EarlyStopping, trainer.Metrics);
        average = trainer.AverageDecay is { } decay ? new WeightAverage(objective.Network, decay) : null;
        trainer.Optimizer.StateOf(core);
    }

    public TrainingResult Run(CancellationToken cancellationToken)
    {
        DropGradients();
        if (trainer.Resume && trainer.CheckpointPath is { } path && File.Exists(path))
        {
            history.AddRange(Checkpoint.Load(path, core, trainer.Optimizer, best, average));
        }

        while (history.Count < trainer.Epochs && !best.PatienceIsOver)
        {
            EpochResult epoch = RunEpoch(history.Count + 1, cancellationToken);
            history.Add(epoch);
            if (trainer.CheckpointPath is { } file)
            {
                Checkpoint.Save(file, core, trainer.Optimizer, best, average, history);
            }

            Report(epoch.Epoch, train.Steps, epoch.TrainingLoss, epoch.SamplesPerSecond, epoch);
        }

        EndWithTheBest();
        bool early = history.Count < trainer.Epochs;
        return new TrainingResult([.. history], best.Epoch, early, Stopwatch.GetElapsedTime(start));
    }

    private EpochResult RunEpoch(int epoch, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        (double loss, long samples) = TrainEpoch(epoch, began, cancellationToken);
        double speed = samples / Stopwatch.GetElapsedTime(began).TotalSeconds;
        average?.Swap(); // The network is judged as it would be if training ended now.
        try
        {
            (double? validationLoss, ImmutableArray<MetricValue> metrics) = evaluation.Run(cancellationToken);
            var result = new EpochResult(epoch, loss, validationLoss, metrics, lastRate, Stopwatch.GetElapsedTime(began), speed);
            best.Add(result, core);
            trainer.Optimizer.Schedule?.Observe(validationLoss ?? loss);
            return result;
        }
        finally
        {
            average?.Swap();
        }
    }

    private void EndWithTheBest()
    {
        if (best.KeptEpoch > 0)
        {
            best.Restore(core);
        }
        else
        {
            average?.Swap();
        }
    }

    /// <summary>Takes all batches of an epoch.</summary>
    /// <returns>The mean loss of its samples, and how many they were.</returns>
    private (double Loss, long Samples) TrainEpoch(int epoch, long began, CancellationToken cancellationToken)
    {
        double sum = 0;
        long samples = 0;
        int step = 0;
        foreach (Batch batch in train.Epoch(epoch, cancellationToken))
        {
            ThrowIfCancelled(cancellationToken);
            train.Inputs.Batch = batch;
            sum += batch.Count * (double)AddGradients(epoch, ++step);
            if (step % trainer.AccumulateSteps == 0)
            {
                TakeStep(trainer.AccumulateSteps);
            }

            samples += batch.Count;
            if (trainer.Progress is not null && Stopwatch.GetElapsedTime(lastReport) >= ReportInterval)
            {
                double speed = samples / Stopwatch.GetElapsedTime(began).TotalSeconds;
                Report(epoch, step, sum / samples, speed, finished: null);
            }
        }

        if (step % trainer.AccumulateSteps is > 0 and var left)
        {
            TakeStep(left);
        }

        return (sum / samples, samples);
    }

    private float AddGradients(int epoch, int step)
    {
        float loss = objective.Gradients(train.Inputs);
        if (!float.IsFinite(loss))
        {
            DropGradients();
            throw new TrainingDivergedException(objective.Name, epoch, step, loss, lastFiniteLoss);
        }

        lastFiniteLoss = loss;
        return loss;
    }

    private void TakeStep(int batches)
    {
        lastRate = trainer.Optimizer.CurrentLearningRate(objective.Network);
        trainer.Optimizer.Step(objective.Network, batches);
        average?.Update();
    }

    private void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            DropGradients(); // of batches that have not made a step yet
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Leaves nothing for the next step but what the next gradient call adds.</summary>
    private void DropGradients()
    {
        core.WritableGradients.Clear();
        core.ClearTrained();
    }

    private void Report(int epoch, int step, double loss, double samplesPerSecond, EpochResult? finished)
    {
        lastReport = Stopwatch.GetTimestamp();
        trainer.Progress?.Report(new TrainingProgress(
            epoch, trainer.Epochs, step, train.Steps, loss, samplesPerSecond, Stopwatch.GetElapsedTime(start), finished));
    }
}
