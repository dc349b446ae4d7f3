namespace CompiledNets;

/// <summary>What every emitted network is to optimisers, trainers and files.</summary>
public interface INetwork
{
    /// <summary>The instance's memory.</summary>
    NetworkCore Core { get; }

    /// <summary>The objectives, in source order.</summary>
    IReadOnlyList<Objective> AllObjectives { get; }

    /// <summary>The forward entry points, in source order.</summary>
    IReadOnlyList<ForwardEntry> AllForwards { get; }
}
