using System.Collections.Immutable;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>Steps that run together: each sample by itself in slices of the batch, or whole-batch steps one after another.</summary>
internal sealed record Phase(Traversal Traversal, ImmutableArray<Step> Steps)
{
    /// <summary>Floating-point operations for one sample.</summary>
    public long Flops => Steps.Sum(step => step.Flops);
}

/// <summary>Orders steps into as few phases as their dependencies allow: between two phases all threads meet.</summary>
internal static class Schedule
{
    public static ImmutableArray<Phase> Run(ImmutableArray<Step> steps)
    {
        Dictionary<Step, HashSet<Step>> waiting = Dependencies(steps);
        var remaining = new List<Step>(steps);
        var phases = ImmutableArray.CreateBuilder<Phase>();

        // What needs no sample comes first, then samples as far as they go, then what sums over the batch, and so on.
        Take(remaining, waiting, phases, Traversal.Whole, step => step.Nodes.All(node => !node.Batched && node.Inputs.All(input => !input.Batched)));
        for (Traversal next = Traversal.Samples; remaining.Count > 0; next = Other(next))
        {
            Take(remaining, waiting, phases, next, _ => true);
        }

        return phases.ToImmutable();
    }

    private static Traversal Other(Traversal traversal) => traversal == Traversal.Samples ? Traversal.Whole : Traversal.Samples;

    private static void Take(
        List<Step> remaining, Dictionary<Step, HashSet<Step>> waiting, ImmutableArray<Phase>.Builder phases, Traversal traversal, Func<Step, bool> wanted)
    {
        var taken = new HashSet<Step>();
        var inOrder = ImmutableArray.CreateBuilder<Step>();
        foreach (Step step in remaining)
        {
            if (step.Traversal == traversal && wanted(step) && waiting[step].All(taken.Contains))
            {
                taken.Add(step);
                inOrder.Add(step);
            }
        }

        if (taken.Count == 0)
        {
            return;
        }

        remaining.RemoveAll(taken.Contains);
        phases.Add(new Phase(traversal, inOrder.ToImmutable()));
        foreach (Step step in remaining)
        {
            waiting[step].ExceptWith(taken);
        }
    }

    private static Dictionary<Step, HashSet<Step>> Dependencies(ImmutableArray<Step> steps)
    {
        var home = new Dictionary<Node, Step>();
        foreach (Step step in steps)
        {
            foreach (Node node in step.Nodes)
            {
                home[node] = step;
            }
        }

        var waiting = new Dictionary<Step, HashSet<Step>>();
        foreach (Step step in steps)
        {
            var needs = new HashSet<Step>();
            foreach (Node input in step.Nodes.SelectMany(node => node.Inputs))
            {
                if (home.TryGetValue(Fuse.Storage(input), out Step? maker) && maker != step)
                {
                    needs.Add(maker);
                }
            }

            if (step.Head.Op is IStateWrite write)
            {
                // Several writes to one state go in their order.
                needs.UnionWith(steps.Where(other => Writes(other, write.Index) ? other.Index < step.Index : Reads(other, write.Index)));
            }

            waiting[step] = needs;
        }

        return waiting;
    }

    private static bool Writes(Step step, int argument) => step.Head.Op is IStateWrite write && write.Index == argument;

    private static bool Reads(Step step, int argument) =>
        step.Nodes.SelectMany(node => node.Inputs).Any(input => Fuse.Storage(input).Op is InputOp read && read.Index == argument);
}
