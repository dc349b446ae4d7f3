using System.Collections.Immutable;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>Whether a large batch is cut into micro-batches (Huang et al. 2019, GPipe: gradients are summed over them) that go forward and back one
/// after the other. What their samples keep for the weights' gradients is then read again while it lies in a cache, and memory does not
/// grow with the batch. Sums run over micro-batches in order, whatever the threads: see <c>MicroBatches</c> of the runtime library.</summary>
internal static class MicroBatch
{
    // Measured (docs/performance/training.md). To be read from a cache, what samples keep may take some MiB; but several times what the gradients take, to
    // which each micro-batch adds.
    private const long LeastInCache = 3 << 18, MostInCache = 1 << 21;
    private const int GradientsInCache = 6;

    // Elsewhere micro-batches only bound memory, and are so long that they cost nothing.
    private const long LeastInMemory = 1 << 24;
    private const int GradientsInMemory = 10;

    // Kernels take eight samples at once, or a multiple. Nobody has batches so large that longer micro-batches would be several.
    private const int Together = 8, MostSamples = 256;

    /// <summary>Samples in a micro-batch; 0 where the batch stays whole.</summary>
    /// <param name="graph">What is computed.</param>
    /// <param name="phases">Its schedule.</param>
    /// <param name="floats">What a sample keeps from phase to phase.</param>
    public static int Of(Graph graph, ImmutableArray<Phase> phases, long floats)
    {
        if (floats == 0 || graph.Objective is not { Batched: true } objective || Fuse.Storage(objective).Type.Size > 1 || !IsSummedLast(phases))
        {
            return 0;
        }

        // A convolution reads what it multiplies seldom, and its gradients cost something each time.
        Phase last = phases.Last();
        long gradients = GradientFloats(last), inCache = Math.Max(LeastInCache, gradients * GradientsInCache);
        bool gains = inCache <= MostInCache && last.Steps.All(step => step.Kernel?.Op is not Conv2DWeightGradientOp);
        return Samples(gains ? inCache : Math.Max(LeastInMemory, gradients * GradientsInMemory), floats);
    }

    private static int Samples(long wanted, long floats)
    {
        long samples = (wanted + floats - 1) / floats;
        samples = samples > Together / 2 ? (samples + Together - 1) / Together * Together : samples;
        return samples > MostSamples ? 0 : (int)samples;
    }

    // What needs no sample, one phase over samples, and one that does nothing but add to gradients what comes of each sample.
    private static bool IsSummedLast(ImmutableArray<Phase> phases) =>
        phases.Length >= 2
        && phases[phases.Length - 1] is var last
        && last.Traversal == Traversal.Whole
        && phases[phases.Length - 2].Traversal == Traversal.Samples
        && phases.Take(phases.Length - 2).All(phase => phase.Steps.All(step => step.Nodes.All(node => !node.Batched && !node.Inputs.Any(input => input.Batched))))
        && AreSums(last);

    private static bool AreSums(Phase phase)
    {
        var sums = new HashSet<Node>();
        foreach (Node node in phase.Steps.SelectMany(step => step.Nodes))
        {
            if (node.Batched || !IsSum(node, input => sums.Contains(Fuse.Storage(input))))
            {
                return false;
            }

            sums.Add(node);
        }

        return true;
    }

    // Linear in what comes of a sample: the values of two micro-batches, added, are the value of both together.
    private static bool IsSum(Node node, Func<Node, bool> isSum) => node.Op switch
    {
        { SumsSamples: true } when node.Inputs.Any(input => input.Batched) => !node.Inputs.Any(isSum),
        LayerNormSumsOp => false,
        { SumsSamples: true } or MultiplyOp => node.Inputs.Count(isSum) == 1 && !node.Inputs.Any(input => input.Batched),
        AddOp or AccumulateOp or ExpandOp => node.Inputs.All(isSum),
        _ => false,
    };

    // Rows of an embedding are added where samples have them, and nowhere else.
    private static long GradientFloats(Phase phase) => phase.Steps
        .Where(step => step.Kernel?.Op is not EmbeddingGradientOp)
        .SelectMany(step => step.Nodes).Select(node => node.Op).OfType<AccumulateOp>().Sum(accumulate => (long)accumulate.Tensor.Shape.Size);
}
