using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>What a training looks at after each epoch: the loss and the metrics over the validation data, or the metrics
/// alone over the training data where there are no others.</summary>
internal sealed class Evaluation
{
    private readonly BoundDataset? data;
    private readonly Objective objective;
    private readonly BoundColumns? lossInputs;
    private readonly ImmutableArray<ForwardPass> passes = [];
    private readonly IReadOnlyList<Metric> metrics;
    private readonly List<int> waiting = new(DeviceMemory.MostLosses); // Samples of the batches whose losses an accelerator has.
    private double sum;

    /// <exception cref="ArgumentException">The data or the metrics do not fit.</exception>
    public Evaluation(Objective objective, Trainer trainer, Dataset? train, Dataset? validation)
    {
        this.objective = objective;
        metrics = trainer.Metrics;
        MetricPlan plan = MetricPlan.For(objective, metrics);
        if (validation is null && metrics.Count == 0)
        {
            return;
        }

        if ((validation ?? train) is null)
        {
            throw new ArgumentException("Metrics are measured on validation data where the training data are a stream: give Fit some.");
        }

        var scalars = new RunTimeScalars(trainer.Scalars, objective.Network.Core);
        data = validation is null
            ? BoundDataset.Bind(train!.WithoutAugmentation(), "training", trainer.BatchSize, plan.Forwards, plan.Targets, scalars)
            : BoundDataset.Bind(
                validation.WithoutAugmentation(), "validation", trainer.BatchSize, [objective, .. plan.Forwards], plan.Targets, scalars);
        lossInputs = validation is null ? null : data.InputsOf(objective);
        passes = [.. plan.Forwards.Select(forward => new ForwardPass(forward, data, plan, trainer.BatchSize))];
    }

    public (double? Loss, ImmutableArray<MetricValue> Metrics) Run(CancellationToken cancellationToken)
    {
        if (data is null)
        {
            return (null, []);
        }

        foreach (Metric metric in metrics)
        {
            metric.Reset();
        }

        sum = 0;
        waiting.Clear();
        foreach (Batch batch in data.Batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lossInputs is not null)
            {
                AddLoss(lossInputs, batch.Count);
            }

            foreach (ForwardPass pass in passes)
            {
                pass.Run();
            }
        }

        Settle();
        return (lossInputs is null ? null : sum / data.Count, [.. metrics.Select(metric => new MetricValue(metric.Name, metric.Value))]);
    }

    private void AddLoss(BoundColumns inputs, int samples)
    {
        if (!objective.QueueEvaluation(inputs, waiting.Count))
        {
            sum += (double)objective.Evaluate(inputs) * samples;
            return;
        }

        waiting.Add(samples);
        if (waiting.Count == DeviceMemory.MostLosses)
        {
            Settle();
        }
    }

    // Takes the losses that wait on an accelerator.
    private void Settle()
    {
        if (waiting.Count == 0)
        {
            return;
        }

        Span<float> losses = stackalloc float[DeviceMemory.MostLosses];
        objective.Network.Core.Device!.TakeLosses(losses[..waiting.Count]);
        for (int place = 0; place < waiting.Count; place++)
        {
            sum += (double)losses[place] * waiting[place];
        }

        waiting.Clear();
    }
}
