using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>Trains networks: the high road over <see cref="Optimizer"/> and <see cref="Dataset"/>.</summary>
/// <example><code>
/// var trainer = new Trainer(new Adam(0.001)) { Epochs = 5, BatchSize = 64, Metrics = [new Accuracy()] };
/// TrainingResult result = trainer.Fit(net, train, validation);
/// </code></example>
/// <remarks>Data columns bind to the objective's parameters by name. The same seed, data and network give the same bits,
/// whatever the number of threads. Steps allocate nothing once warm.</remarks>
public sealed class Trainer
{
    /// <summary>A trainer that steps with an optimiser.</summary>
    public Trainer(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Optimizer = optimizer;
    }

    /// <summary>What steps.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Passes over the training data, at least 1.</summary>
    public int Epochs { get; init => field = Hyperparameter.AtLeast(1, value, nameof(Epochs)); } = 10;

    /// <summary>Samples per batch, at least 1; the last batch of an epoch takes what is left.</summary>
    public int BatchSize { get; init => field = Hyperparameter.AtLeast(1, value, nameof(BatchSize)); } = 32;

    /// <summary>How many batches make a step, at least 1: their gradients are averaged, so that k batches of n samples count as one
    /// of k·n that need not fit into memory. The last step of an epoch takes the batches that are left.</summary>
    /// <remarks>Batch statistics stay those of a single batch.</remarks>
    public int AccumulateSteps { get; init => field = Hyperparameter.AtLeast(1, value, nameof(AccumulateSteps)); } = 1;

    /// <summary>Keeps a <see cref="WeightAverage"/> of this decay, from 0 to less than 1, which is updated at each step: epochs are
    /// judged by the averaged parameters, and the network ends with them. <c>null</c> for none.</summary>
    public double? AverageDecay
    {
        get;
        init => field = value is null ? null : Hyperparameter.BelowOne(value.Value, nameof(AverageDecay));
    }

    /// <summary>Decides the order of samples, by (seed, epoch), and the split of <see cref="ValidationFraction"/>.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether each epoch takes the samples in another order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The share of the training data that is held out where <c>Fit</c> is given no validation data: from 0,
    /// nothing, to less than 1.</summary>
    public double ValidationFraction
    {
        get;
        init => field = Hyperparameter.BelowOne(value, nameof(ValidationFraction));
    }

    /// <summary>What to measure after each epoch.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>When to end before all epochs are done; <c>null</c> for never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>The values of an objective's <c>float</c> parameters, by name, as functions of the gradient calls made so far:
    /// <c>["beta"] = call => Math.Min(1, call / 1000.0)</c> warms up a VAE's beta.</summary>
    public IReadOnlyDictionary<string, Func<long, double>> Scalars { get; init; } = ImmutableDictionary<string, Func<long, double>>.Empty;

    /// <summary>Who is told how training goes.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>A file that gets all there is to know after each epoch, each <see cref="CheckpointInterval"/>, and when training is
    /// cancelled, so that it survives a crash; <c>null</c> for none. It is a safetensors file, and the network's own parameters can be
    /// loaded from it (not strictly).</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>How long the file at <see cref="CheckpointPath"/> may lag behind within a long epoch: a minute, unless said otherwise.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether <c>Fit</c> goes on from the file at <see cref="CheckpointPath"/>, if there is one. The result has
    /// the same bits as if training had never stopped.</summary>
    public bool Resume { get; init; }

    /// <summary>Trains a network's only objective.</summary>
    /// <inheritdoc cref="Fit(Objective, Dataset, Dataset?, CancellationToken)"/>
    /// <exception cref="InvalidOperationException">The network has no objective, or several: the message names them.</exception>
    public TrainingResult Fit(
        INetwork network, Dataset train, Dataset? validation = null, CancellationToken cancellationToken = default)
    {
        return Fit(OnlyObjective(network), train, validation, cancellationToken);
    }

    /// <summary>Trains an objective.</summary>
    /// <param name="objective">What to minimise: <c>net.Objectives.HeadLoss</c>.</param>
    /// <param name="train">The samples to learn from. Their columns bind to the objective's parameters by name; others
    /// are ignored.</param>
    /// <param name="validation">The samples to judge by, or <c>null</c>: see <see cref="ValidationFraction"/>.</param>
    /// <param name="cancellationToken">Looked at after each step; the network then has the steps taken so far, and so has the checkpoint.</param>
    /// <exception cref="ArgumentException">Columns are missing or of another kind or size, a metric does not fit, or a parameter group
    /// of the optimiser matches nothing. Nothing has been changed.</exception>
    /// <exception cref="TrainingDivergedException">A loss was infinite or not a number.</exception>
    /// <exception cref="NetworkFileException">The checkpoint to resume is damaged or belongs to something else.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public TrainingResult Fit(
        Objective objective, Dataset train, Dataset? validation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(train);
        if (validation is null && ValidationFraction > 0)
        {
            (train, validation) = train.Split(ValidationFraction, Seed);
        }

        using TrainingData epochs = DatasetEpochs.Of(this, objective, train);
        return new TrainingRun(this, objective, epochs, train, validation).Run(cancellationToken);
    }

    /// <summary>Trains a network's only objective on data that come piece by piece.</summary>
    /// <inheritdoc cref="Fit(Objective, IAsyncEnumerable{Dataset}, Dataset?, CancellationToken)"/>
    /// <exception cref="InvalidOperationException">The network has no objective, or several: the message names them.</exception>
    public TrainingResult Fit(
        INetwork network, IAsyncEnumerable<Dataset> train, Dataset? validation = null, CancellationToken cancellationToken = default) =>
        Fit(OnlyObjective(network), train, validation, cancellationToken);

    /// <summary>Trains an objective on data that come piece by piece, from files larger than memory or over a network: each epoch reads the
    /// stream once, on another thread, a few pieces ahead. Batches go across the borders of pieces.</summary>
    /// <remarks><see cref="Shuffle"/> mixes the samples within each piece; their order from piece to piece is the stream's.</remarks>
    /// <param name="objective">What to minimise: <c>net.Objectives.HeadLoss</c>.</param>
    /// <param name="train">The samples to learn from: an async iterator method, which starts anew for each epoch. All pieces have the same
    /// columns, of which those bind that the objective names.</param>
    /// <param name="validation">The samples to judge by, or <c>null</c>; metrics need them.</param>
    /// <param name="cancellationToken">Looked at after each step, and while waiting for a piece.</param>
    /// <exception cref="ArgumentException">The stream is empty, columns are missing or of another kind or size, a metric does not fit or has
    /// no validation data, or a <see cref="ValidationFraction"/> is asked of a stream. Nothing has been changed.</exception>
    /// <exception cref="InvalidOperationException">The stream gave no samples in a later epoch.</exception>
    /// <exception cref="TrainingDivergedException">A loss was infinite or not a number.</exception>
    /// <exception cref="NetworkFileException">The checkpoint to resume is damaged or belongs to something else.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public TrainingResult Fit(
        Objective objective, IAsyncEnumerable<Dataset> train, Dataset? validation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(train);
        if (validation is null && ValidationFraction > 0)
        {
            throw new ArgumentException("A stream has no known length to take a ValidationFraction of: give Fit validation data.", nameof(validation));
        }

        using var epochs = new StreamEpochs(this, objective, train, cancellationToken);
        return new TrainingRun(this, objective, epochs, trainData: null, validation).Run(cancellationToken);
    }

    /// <summary>How many steps <c>Fit</c> takes over so many samples in all epochs: what schedules want to know.</summary>
    /// <param name="train">The training data as they will be given to <c>Fit</c>.</param>
    /// <param name="validation">The validation data, if any.</param>
    public long StepCount(Dataset train, Dataset? validation = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        bool split = validation is null && ValidationFraction > 0;
        int samples = train.Count - (split ? train.ValidationCount(ValidationFraction) : 0);
        long batches = ((long)samples + BatchSize - 1) / BatchSize;
        return Epochs * ((batches + AccumulateSteps - 1) / AccumulateSteps);
    }

    private static Objective OnlyObjective(INetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.AllObjectives is not [Objective only])
        {
            string name = network.Core.Layout.NetworkName;
            string choices = string.Join(", ", network.AllObjectives.Select(objective => objective.Name));
            throw new InvalidOperationException(network.AllObjectives.Count == 0
                ? $"{name} has no [Objective] to train."
                : $"{name} has several objectives ({choices}): say which, as in Fit(net.Objectives.{network.AllObjectives[0].Name}, …).");
        }

        return only;
    }
}
