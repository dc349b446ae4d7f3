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
    private readonly EpochLosses losses;
    private EpochSoFar soFar;
    private bool hasOpenBatches;
    private long lastReport, lastSave;

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
        losses = new EpochLosses(objective);
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
            (ImmutableArray<EpochResult> done, soFar) = Checkpoint.Load(path, core, trainer, best, average);
            history.AddRange(done);
        }

        lastSave = Stopwatch.GetTimestamp();
        while (history.Count < trainer.Epochs && !best.PatienceIsOver)
        {
            EpochResult epoch = RunOrSave(history.Count + 1, cancellationToken);
            history.Add(epoch);
            soFar = default;
            Save();
            Report(epoch.Epoch, train.Steps, epoch.TrainingLoss, epoch.SamplesPerSecond, epoch);
        }

        EndWithTheBest();
        bool early = history.Count < trainer.Epochs;
        return new TrainingResult([.. history], best.Epoch, early, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Runs an epoch; if it is cancelled, what it has learned is saved.</summary>
    private EpochResult RunOrSave(int epoch, CancellationToken cancellationToken)
    {
        try
        {
            return RunEpoch(epoch, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // A stream may be waited for between the batches of a step: what they did cannot be taken back, so the last file stays.
            if (!hasOpenBatches)
            {
                Save();
            }

            DropGradients();
            throw;
        }
    }

    private EpochResult RunEpoch(int epoch, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        double speed = TrainEpoch(epoch, began, cancellationToken) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        double loss = losses.Sum / soFar.Samples;
        average?.Swap(); // The network is judged as it would be if training ended now.
        try
        {
            (double? validationLoss, ImmutableArray<MetricValue> metrics) = evaluation.Run(cancellationToken);
            var result = new EpochResult(epoch, loss, validationLoss, metrics, soFar.LearningRate, Stopwatch.GetElapsedTime(began), speed);
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

    /// <summary>Takes those batches of an epoch that <see cref="soFar"/> does not have yet.</summary>
    /// <returns>How many samples they had.</returns>
    private long TrainEpoch(int epoch, long began, CancellationToken cancellationToken)
    {
        (int done, _, long samples, double sum, _) = soFar;
        (int step, long before) = (0, samples);
        losses.Begin(epoch, sum);
        foreach (BatchColumns batch in train.Epoch(epoch, cancellationToken))
        {
            if (++step <= done)
            {
                continue;
            }

            if (!hasOpenBatches)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            hasOpenBatches = true;
            losses.AddGradients(batch, step);
            samples += batch.Count;
            if (step % trainer.AccumulateSteps == 0)
            {
                TakeStep(trainer.AccumulateSteps, step, samples);
            }

            if (trainer.Progress is not null && Stopwatch.GetElapsedTime(lastReport) >= ReportInterval)
            {
                losses.Settle();
                double speed = (samples - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
                Report(epoch, step, losses.Sum / samples, speed, finished: null);
            }
        }

        if (hasOpenBatches)
        {
            TakeStep(step % trainer.AccumulateSteps, step, samples);
        }

        losses.Settle();
        return samples - before;
    }

    private void TakeStep(int batches, int batchesOfEpoch, long samples)
    {
        double rate = trainer.Optimizer.CurrentLearningRate(objective.Network);
        trainer.Optimizer.Step(objective.Network, batches);
        average?.Update();
        hasOpenBatches = false;
        soFar = new EpochSoFar(batchesOfEpoch, trainer.BatchSize, samples, losses.Sum, rate);
        if (Stopwatch.GetElapsedTime(lastSave) >= trainer.CheckpointInterval)
        {
            Save();
        }
    }

    private void Save()
    {
        losses.Settle();
        if (soFar.Batches > 0)
        {
            soFar = soFar with { Loss = losses.Sum };
        }

        lastSave = Stopwatch.GetTimestamp();
        if (trainer.CheckpointPath is { } file)
        {
            Checkpoint.Save(file, core, trainer.Optimizer, best, average, history, soFar);
        }
    }

    /// <summary>Leaves nothing for the next step but what the next gradient call adds.</summary>
    private void DropGradients()
    {
        core.ClearGradients();
    }

    private void Report(int epoch, int step, double loss, double samplesPerSecond, EpochResult? finished)
    {
        lastReport = Stopwatch.GetTimestamp();
        trainer.Progress?.Report(new TrainingProgress(
            epoch, trainer.Epochs, step, train.Steps, loss, samplesPerSecond, Stopwatch.GetElapsedTime(start), finished));
    }
}
