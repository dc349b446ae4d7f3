using System.Collections.Immutable;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>Where a value lies while an entry point runs.</summary>
internal enum Region
{
    /// <summary>In a register of the loop that makes and uses it.</summary>
    Register,

    /// <summary>One value for the call, in the workspace.</summary>
    Fixed,

    /// <summary>One for each sample, in the workspace: later phases read it.</summary>
    Batch,

    /// <summary>One float for each sample, in the workspace for as long as the call runs, although the batch is cut into micro-batches: the
    /// objective.</summary>
    Kept,

    /// <summary>One for each sample of the slice at hand, in the thread's own memory: gone with the phase.</summary>
    Slice,

    /// <summary>In the caller's span.</summary>
    Output,

    /// <summary>In the caller's span of a state parameter.</summary>
    State,

    /// <summary>Added to a parameter's gradient.</summary>
    Gradient,
}

/// <summary>A value's region and its offset there: floats in <see cref="Region.Fixed"/>, floats per sample in
/// <see cref="Region.Batch"/> and <see cref="Region.Slice"/>, the argument's number in <see cref="Region.Output"/> and
/// <see cref="Region.State"/>, the parameter's offset in
/// <see cref="Region.Gradient"/>.</summary>
internal readonly record struct Location(Region Region, int Offset);

/// <summary>How an entry point runs: phases in order, and memory for every value.</summary>
/// <param name="FixedFloats">Workspace floats for the call.</param>
/// <param name="BatchFloats">Workspace floats for each sample.</param>
/// <param name="SliceFloats">Floats of a thread's own memory for each sample of a slice.</param>
/// <param name="ActivationFloats">Floats per sample that a plan without reuse would take: what planning saved.</param>
/// <param name="MicroBatch">Samples after which gradients are summed, see <see cref="Passes.MicroBatch"/>; 0 where that is the whole batch.</param>
internal sealed record Plan(
    Graph Graph,
    ImmutableArray<Phase> Phases,
    IReadOnlyDictionary<Node, Location> Locations,
    int FixedFloats,
    int BatchFloats,
    int SliceFloats,
    long ActivationFloats,
    int MicroBatch)
{
    public static Plan Of(Graph graph)
    {
        graph = FusePooling.Run(Prepare.Run(PoolFirst.Run(FoldNorms.Run(graph))));
        ImmutableArray<Phase> phases = Schedule.Run(Fuse.Run(graph.Live()));
        return PlanMemory.Run(graph, phases);
    }

    /// <summary>How an entry point runs on an accelerator: step after step over the whole batch, nothing prepared.</summary>
    public static Plan OnDevice(Graph graph)
    {
        graph = ScaleLate.Run(ComputePrepared.Run(graph));
        ImmutableArray<Node> live = graph.Live();
        ImmutableArray<Step> steps = SplitSteps.Run(Fuse.Run(live), live, Emit.Ilgpu.DeviceText.MostViews);
        return PlanMemory.OnDevice(graph, Schedule.Run(steps));
    }

    /// <summary>Whether a phase is run for some of the samples: in slices, or for the sums of a micro-batch.</summary>
    public bool TakesSamples(Phase phase) => phase.Traversal == Traversal.Samples || (MicroBatch > 0 && ReferenceEquals(phase, Phases[Phases.Length - 1]));

    public Location LocationOf(Node node) => Locations[Fuse.Storage(node)];
}
