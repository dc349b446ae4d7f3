using System.Runtime.CompilerServices;

namespace CompiledNets;

/// <summary>Moves the parameters of networks against their gradients.</summary>
/// <remarks>
/// <para>One optimiser may serve several networks: it keeps moments and step counts for each instance, and forgets them
/// when the instance is collected.</para>
/// <para>Hyperparameters are <c>double</c>, as in PyTorch: bias corrections and rates are computed in double and rounded
/// to float once, where they meet the weights.</para>
/// </remarks>
public abstract class Optimizer
{
    private readonly ConditionalWeakTable<NetworkCore, OptimizerState> states = [];
    private readonly string[] momentNames;
    private readonly ParameterGroup[] groups = [];

    // The table forgets instances that were collected, and so must this: who steps one network looks it up once.
    private readonly WeakReference<OptimizerState?> latest = new(null);

    private protected Optimizer(double learningRate, double weightDecay, params string[] momentNames)
    {
        LearningRate = learningRate;
        WeightDecay = Hyperparameter.NotNegative(weightDecay, nameof(weightDecay));
        this.momentNames = momentNames;
    }

    /// <summary>The learning rate, which <see cref="Schedule"/> multiplies where there is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or not a number.</exception>
    public double LearningRate
    {
        get;
        set => field = Hyperparameter.NotNegative(value, nameof(LearningRate));
    }

    /// <summary>The factor of weight decay, where no group says otherwise. The optimiser's own documentation says whether it is an
    /// L2 penalty's gradient or decay that is independent of the moments.</summary>
    public double WeightDecay { get; }

    /// <summary>Parameters with a learning rate or a weight decay of their own; each belongs to the first group that matches
    /// its name. What no group matches has the optimiser's numbers.</summary>
    /// <remarks>PyTorch: parameter groups. Names are looked up at a network's first step.</remarks>
    public IReadOnlyList<ParameterGroup> Groups
    {
        get => groups;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            groups = [.. value];
        }
    }

    /// <summary>How the learning rate changes with the steps taken; <c>null</c> leaves it as it is.</summary>
    public LearningRateSchedule? Schedule { get; set; }

    /// <summary>The greatest 2-norm that all gradients of a step may have together; greater ones are scaled down to it.
    /// <c>null</c> leaves gradients as they are.</summary>
    /// <remarks>The rule is PyTorch's <c>clip_grad_norm_</c> (factor <c>max / (norm + 1e-6)</c>, at most 1), over the
    /// slots that the step updates. A norm that is not finite makes the parameters so too, as in PyTorch: look at the
    /// loss, as <see cref="Trainer"/> does.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, negative, infinite or not a number.</exception>
    public double? MaxGradientNorm
    {
        get;
        set => field = value is null ? null : Hyperparameter.Positive(value.Value, nameof(MaxGradientNorm));
    }

    /// <summary>Updates exactly what gradient calls trained since the last step, and zeroes those gradients.</summary>
    /// <remarks>Other weights, moments, decay and step counts stay untouched. Where nothing was trained, nothing
    /// happens and no step is counted. Allocates nothing after the first step of a network.</remarks>
    /// <exception cref="ArgumentException">One of <see cref="Groups"/> matches no parameter of the network. Nothing has been
    /// changed.</exception>
    public void Step(INetwork network) => Step(network, batches: 1);

    /// <summary>Steps with gradients that are the sum over so many batches, by their mean.</summary>
    internal void Step(INetwork network, int batches)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkCore core = network.Core;
        OptimizerState state = StateOf(core);
        ReadOnlySpan<SlotRun> runs = state.CountStep(core.Trained);
        if (runs.IsEmpty)
        {
            return;
        }

        double rate = RateAt(state.Steps);
        state.Steps++;
        double share = 1.0 / batches;
        float gradientScale = MaxGradientNorm is { } limit ? ClippedScale(core, state, runs, share, limit) : (float)share;
        foreach (ref readonly SlotRun run in runs)
        {
            ParameterGroup? group = run.Group < groups.Length ? groups[run.Group] : null;
            var numbers = new StepNumbers(rate * (group?.RateFactor ?? 1), group?.WeightDecay ?? WeightDecay, run.Step);
            Update(new RangeUpdate(in run, state, gradientScale), in numbers);
        }

        core.ClearTrained();
    }

    /// <summary>The learning rate of the next step of a network: <see cref="LearningRate"/>, times the schedule's
    /// factor.</summary>
    public double CurrentLearningRate(INetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return RateAt(StateOf(network.Core).Steps);
    }

    /// <summary>The moments and step counts that belong to a network, for checkpoints: made when missing.</summary>
    internal OptimizerState StateOf(NetworkCore core)
    {
        if (latest.TryGetTarget(out OptimizerState? state) && state.Core == core)
        {
            return state;
        }

        if (!states.TryGetValue(core, out state))
        {
            state = new OptimizerState(core, momentNames, ParameterGroup.OfSlots(groups, core.Layout));
            states.Add(core, state);
        }

        latest.SetTarget(state);
        return state;
    }

    /// <summary>Applies the optimiser's rule to a range.</summary>
    private protected abstract void Update(in RangeUpdate range, in StepNumbers numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double RateAt(long step) => LearningRate * (Schedule?.At(step) ?? 1.0);

    private static float ClippedScale(NetworkCore core, OptimizerState state, ReadOnlySpan<SlotRun> runs, double share, double limit)
    {
        if (core.Device is { } device)
        {
            ClipOn(device, runs, limit, share);
            return (float)share;
        }

        double squares = 0;
        foreach (SlotRun run in runs)
        {
            squares += GradientNorm.SumOfSquares(core.Gradients.Slice(run.Start, run.Length), state.PartialSums);
        }

        double factor = limit / (share * Math.Sqrt(squares) + 1e-6);
        return factor < 1 ? (float)(share * factor) : double.IsNaN(factor) ? float.NaN : (float)share;
    }

    private static void ClipOn(DeviceMemory device, ReadOnlySpan<SlotRun> runs, double limit, double share)
    {
        for (int index = 0; index < runs.Length; index++)
        {
            device.AddSquares(runs[index].Start, runs[index].Length, isFirst: index == 0, limit, share);
        }

        foreach (SlotRun run in runs)
        {
            device.Clip(run.Start, run.Length);
        }
    }
}

/// <summary>What differs from range to range and from step to step.</summary>
/// <param name="Rate">The range's learning rate at this step.</param>
/// <param name="WeightDecay">The range's factor of weight decay.</param>
/// <param name="Step">How many steps the range will have taken with this one: 1 in the first.</param>
internal readonly record struct StepNumbers(double Rate, double WeightDecay, long Step);
