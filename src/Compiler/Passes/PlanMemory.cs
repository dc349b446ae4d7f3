using System.Collections.Immutable;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Passes;

/// <summary>Gives every value of a schedule its memory. Two values share memory when one is dead before the other is born. In a
/// phase that runs in slices that is a question of steps for values that only the phase knows (they lie in the slice's own
/// memory), and of whole phases for values in the workspace, since slices run at different times.</summary>
internal sealed class PlanMemory
{
    private readonly Graph graph;
    private readonly ImmutableArray<Phase> phases;
    private readonly Dictionary<Node, Life> lives = [];
    private readonly Dictionary<Node, Location> locations = [];
    private readonly Dictionary<Node, Node> heirs = [];
    private ILookup<Node, Node>? readers;

    private readonly bool onDevice;

    private PlanMemory(Graph graph, ImmutableArray<Phase> phases, bool onDevice)
    {
        this.graph = graph;
        this.phases = phases;
        this.onDevice = onDevice;
    }

    public static Plan Run(Graph graph, ImmutableArray<Phase> phases) => new PlanMemory(graph, phases, onDevice: false).Run();

    /// <summary>Where nothing runs in slices, every value lives from step to step.</summary>
    public static Plan OnDevice(Graph graph, ImmutableArray<Phase> phases) => new PlanMemory(graph, phases, onDevice: true).Run();

    private Plan Run()
    {
        FindLives();
        int stepNumber = 0;
        for (int phase = 0; phase < phases.Length; phase++)
        {
            foreach (Step step in phases[phase].Steps)
            {
                Redirect(step, phase, stepNumber++);
            }
        }

        var fixedArena = new Arena(Alignment);
        var batchArena = new Arena(Alignment);
        int sliceFloats = 0;
        Node[] stored = [.. lives.Keys.Where(node => !locations.ContainsKey(node))];
        int microBatch = onDevice ? 0 : MicroBatch.Of(graph, phases, stored.Where(node => node.Batched && !lives[node].IsLocal).Sum(node => (long)Rounded(node)));
        if (microBatch > 0)
        {
            OutliveMicroBatches();
            stored = [.. stored.Where(node => !locations.ContainsKey(node))];
        }

        foreach (Node node in stored.Where(node => !node.Batched))
        {
            locations[node] = new Location(Region.Fixed, Take(fixedArena, node));
        }

        foreach (Node node in stored.Where(node => node.Batched && !lives[node].IsLocal))
        {
            locations[node] = new Location(Region.Batch, Take(batchArena, node));
        }

        foreach (var phase in stored.Where(node => node.Batched && lives[node].IsLocal).GroupBy(node => lives[node].FirstPhase))
        {
            var arena = new Arena(Alignment);
            foreach (Node node in phase)
            {
                locations[node] = new Location(Region.Slice, arena.Take(node.Type.Size, lives[node].FirstStep, lives[node].LastStep));
            }

            sliceFloats = Math.Max(sliceFloats, arena.Floats);
        }

        foreach (KeyValuePair<Node, Node> kernel in heirs)
        {
            locations[kernel.Key] = locations[kernel.Value];
        }

        long unplanned = stored.Where(node => node.Batched).Sum(node => (long)node.Type.Size);
        return new Plan(graph, phases, locations, fixedArena.Floats, batchArena.Floats, sliceFloats, unplanned, microBatch);
    }

    // The phases over samples run again after the sums: what came before them must still be there, and so must all samples' objective.
    private void OutliveMicroBatches()
    {
        foreach (Node node in lives.Keys.Where(node => !node.Batched).ToArray())
        {
            lives[node] = lives[node] with { LastPhase = phases.Length };
        }

        locations[Fuse.Storage(graph.Objective!)] = new Location(Region.Kept, 0);
    }

    // Offsets in floats: to a cache line, or to what views on accelerators are taken to lie on.
    private int Alignment => onDevice ? 64 : 16;

    private int Rounded(Node node) => (node.Type.Size + Alignment - 1) / Alignment * Alignment;

    private int Take(Arena arena, Node node)
    {
        Life life = lives[node];
        return onDevice
            ? arena.Take(node.Type.Size, life.FirstStep, life.LastStep)
            : arena.Take(node.Type.Size, life.FirstPhase, life.LastPhase);
    }

    /// <summary>When each stored value is written first and read last. Values that stay within their step's loop have no life.</summary>
    private void FindLives()
    {
        int stepNumber = 0;
        for (int phase = 0; phase < phases.Length; phase++)
        {
            bool slices = !onDevice && phases[phase].Traversal == Traversal.Samples;
            foreach (Step step in phases[phase].Steps)
            {
                var inside = new HashSet<Node>(step.Nodes);
                foreach (Node input in step.Nodes.SelectMany(node => node.Inputs).Select(Fuse.Storage))
                {
                    if (!inside.Contains(input) && !Fuse.IsUniform(input) && !Fuse.IsThere(input))
                    {
                        lives[input] = lives[input] with { LastPhase = phase, LastStep = stepNumber };
                    }
                }

                foreach (Node node in step.Nodes)
                {
                    if (node.Op is not StoreOp && IsReadElsewhere(node, inside))
                    {
                        lives[node] = new Life(phase, stepNumber, phase, stepNumber, slices);
                    }
                }

                stepNumber++;
            }
        }

        if (graph.Objective is { } objective && lives.TryGetValue(Fuse.Storage(objective), out Life? life))
        {
            lives[Fuse.Storage(objective)] = life with { LastPhase = phases.Length, LastStep = stepNumber };
        }
    }

    private bool IsReadElsewhere(Node node, HashSet<Node> inside) =>
        (graph.Objective is not null && Fuse.Storage(graph.Objective) == node)
        || Readers(node).Any(reader => !inside.Contains(reader));

    private IEnumerable<Node> Readers(Node node)
    {
        readers ??= graph.Live()
            .Where(reader => reader.Op is not ViewOp)
            .SelectMany(reader => reader.Inputs.Select(input => (Input: Fuse.Storage(input), Reader: reader)))
            .ToLookup(pair => pair.Input, pair => pair.Reader);
        return readers[node];
    }

    /// <summary>Outputs and gradients have their place already. A kernel whose value only its own epilogue reads needs none: it
    /// writes where the epilogue's result goes, which then replaces it in place.</summary>
    private void Redirect(Step step, int phase, int stepNumber)
    {
        foreach (Node node in step.Nodes)
        {
            if (Target(node) is { } target)
            {
                locations[node] = target;
            }
        }

        if (step.Kernel is not { Op.IsEffect: false } kernel || lives.ContainsKey(kernel))
        {
            return;
        }

        if (kernel.Op.Output == OutputMode.Accumulates && step.Elementwise.Count == 1 && step.Elementwise[0] is { Op: AccumulateOp } accumulate)
        {
            locations[kernel] = locations[accumulate];
        }
        else if (step.Elementwise.FirstOrDefault(node => lives.ContainsKey(node) || node.Op is OutputOp) is { } heir)
        {
            heirs[kernel] = heir;
        }
        else
        {
            lives[kernel] = new Life(phase, stepNumber, phase, stepNumber, !onDevice && phases[phase].Traversal == Traversal.Samples);
        }
    }

    private static Location? Target(Node node) => node.Op switch
    {
        IOutput output => new Location(Region.Output, output.Index),
        StateUpdateOp update => new Location(Region.State, update.Index),
        AccumulateOp accumulate => new Location(Region.Gradient, accumulate.Tensor.Offset),
        _ => null,
    };

    private sealed record Life(int FirstPhase, int FirstStep, int LastPhase, int LastStep, bool InSlices)
    {
        public bool IsLocal => InSlices && FirstPhase == LastPhase;
    }

    /// <summary>First-fit placement of intervals: offsets in floats, each a multiple of the alignment.</summary>
    private sealed class Arena(int alignment)
    {
        // By offset.
        private readonly List<(int Offset, int End, int First, int Last)> placed = [];

        public int Floats { get; private set; }

        public int Take(int size, int first, int last)
        {
            int rounded = checked((size + alignment - 1) / alignment * alignment);
            int offset = 0;
            foreach ((int start, int end, int from, int to) in placed)
            {
                bool together = first <= to && from <= last;
                if (together && start < offset + rounded && offset < end)
                {
                    offset = end;
                }
            }

            int after = placed.FindLastIndex(place => place.Offset <= offset) + 1;
            placed.Insert(after, (offset, offset + rounded, first, last));
            Floats = Math.Max(Floats, offset + rounded);
            return offset;
        }
    }
}
