using System.Collections.Immutable;

namespace CompiledNets;

/// <summary>A network and what an optimiser remembers of it, on the way into a file or out of one: copies, so that a file with something
/// wrong anywhere changes nothing.</summary>
internal sealed class NetworkSnapshot
{
    private readonly NetworkCore core;
    private readonly Optimizer? optimizer;
    private readonly OptimizerState? memory;
    private readonly SlotSection parameters, state;
    private readonly ImmutableArray<SlotSection> moments;

    /// <summary>Copies all as it is now.</summary>
    /// <param name="prefix">Goes before the tensors' names: empty, or ends in a slash.</param>
    /// <param name="core">The network.</param>
    /// <param name="optimizer">What steps it, or <c>null</c>.</param>
    public NetworkSnapshot(string prefix, NetworkCore core, Optimizer? optimizer)
    {
        this.core = core;
        this.optimizer = optimizer;
        memory = optimizer?.StateOf(core);
        parameters = new SlotSection(core.Layout, prefix, SlotRole.Parameter, core.Parameters.ToArray());
        state = new SlotSection(core.Layout, prefix, SlotRole.State, core.State.ToArray());
        moments = memory is null ? [] : [.. memory.Moments.Select((moment, index) =>
            new SlotSection(core.Layout, $"{prefix}optimizer/{memory.MomentNames[index]}/", SlotRole.Parameter, moment.Values.ToArray()))];
    }

    /// <summary>All tensors.</summary>
    public IEnumerable<CheckpointSection> Sections => [parameters, state, .. moments];

    /// <summary>What is no tensor.</summary>
    public NetworkNumbers Numbers => new(
        core.Seed, core.Counter, optimizer?.GetType().Name, memory?.Steps ?? 0, [.. memory?.SlotSteps ?? []],
        [.. optimizer?.Schedule?.Memory ?? []]);

    /// <summary>Refuses the numbers of another kind of training.</summary>
    /// <exception cref="NetworkFileException">What differs, and how.</exception>
    public void RequireSameTraining(string path, NetworkNumbers saved)
    {
        NetworkNumbers here = Numbers;
        if (!saved.IsWhole)
        {
            throw new NetworkFileException(path, null, "is a damaged checkpoint: its numbers are missing.");
        }

        Require.Same(path, "optimiser", saved.Optimizer ?? "absent", here.Optimizer ?? "absent");
        Require.Same(path, "seed of the network", saved.Seed, here.Seed);
        Require.Same(path, "number of stored tensors", saved.SlotSteps.Length, here.SlotSteps.Length);
        Require.Same(path, "schedule's memory", Count(saved.Schedule.Length), Count(here.Schedule.Length));
    }

    /// <summary>Writes what <see cref="Sections"/> hold by now back to the network and the optimiser. Nothing here fails.</summary>
    public void Restore(NetworkNumbers saved)
    {
        parameters.Values.CopyTo(core.WriteParameters());
        state.Values.CopyTo(core.WritableState);
        core.Counter = saved.Counter;
        if (memory is null)
        {
            return;
        }

        for (int i = 0; i < moments.Length; i++)
        {
            moments[i].Values.CopyTo(memory.Moments[i].Span);
        }

        memory.Steps = saved.Steps;
        saved.SlotSteps.CopyTo(memory.SlotSteps);
        if (optimizer!.Schedule is { } schedule)
        {
            schedule.Memory = saved.Schedule;
        }
    }

    private static string Count(int numbers) => numbers == 0 ? "empty" : $"{numbers} numbers";
}
